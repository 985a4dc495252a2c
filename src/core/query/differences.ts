// How runs differ in what they say: configuration, command line, environment, commit. Pure.
import { factSections, type Fact, type FactSection, type FactValue } from '../../shared/facts';
import type { FactDifferences } from '../../shared/tableContract';

/** Sections that say how a run came about; the others tell of its results. */
const compared: readonly FactSection[] = ['config', 'about', 'environment', 'summary'];

/** What is told differently in every run and means nothing: ids, times, the name itself. */
const restless =
  /^(?:id|run_?id|name|startedat|heartbeatat|start_?time|starttime|created_?at|_timestamp|_wandb|timestamp|pid|t)$/i;

/** One section each with one line a path; a run that does not say has null. */
export function compareFacts(runs: readonly (readonly Fact[])[]): FactDifferences {
  return compared.flatMap((section) => {
    const rows = compareSection(runs, section);
    return rows.length > 0 ? [{ section, rows }] : [];
  });
}

function compareSection(
  runs: readonly (readonly Fact[])[],
  section: FactSection,
): FactDifferences[number]['rows'] {
  const values = runs.map((facts) => {
    const own = new Map<string, string>();
    for (const fact of facts) {
      const name = fact.path.join('.');
      // Where two files differ the first one counts.
      if (fact.section === section && !own.has(name)) own.set(name, wordOf(fact.value));
    }
    return own;
  });
  const names = [...new Set(values.flatMap((own) => [...own.keys()]))].sort();
  return names
    .filter((name) => !restless.test(name))
    .map((name) => {
      const row = values.map((own) => own.get(name) ?? null);
      return { name, values: row, differs: new Set(row).size > 1 };
    });
}

function wordOf(value: FactValue): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** All that a run says as text with one line a value, sorted, so that two of them can be laid side by side. */
export function printFacts(facts: readonly Fact[]): string {
  const sections = factSections.filter((section) => compared.includes(section));
  const blocks = sections.flatMap((section) => {
    const lines = facts
      .filter((fact) => fact.section === section)
      .flatMap(({ path, value }) => printFact(path.join('.'), value));
    return lines.length > 0 ? [`${section}:\n${[...new Set(lines)].sort().join('\n')}`] : [];
  });
  return `${blocks.join('\n\n')}\n`;
}

/** Texts of several lines, such as a patch, keep their lines. */
function printFact(name: string, value: FactValue): readonly string[] {
  const word = wordOf(value);
  if (!word.includes('\n')) return [`  ${name}: ${word}`];
  return [`  ${name}: |\n${word.replace(/^/gm, '    ')}`];
}
