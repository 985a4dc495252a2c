// Takes the scalar points of runs out of the store as columns for a file that stands alone, reduced where they are too many.
import {
  keptOfStretch,
  type ColumnsQuery,
  type SavedColumns,
  type SavedPart,
  type SavedStart,
} from '../../shared/savedColumns';
import type { RunData } from '../store/runData';
import type { SegmentView } from '../store/segment';
import type { RunStore } from '../store/store';

interface FoundPart {
  readonly run: number;
  readonly tag: number;
  readonly segment: SegmentView;
}

/** A line keeps at least so many points: fewer would be a caricature. */
const leastPoints = 64;

/** Superseded points are there as well. Null where the runs have so many lines that they do not fit. */
export function collectSavedColumns(store: RunStore, query: ColumnsQuery): SavedColumns | null {
  const runs = query.runs.flatMap((id) => store.run(id) ?? []);
  const tags = new Map<string, number>();
  const found = runs.flatMap((run, at) => collectParts(run, at, tags));
  const counts = found.map(({ segment }) => segment.count);
  const longest = longestThatFits(counts, query.mostPoints);
  if (longest !== null && longest < leastPoints) return null;
  const kept = found.map(({ segment }) => keptIndices(segment, longest ?? Infinity));
  const buffer = new ArrayBuffer(24 * kept.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  const parts = found.map(({ run, tag, segment }, at): SavedPart => {
    const indices = kept[at]!;
    const part = { run, tag, start: segment.number, count: indices.length, offset };
    writePart(segment, indices, buffer, offset);
    offset += 24 * indices.length;
    return part;
  });
  return {
    runs: runs.map(({ id }) => id),
    tags: [...tags.keys()],
    parts,
    starts: runs.flatMap(startsOf),
    points: counts.reduce((sum, count) => sum + count, 0),
    longest,
    buffer,
  };
}

function collectParts(data: RunData, run: number, tags: Map<string, number>): FoundPart[] {
  return [...data.series()]
    .filter(({ kind }) => kind === 'scalar')
    .flatMap((series) => {
      const tag = tags.get(series.tag) ?? tags.size;
      tags.set(series.tag, tag);
      return series.segments().map((segment) => ({ run, tag, segment }));
    });
}

function startsOf(data: RunData, run: number): SavedStart[] {
  const starts = new Map<number, SavedStart>();
  for (const series of data.series()) {
    for (const { file } of series.segments()) {
      for (const { start, step } of file.purges) {
        const number = file.startsBefore + start;
        starts.set(number, { run, start: number, step });
      }
    }
  }
  return [...starts.values()];
}

/** How many points the longest lines may keep so that all fit; null where all do. */
function longestThatFits(counts: readonly number[], most: number): number | null {
  let left = most;
  const ascending = [...counts].sort((a, b) => a - b);
  for (const [at, count] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - at));
    if (count > share) return share;
    left -= count;
  }
  return null;
}

/** All, or of every stretch of as many points the first, the lowest, the highest, the last and one that is no finite number. */
function keptIndices(segment: SegmentView, most: number): Uint32Array {
  const { count } = segment;
  if (count <= most) return Uint32Array.from({ length: count }, (_, index) => index);
  const stretches = Math.max(1, Math.floor(most / keptOfStretch));
  const kept: number[] = [];
  for (let at = 0; at < stretches; at++) {
    const from = Math.floor((at * count) / stretches);
    const to = Math.floor(((at + 1) * count) / stretches);
    kept.push(...extremesOf(segment, from, to));
  }
  return Uint32Array.from(kept);
}

function extremesOf(segment: SegmentView, from: number, to: number): number[] {
  let [low, high, odd] = [-1, -1, -1];
  let [least, most] = [Infinity, -Infinity];
  for (let index = from; index < to; index++) {
    const value = segment.columns.valueAt(index);
    if (!Number.isFinite(value)) odd = index;
    else {
      if (value < least) [least, low] = [value, index];
      if (value > most) [most, high] = [value, index];
    }
  }
  const wanted = [from, low, high, odd, to - 1].filter((index) => index >= 0);
  return [...new Set(wanted)].sort((a, b) => a - b);
}

function writePart(
  { columns }: SegmentView,
  indices: Uint32Array,
  buffer: ArrayBuffer,
  offset: number,
): void {
  const count = indices.length;
  const steps = new Float64Array(buffer, offset, count);
  const wallTimes = new Float64Array(buffer, offset + 8 * count, count);
  const values = new Float64Array(buffer, offset + 16 * count, count);
  indices.forEach((index, at) => {
    steps[at] = columns.stepAt(index);
    wallTimes[at] = columns.wallTimeAt(index);
    values[at] = columns.valueAt(index);
  });
}
