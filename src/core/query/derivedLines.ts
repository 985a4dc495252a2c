// Collects lines that nobody logged for a frame: the middle of groups of runs, and differences to a baseline.
import type { FrameQuery } from '../../shared/frame';
import { RangeSummary } from '../store/rangeSummary';
import type { RunStore } from '../store/store';
import { collectAsked, type AskedLine } from './askedSeries';
import type { CollectedSeries, FrameOutput, Stretch } from './frame';
import { collectGrid, collectGroup, type Grid } from './groupLines';
import { LineSampler } from './lineSampler';
import type { CollectedPiece } from './pieceBuffer';
import { fitsRaw, withNeighbours } from './reduce';
import { collectEdges, collectWindow, type LineWindow, type Viewport } from './window';

export class DerivedLines {
  readonly #query: FrameQuery;
  readonly #stretch: Stretch;
  readonly #output: FrameOutput;
  readonly #edges: Uint32Array;
  /** The baseline's lines by tag; empty where there is no baseline. */
  readonly #baselines: ReadonlyMap<string, AskedLine>;

  constructor(store: RunStore, query: FrameQuery, stretch: Stretch, output: FrameOutput) {
    this.#query = query;
    this.#stretch = stretch;
    this.#output = output;
    this.#edges = new Uint32Array(stretch.columns + 1);
    const runs = query.baseline ? [query.baseline] : [];
    const own = runs.length > 0 ? collectAsked(store, { ...query, runs }).lines : [];
    this.#baselines = new Map([...own].reverse().map((line) => [line.tag, line]));
  }

  collect(asked: readonly AskedLine[]): readonly CollectedSeries[] {
    const { groups } = this.#query;
    if (!groups) return asked.map((one) => this.#difference(one));
    const groupOf = new Map(
      groups.members.flatMap((runs, group) => runs.map((run) => [run, group] as const)),
    );
    const members = new Map<string, AskedLine[]>();
    for (const one of asked) {
      const group = groupOf.get(one.run.id);
      if (group === undefined || one.lines.visible.count === 0) continue;
      const key = `${String(group).padStart(6, '0')} ${one.tag}`;
      const same = members.get(key);
      if (same) same.push(one);
      else members.set(key, [one]);
    }
    const grid = collectGrid([...members.values()].flat(), this.#viewOf(0));
    return [...members.keys()].sort().map((key) => {
      const own = members.get(key)!;
      return this.#group(own, groupOf.get(own[0]!.run.id)!, grid);
    });
  }

  #group(members: readonly AskedLine[], group: number, grid: Grid): CollectedSeries {
    const { out, seen } = this.#output;
    const { groups, smoothing } = this.#query;
    const { tag } = members[0]!;
    const line = collectGroup(members, grid, groups!, smoothing, this.#samplerOf(tag));
    const add = (values: Float64Array | null, role: CollectedPiece['role']): CollectedPiece[] => {
      if (!values) return [];
      values.forEach((value, i) => out.add(grid.xs[i]!, value));
      seen.addValues(values);
      return out.endPiece(role, grid.exact);
    };
    const pieces = [
      ...add(line.low, 'bandLow'),
      ...add(line.high, 'bandHigh'),
      ...add(line.centre, 'line'),
    ];
    return {
      ...derived(members[0]!, pieces),
      run: groups!.members[group]![0]!,
      group,
      members: new Set(members.map(({ run }) => run.id)).size,
      points: members.reduce((sum, { lines }) => sum + lines.points, 0),
    };
  }

  /** Smoothed where that is asked; else in a crowded column the lowest and the highest value. */
  #difference(one: AskedLine): CollectedSeries {
    const line = one.lines.visible;
    const view = this.#viewOf(one.shift);
    const base = this.#samplerOf(one.tag);
    if (!base || line.count === 0 || view.to < view.from) return derived(one, []);
    const window = collectWindow(line, view);
    const own = new LineSampler(one, this.#query.smoothing);
    const exact = fitsRaw(window, view.columns, this.#query.detail);
    const difference = exact
      ? pointDifferences(one, withNeighbours(line, window), own, base)
      : columnDifferences(one, view, window, this.#edgesOf(one, view, window), own, base);
    const { out, seen } = this.#output;
    difference.xs.forEach((x, i) => out.add(x, difference.ys[i]!));
    seen.addValues(Float64Array.from(difference.ys));
    return derived(one, out.endPiece('line', exact));
  }

  #edgesOf({ lines }: AskedLine, view: Viewport, window: LineWindow): Uint32Array {
    collectEdges(lines.visible, view, window, this.#edges);
    return this.#edges;
  }

  #viewOf(shift: number): Viewport {
    const { from, to, columns, log } = this.#stretch;
    return { from: from + shift, to: to + shift, columns, shift, log };
  }

  /** Each reader goes its own way along the baseline. */
  #samplerOf(tag: string): LineSampler | null {
    const line = this.#baselines.get(tag);
    return line ? new LineSampler(line, this.#query.smoothing) : null;
  }
}

function derived(
  { run, tag, writer, writers, lines, shift }: AskedLine,
  pieces: readonly CollectedPiece[],
): CollectedSeries {
  return {
    run: run.id,
    tag,
    group: null,
    members: 1,
    writer,
    writers,
    file: lines.file,
    firstNonFinite: null,
    pieces,
    restarts: lines.restarts().map((x) => x - shift),
    points: lines.points,
  };
}

interface Points {
  readonly xs: number[];
  readonly ys: number[];
}

function pointDifferences(
  { lines, shift }: AskedLine,
  { start, end }: LineWindow,
  own: LineSampler,
  base: LineSampler,
): Points {
  const line = lines.visible;
  const points: Points = { xs: [], ys: [] };
  for (let i = start; i < end; i++) {
    const x = line.xAt(i) - shift;
    const isFinite = Number.isFinite(line.valueAt(i));
    points.xs.push(x);
    points.ys.push(isFinite ? (own.isSmoothed ? own.at(x) : line.valueAt(i)) - base.at(x) : NaN);
  }
  return points;
}

const summary = new RangeSummary();

/** Within a column the baseline is what it is at the column's last point. */
function columnDifferences(
  { lines, shift }: AskedLine,
  { columns }: Viewport,
  window: LineWindow,
  edges: Uint32Array,
  own: LineSampler,
  base: LineSampler,
): Points {
  const line = lines.visible;
  const points: Points = { xs: [], ys: [] };
  const add = (x: number, y: number): void => {
    points.xs.push(x);
    points.ys.push(y);
  };
  for (let c = 0; c < columns; c++) {
    const [from, to] = [edges[c]!, edges[c + 1]!];
    if (from >= to) continue;
    const lastX = line.xAt(to - 1) - shift;
    const level = base.at(lastX);
    if (own.isSmoothed) {
      add(lastX, own.at(lastX) - level);
      continue;
    }
    summary.clear();
    line.addRange(summary, from, to);
    const rises = line.valueAt(to - 1) >= line.valueAt(from);
    const [first, last] = rises ? [summary.min, summary.max] : [summary.max, summary.min];
    const gap = summary.isEmpty ? NaN : 0;
    add(line.xAt(from) - shift, gap + first - level);
    if (to - from > 1) add(lastX, gap + last - level);
  }
  if (window.end < line.count) {
    const x = line.xAt(window.end) - shift;
    add(x, own.at(x) - base.at(x));
  }
  return points;
}
