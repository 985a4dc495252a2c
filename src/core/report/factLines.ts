// What is known of a run beside its values, as `trackside show` prints it: as text for people, as JSON for programs.
import type { Fact, FactValue, RunFacts } from '../../shared/facts';
import { describeProgress } from '../../shared/words';
import { printable } from './runListing';

/** A path is told with dots; the path itself stands beside it, since keys may contain dots. */
export function factsToJson(run: string, { facts, progress, unread, cut }: RunFacts): unknown {
  const told = facts.map((fact) => ({ ...fact, value: toJson(fact.value) }));
  return { run, progress, facts: told, unread, cut };
}

/** Sections with their facts in columns; a fact that files tell differently stands there once for each. */
export function factsToText(
  run: string,
  { facts, progress, unread, cut }: RunFacts,
  isLive: boolean,
): string {
  const lines = [printable(run)];
  if (progress) lines.push(`  ${describeProgress(progress, isLive)}`);
  let section = '';
  for (const fact of facts) {
    if (fact.section !== section) lines.push('', `  ${(section = fact.section)}`);
    lines.push(`    ${factToText(fact)}`);
  }
  if (facts.length === 0) lines.push('  Nothing but its values is known of this run.');
  if (cut) lines.push('', '  ! A file tells more than is shown.');
  for (const { file, reason } of unread) lines.push(`  ! ${printable(`${file}: ${reason}`)}`);
  return `${lines.join('\n')}\n`;
}

function factToText({ path, value, origin }: Fact): string {
  const text = typeof value === 'string' ? value : JSON.stringify(toJson(value));
  return printable(`${path.join('.')}: ${text}  [${origin}]`);
}

/** Numbers that JSON cannot hold become the strings `NaN`, `Infinity` and `-Infinity`. */
function toJson(value: FactValue): FactValue {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return Array.isArray(value) ? value.map(toJson) : value;
}
