// Runs and their series as `trackside ls` shows them: as JSON for programs and as text for people.
import { formatBytes, formatNumber, formatPlural, formatStep } from '../../shared/text';
import { describeEvidence, describeProblem, describeProblemPlace } from '../../shared/words';
import type {
  Companion,
  Problem,
  RunSummary,
  SeriesEnd,
  SeriesStatistics,
} from '../../shared/vocabulary';

export interface ListedRun {
  readonly summary: RunSummary;
  readonly series: readonly SeriesStatistics[];
}

/** The listing as plain data. Values that JSON cannot hold become the strings `NaN`, `Infinity` and `-Infinity`. */
export function listingToJson(runs: readonly ListedRun[]): unknown {
  return {
    runs: runs.map(({ summary, series }) => ({
      run: summary.name,
      root: summary.root,
      directory: summary.directory,
      state: summary.state,
      evidence: summary.evidence,
      points: summary.points,
      segments: summary.segments,
      writers: summary.writers,
      lastStep: summary.lastStep,
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

function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

export function listingToText(runs: readonly ListedRun[], nowMs: number): string {
  return runs.map((run) => runToText(run, nowMs)).join('\n');
}

function runToText({ summary, series }: ListedRun, nowMs: number): string {
  const bytes = summary.sources.reduce((sum, source) => sum + source.sizeBytes, 0);
  const unlisted = countUnlisted(summary);
  const lines = [
    `${printable(summary.name)}  ${summary.state}  ${formatPlural(summary.points, 'point')}  ` +
      `${formatPlural(summary.segments, 'segment')}  ${formatPlural(summary.sources.length, 'file')} ` +
      `(${formatBytes(bytes)})`,
    `  ${describeEvidence(summary.evidence, nowMs)}`,
    ...table(series.map(seriesRow)).map((line) => `  ${line}`),
    ...summary.companions.map(companionToText).map((line) => `  + ${line}`),
    ...summary.problems.map((problem) => `  ! ${problemToText(problem)}`),
    ...(unlisted > 0 ? [`  ! and ${formatPlural(unlisted, 'more problem')}`] : []),
  ];
  return lines.join('\n') + '\n';
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

function seriesRow(series: SeriesStatistics): string[] {
  const { first, last } = series;
  const row = [printable(series.tag), series.kind, formatPlural(series.points, 'point')];
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

/** Columns are aligned up to this width; a tag may be of any length. */
const widestColumn = 60;

/** Rows as aligned columns. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      const width = Math.min(cell.length, widestColumn);
      widths[column] = Math.max(widths[column] ?? 0, width);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
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
