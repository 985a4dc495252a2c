// What the tree tells about a run on hover, as Markdown in which file names and tags are nothing but text.
import {
  formatBytes,
  formatCount,
  formatMoment,
  formatNumber,
  formatPlural,
} from '../../shared/text';
import type { RunAnnotation } from '../../shared/annotations';
import type { RunSummary } from '../../shared/vocabulary';
import {
  describeCompanionKind,
  describeDelay,
  describeEvidence,
  describeMetricsElsewhere,
  describeProblem,
  describeProblemPlace,
  describeProgress,
  describeState,
  describeStopped,
} from '../../shared/words';

/** A hover is a glance; the rest is under "Show Problems". */
const mostProblems = 5;
const mostFiles = 5;
const longestNote = 600;

/**
 * State with its evidence, what was read from where, and what is wrong. Uses theme icons.
 * @param original the name of the run that this one is a copy of
 */
export function describeRun(
  run: RunSummary,
  nowMs: number,
  original: string | null,
  annotation: RunAnnotation,
): string {
  const said = collectSaid(annotation);
  const facts = [...said, ...collectRelations(run, original), ...collectFacts(run)].map(
    ([name, value]) => `- ${escape(name)}: ${escape(value)}`,
  );
  const notes = [
    describeDelay(run),
    ...run.sources.map(({ format }) => describeMetricsElsewhere(format)),
  ].filter((note) => note !== null);
  return [
    ...collectNames(run, annotation.alias),
    ...collectNote(annotation.note),
    `**${describeState(run.state)}**: ${escape(describeEvidence(run.evidence, nowMs))}\n`,
    ...notes.map((note) => `${escape(note)}\n`),
    ...facts,
    '',
    ...collectProblems(run),
  ].join('\n');
}

/** What it is called, and below that what else it is called. */
function collectNames({ name, title }: RunSummary, alias: string | null): readonly string[] {
  const [first, ...others] = [alias, title, name].filter((each) => each !== null);
  return [`**${escape(first!)}**\n`, ...others.map((each) => `${escape(each)}\n`)];
}

/** Line by line, as it was written. */
function collectNote(note: string | null): readonly string[] {
  if (note === null) return [];
  const lines = note.slice(0, longestNote).split('\n').map(escape).join('  \n');
  return [`$(note) ${lines}${note.length > longestNote ? '…' : ''}\n`];
}

function collectSaid({
  tags,
  star,
  archived,
}: RunAnnotation): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (star) facts.push(['Starred', 'yes']);
  if (tags.length > 0) facts.push(['Tags', tags.join(', ')]);
  if (archived) facts.push(['Archived', 'yes']);
  return facts;
}

function collectRelations(
  { partOf, hparamsOf }: RunSummary,
  original: string | null,
): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (original !== null) {
    facts.push(['Copy of', `${original}, which holds all that is here; not plotted unless ticked`]);
  }
  if (partOf) facts.push(['One line of', `${partOf.tag}, plotted with its run`]);
  if (hparamsOf) facts.push(['Hyperparameters of', hparamsOf.name]);
  return facts;
}

function collectFacts(run: RunSummary): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (run.progress) {
    facts.push(['Progress', describeProgress(run.progress, run.state === 'running')]);
  }
  if (run.lastStep !== null) facts.push(['Last step', formatCount(run.lastStep)]);
  for (const { tag, value } of run.lastValues) facts.push([tag, formatNumber(value)]);
  const starts = run.segments > 1 ? `, started ${formatCount(run.segments)} times` : '';
  const amount = `${formatCount(run.points)} in ${formatPlural(run.tags, 'metric')}`;
  facts.push(['Points', amount + starts]);
  if (run.writers > 1) {
    facts.push(['Writers', `${formatCount(run.writers)} processes wrote to it at the same time`]);
  }
  if (run.firstWallTime !== null) facts.push(['First event', formatMoment(run.firstWallTime)]);
  if (run.lastWallTime !== null) facts.push(['Last event', formatMoment(run.lastWallTime)]);
  for (const { file, sizeBytes, bytesRead } of run.sources.slice(0, mostFiles)) {
    const read = bytesRead < sizeBytes ? `, ${formatBytes(bytesRead)} read` : '';
    facts.push(['File', `${file} (${formatBytes(sizeBytes)}${read})`]);
  }
  if (run.readingStopped) facts.push(['Reading', describeStopped(run)]);
  if (run.sources.length > mostFiles) facts.push(['Files', formatCount(run.sources.length)]);
  for (const { kind, label, sizeBytes } of run.companions.slice(0, mostFiles)) {
    facts.push([describeCompanionKind(kind), `${label} (${formatBytes(sizeBytes)})`]);
  }
  const unlisted = run.companions.length - mostFiles;
  if (unlisted > 0) facts.push(['Further files', formatCount(unlisted)]);
  facts.push(['Directory', run.directory]);
  return facts;
}

function collectProblems({ problems }: RunSummary): readonly string[] {
  const lines = problems
    .slice(0, mostProblems)
    .map((problem) => `${describeProblemPlace(problem)}: ${describeProblem(problem)}`)
    .map((line) => `- $(warning) ${escape(line)}`);
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `- and ${formatCount(more)} more`] : lines;
}

/** VS Code's own `appendText` also glues words together, so that long sentences break inside of words. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!~<>|$&:@]/g, '\\$&').replace(/\s+/g, ' ');
}
