// Runs and their series as `trackside ls` shows them: as JSON for programs and as text for people.
import { noAnnotation, type RunAnnotation } from '../../shared/annotations';
import { formatBytes, formatNumber, formatStep } from '../../shared/text';
import {
  describeEvidence,
  describePiece,
  describeProblem,
  describeProblemPlace,
  describeProgress,
} from '../../shared/words';
import type {
  Companion,
  Problem,
  RunId,
  RunSummary,
  SeriesEnd,
  SeriesStatistics,
} from '../../shared/vocabulary';
import { table } from './columns';
import { groupListing, type ListedUnit } from './listingGroups';
import { formatPlural } from './plural';

export interface ListedRun {
  readonly summary: RunSummary;
  readonly series: readonly SeriesStatistics[];
  /** What its user says of it. */
  readonly annotations: RunAnnotation;
}

/** The listing as plain data. Values that JSON cannot hold become the strings `NaN`, `Infinity` and `-Infinity`. */
export function listingToJson(runs: readonly ListedRun[]): unknown {
  const namesOf = new Map(runs.map(({ summary: { id, root, name } }) => [id, { root, run: name }]));
  return {
    runs: runs.map(({ summary, series, annotations }) => ({
      run: summary.name,
      root: summary.root,
      directory: summary.directory,
      ...relationsToJson(summary, namesOf),
      state: summary.state,
      evidence: summary.evidence,
      points: summary.points,
      segments: summary.segments,
      writers: summary.writers,
      title: summary.title,
      annotations,
      progress: summary.progress,
      lastStep: summary.lastStep,
      lastValues: summary.lastValues.map((last) => ({ ...last, value: jsonNumber(last.value) })),
      firstWallTime: summary.firstWallTime,
      lastWallTime: summary.lastWallTime,
      sources: summary.sources,
      companions: summary.companions,
      tags: series.map((each) => ({
        ...each,
        first: each.first && endToJson(each.first),
        last: each.last && endToJson(each.last),
      })),
      problems: summary.problems,
      problemCount: summary.problemCount,
    })),
  };
}

function endToJson(end: SeriesEnd): unknown {
  return { ...end, value: end.value === null ? null : jsonNumber(end.value) };
}

/** Runs are named by their folder and name, not by ids. */
function relationsToJson(
  { partOf, hparamsOf, group, duplicateOf }: RunSummary,
  namesOf: ReadonlyMap<RunId, unknown>,
): Record<string, unknown> {
  return {
    partOf: partOf && { run: partOf.name, tag: partOf.tag, key: partOf.key },
    hparamsOf: hparamsOf && { run: hparamsOf.name, calledAt: hparamsOf.calledAt },
    group,
    duplicateOf: duplicateOf && (namesOf.get(duplicateOf) ?? null),
  };
}

function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** Runs with all that belongs to them; those that lie side by side under a line with the name of their group. */
export function listingToText(runs: readonly ListedRun[], nowMs: number): string {
  const nameOf = new Map(runs.map(({ summary: { id, name } }) => [id, name]));
  return groupListing(runs)
    .map(({ title, units }) => {
      const blocks = units.map((unit) => unitToText(unit, nowMs, nameOf));
      if (title === null) return blocks.join('\n');
      const inside = blocks.join('\n').replace(/^(?=.)/gm, '  ');
      return `${printable(title)}\n${inside}`;
    })
    .join('\n');
}

function unitToText(
  { name, run, pieces }: ListedUnit,
  nowMs: number,
  nameOf: ReadonlyMap<RunId, string>,
): string {
  const members = [...(run ? [run] : []), ...pieces];
  const said = annotationToText(members[0]?.annotations ?? noAnnotation);
  const head = run ? runToLines(run.summary, nowMs, nameOf, said) : [`${printable(name)}${said}`];
  const rows = members.flatMap((each) => each.series.map((series) => seriesRow(each, series)));
  const problems = members.flatMap(({ summary }) =>
    problemsToLines(summary, summary === run?.summary),
  );
  const companions = members.flatMap(({ summary }) => summary.companions);
  const lines = [
    ...head,
    ...table(rows).map((line) => `  ${line}`),
    ...companions.map((each) => `  + ${companionToText(each)}`),
    ...problems,
  ];
  return lines.join('\n') + '\n';
}

