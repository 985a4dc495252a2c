// What the tree tells about a run on hover, as Markdown in which file names and tags are nothing but text.
import { l10n } from '../../shared/language';
import {
  formatBytes,
  formatCount,
  formatCounted,
  formatMoment,
  formatNumber,
} from '../../shared/text';
import type { Failure } from '../../shared/failure';
import { describeFailurePlace } from '../../shared/failureWords';
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
 * @param failure why it ended, as far as that is known
 */
export function describeRun(
  run: RunSummary,
  nowMs: number,
  original: string | null,
  annotation: RunAnnotation,
  failure: Failure | null = null,
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
    ...collectFailure(failure),
    ...notes.map((note) => `${escape(note)}\n`),
    ...facts,
    '',
    ...collectProblems(run),
  ].join('\n');
}

/** What, where, and in its own words. */
function collectFailure(failure: Failure | null): readonly string[] {
  if (!failure) return [];
  const said = failure.message.split('\n')[0]!.slice(0, longestNote);
  const lines = [describeFailurePlace(failure), said].filter(
    (line) => line !== null && line !== '',
  );
  const icon = failure.failed ? 'error' : 'info';
  return [
    `$(${icon}) **${escape(failure.title)}**\n`,
    ...lines.map((line) => `${escape(line!)}\n`),
  ];
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
  if (star) facts.push([l10n.t('Starred'), l10n.t('yes')]);
  if (tags.length > 0) facts.push([l10n.t('Tags'), tags.join(', ')]);
  if (archived) facts.push([l10n.t('Archived'), l10n.t('yes')]);
  return facts;
}

function collectRelations(
  { partOf, hparamsOf }: RunSummary,
  original: string | null,
): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (original !== null) {
    facts.push([
      l10n.t('Copy of'),
      l10n.t('{0}, which holds all that is here; not plotted unless ticked', original),
    ]);
  }
  if (partOf) facts.push([l10n.t('One line of'), l10n.t('{0}, plotted with its run', partOf.tag)]);
  if (hparamsOf) facts.push([l10n.t('Hyperparameters of'), hparamsOf.name]);
  return facts;
}

function collectFacts(run: RunSummary): readonly (readonly [string, string])[] {
  const facts: [string, string][] = [];
  if (run.progress) {
    facts.push([l10n.t('Progress'), describeProgress(run.progress, run.state === 'running')]);
  }
  if (run.lastStep !== null) facts.push([l10n.t('Last step'), formatCount(run.lastStep)]);
  for (const { tag, value } of run.lastValues) facts.push([tag, formatNumber(value)]);
  facts.push([l10n.t('Points'), describeAmount(run)]);
  if (run.writers > 1) {
    facts.push([
      l10n.t('Writers'),
      l10n.t('{0} processes wrote to it at the same time', formatCount(run.writers)),
    ]);
  }
  if (run.firstWallTime !== null)
    facts.push([l10n.t('First event'), formatMoment(run.firstWallTime)]);
  if (run.lastWallTime !== null) facts.push([l10n.t('Last event'), formatMoment(run.lastWallTime)]);
  for (const { file, sizeBytes, bytesRead } of run.sources.slice(0, mostFiles)) {
    const size = formatBytes(sizeBytes);
    const read =
      bytesRead < sizeBytes ? l10n.t('{0}, {1} read', size, formatBytes(bytesRead)) : size;
    facts.push([l10n.t('File'), l10n.t('{0} ({1})', file, read)]);
  }
  if (run.readingStopped) facts.push([l10n.t('Reading'), describeStopped(run)]);
  if (run.sources.length > mostFiles)
    facts.push([l10n.t('Files'), formatCount(run.sources.length)]);
  for (const { kind, label, sizeBytes } of run.companions.slice(0, mostFiles)) {
    facts.push([describeCompanionKind(kind), l10n.t('{0} ({1})', label, formatBytes(sizeBytes))]);
  }
  const unlisted = run.companions.length - mostFiles;
  if (unlisted > 0) facts.push([l10n.t('Further files'), formatCount(unlisted)]);
  facts.push([l10n.t('Directory'), run.directory]);
  return facts;
}

function describeAmount({ points, tags, segments }: RunSummary): string {
  const amount = formatCounted(
    tags,
    l10n.t('{1} in {0} metric'),
    l10n.t('{1} in {0} metrics'),
    formatCount(points),
  );
  return segments > 1 ? l10n.t('{0}, started {1} times', amount, formatCount(segments)) : amount;
}

function collectProblems({ problems }: RunSummary): readonly string[] {
  const lines = problems
    .slice(0, mostProblems)
    .map((problem) => `${describeProblemPlace(problem)}: ${describeProblem(problem)}`)
    .map((line) => `- $(warning) ${escape(line)}`);
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `- ${l10n.t('and {0} more', formatCount(more))}`] : lines;
}

/** VS Code's own `appendText` also glues words together, so that long sentences break inside of words. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!~<>|$&:@]/g, '\\$&').replace(/\s+/g, ' ');
}
