// The part of a series between two starts of its process: its points, and how many of them still count.
import type { ChunkPager } from './chunkPager';
import { Columns } from './columns';
import type { ItemTable } from './itemTable';
import { OrderedCopy } from './orderedCopy';
import type { TimedFile } from './processChains';
import { ValueStatistics } from './valueStatistics';

/** A segment as everybody but the store sees it. Points are in the order of their steps, which never decrease. */
export interface SegmentView {
  /** The file that it was read from. */
  readonly file: SegmentFile;
  /** Ordinal among the starts of the run, from 0. */
  readonly number: number;
  /** All points, superseded ones included. */
  readonly count: number;
  /** Ordinal of the process among those that wrote the series at the same time, from 0. */
  readonly writer: number;
  /** How many leading points no later segment of the same writer supersedes. */
  readonly visible: number;
  /** All points in the order of their steps. */
  readonly columns: Columns;
  stepAt(index: number): number;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  wallTimeAt(index: number): number;
  valueAt(index: number): number;
}

/** A start record: from `step` on, what was logged before start `start` of its file is superseded. */
export interface Purge {
  readonly start: number;
  readonly step: number;
}

/** What a segment must know of its file. Numbers and times change while files come, go and grow. */
export interface SegmentFile extends TimedFile {
  /** Name relative to the run's directory. Files of a run are ordered by it (`compareFileNames`). */
  readonly key: string;
  readonly items: ItemTable;
  /** Place of the file among the run's files. */
  readonly order: number;
  /** Starts in all earlier files. */
  readonly startsBefore: number;
  /** In the order of records. */
  readonly purges: readonly Purge[];
}

export class Segment implements SegmentView {
  readonly file: SegmentFile;
  /** Ordinal among the starts of the file. */
  readonly start: number;
  /** Points in the order of their records. */
  readonly recorded: Columns;
  /** Set by the series, like the next. */
  writer = 0;
  /** Points from this step on are superseded. */
  supersededFrom = Infinity;
  #lowestStep: number;
  /** Present once a point came out of order; `copied` of the recorded points are in it. */
  #sorted: { readonly copy: OrderedCopy; copied: number } | undefined;
  #statistics: ValueStatistics | undefined;

  /** @param firstStep the step of the point that is pushed next, the lowest one until `noteDisorder` */
  constructor(file: SegmentFile, start: number, firstStep: number, pager: ChunkPager) {
    this.file = file;
    this.start = start;
    this.recorded = new Columns(pager);
    this.#lowestStep = firstStep;
  }

  get number(): number {
    return this.file.startsBefore + this.start;
  }

  get count(): number {
    return this.recorded.count;
  }

  get lowestStep(): number {
    return this.#lowestStep;
  }

  get columns(): Columns {
    if (!this.#sorted) return this.recorded;
    const { copy, copied } = this.#sorted;
    const to = this.recorded.count;
    if (copied < to) copy.add([{ columns: this.recorded, from: copied, to }]);
    this.#sorted.copied = to;
    return copy.columns;
  }

  get visible(): number {
    const { columns, count, supersededFrom } = this;
    if (count === 0 || columns.stepAt(count - 1) < supersededFrom) return count;
    return columns.lowerBoundStep(supersededFrom, count);
  }

  get bytes(): number {
    return this.recorded.bytes + (this.#sorted?.copy.columns.bytes ?? 0);
  }

  /** Exact figures over all points. */
  get statistics(): Readonly<ValueStatistics> {
    this.#statistics ??= new ValueStatistics();
    this.#statistics.update(this.recorded);
    return this.#statistics;
  }

  stepAt(index: number): number {
    return this.columns.stepAt(index);
  }

  wallTimeAt(index: number): number {
    return this.columns.wallTimeAt(index);
  }

  valueAt(index: number): number {
    return this.columns.valueAt(index);
  }

  /** The next point pushed to `recorded` has a lower step than the one before. */
  noteDisorder(step: number): void {
    this.#sorted ??= { copy: new OrderedCopy('step', this.recorded.pager), copied: 0 };
    this.#lowestStep = Math.min(this.#lowestStep, step);
  }
}