function runToLines(
  summary: RunSummary,
  nowMs: number,
  nameOf: ReadonlyMap<RunId, string>,
  said: string,
): string[] {
  const bytes = summary.sources.reduce((sum, source) => sum + source.sizeBytes, 0);
  const { state, progress } = summary;
  const title = summary.title === null ? '' : `“${printable(summary.title)}”  `;
  const original = summary.duplicateOf && nameOf.get(summary.duplicateOf);
  return [
    `${printable(summary.name)}${said}  ${title}${state}  ${extentToText(summary)}  ` +
      `${formatPlural(summary.sources.length, 'file')} (${formatBytes(bytes)})`,
    ...(original ? [`  Copy of ${printable(original)}, which holds all that is here.`] : []),
    `  ${describeEvidence(summary.evidence, nowMs)}`,
    ...(progress ? [`  ${describeProgress(progress, state === 'running')}`] : []),
  ];
}

/** ` = alias ★ #tag #tag archived`, what there is of it. */
function annotationToText({ alias, star, tags, archived }: RunAnnotation): string {
  return [
    ...(alias === null ? [] : [` = ${printable(alias)}`]),
    ...(star ? [' ★'] : []),
    ...tags.map((tag) => ` #${printable(tag)}`),
    ...(archived ? [' archived'] : []),
  ].join('');
}

/** How much there is of a run; of one that was looked at from its ends alone, how far it goes. */
function extentToText({ points, segments, lastStep, lastValues }: RunSummary): string {
  if (points > 0 || lastStep === null) {
    return `${formatPlural(points, 'point')}  ${formatPlural(segments, 'segment')}`;
  }
  const last = lastValues.map(({ tag, value }) => `${printable(tag)} ${formatNumber(value)}`);
  return [`to step ${formatStep(lastStep)}`, ...last, 'read at its ends'].join('  ');
}

/** The files of a piece are told with its directory. */
function problemsToLines(summary: RunSummary, isRun: boolean): string[] {
  const unlisted = countUnlisted(summary);
  const place = isRun ? '' : `${printable(summary.name)}/`;
  return [
    ...summary.problems.map((problem) => `  ! ${place}${problemToText(problem)}`),
    ...(unlisted > 0
      ? [`  ! ${place === '' ? '' : `${place} `}and ${formatPlural(unlisted, 'more problem')}`]
      : []),
  ];
}

function companionToText({ kind, path, sizeBytes }: Companion): string {
  return `${kind} ${printable(path)} (${formatBytes(sizeBytes)})`;
}

/** A summary lists its worst problems only: how many it has beyond those. */
export function countUnlisted({ problems, problemCount }: RunSummary): number {
  return problemCount - problems.reduce((sum, { count }) => sum + count, 0);
}

/** Place and sentence in one line, fit for a terminal. */
export function problemToText(problem: Problem): string {
  return printable(`${describeProblemPlace(problem)}: ${describeProblem(problem)}`);
}

/** A line of a metric is told as `metric · line`, a session's metric as `session · metric`. */
function seriesRow({ summary }: ListedRun, series: SeriesStatistics): string[] {
  const { first, last } = series;
  const piece = describePiece(summary);
  const names = summary.partOf ? [series.tag, piece] : [piece, series.tag];
  const name = names.filter((each) => each !== null).join(' · ');
  const row = [printable(name), series.kind, formatPlural(series.points, 'point')];
  if (!first || !last) return row;
  const place = [...row, `step ${formatStep(first.step)}–${formatStep(last.step)}`];
  const segments = series.segments > 1 ? `${series.segments} segments` : '';
  if (first.value === null || last.value === null) return [...place, segments];
  return [
    ...place,
    `first ${formatNumber(first.value)}`,
    `last ${formatNumber(last.value)}`,
    series.min === null ? 'no finite value' : `min ${formatNumber(series.min)}`,
    series.max === null ? '' : `max ${formatNumber(series.max)}`,
    segments,
    series.writers > 1 ? `${series.writers} writers` : '',
    series.nonFinite > 0 ? `${series.nonFinite} non-finite` : '',
  ];
}

/** What a terminal would obey instead of show: controls, line ends, and what turns the direction of text round. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Names come from files: what is not to be shown must not reach the terminal. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code > 0xff ? `\\u{${digits}}` : `\\x${digits.padStart(2, '0')}`;
  });
}
