// One tag of one run: its segments in order, and which of their points later segments supersede.
import type { SeriesKind, SeriesStatistics } from '../../shared/vocabulary';
import type { Segment, SegmentFile, SegmentView } from './segment';

/** A start record: from `step` on, the segments before start `start` of the file `file` are superseded. */
export interface Purge {
  readonly file: SegmentFile;
  readonly start: number;
  readonly step: number;
}

/** What a series asks of its run. */
export interface SeriesRun {
  /** In the order of files and records. */
  readonly purges: readonly Purge[];
  /** Moves on when `purges` or the order of the files change. */
  readonly purgesRevision: number;
}

export interface LastPoint {
  readonly step: number;
  readonly wallTime: number | null;
  readonly value: number;
}

export class Series {
  readonly kind: SeriesKind;
  readonly tag: string;
  readonly #run: SeriesRun;
  readonly #segments: Segment[] = [];
  /** What the log says once about all values of the tag, in its format's own terms. */
  metadata: Uint8Array | null = null;
  #revision = 0;
  #points = 0;
  #cutsAreValid = true;
  #purgesRevision = -1;

  constructor(run: SeriesRun, kind: SeriesKind, tag: string) {
    this.#run = run;
    this.kind = kind;
    this.tag = tag;
  }

  /** The store's revision at the last change of what this series shows. */
  get revision(): number {
    return this.#revision;
  }

  /** Points of all segments, superseded ones included. The value of a point that is no scalar numbers its item. */
  get points(): number {
    return this.#points;
  }

  /** In the order of files and starts. */
  segments(): readonly SegmentView[] {
    this.#supersede();
    return this.#segments;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** The newest point that is not superseded. */
  last(): LastPoint | null {
    this.#supersede();
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      const { visible } = segment;
      if (visible > 0) return pointAt(segment, visible - 1);
    }
    return null;
  }

  statistics(): SeriesStatistics {
    const isScalar = this.kind === 'scalar';
    const all = isScalar ? this.#segments.map((segment) => segment.statistics) : [];
    const min = all.reduce((lowest, one) => Math.min(lowest, one.min), Infinity);
    const max = all.reduce((highest, one) => Math.max(highest, one.max), -Infinity);
    const first = this.#segments[0]?.recorded;
    const last = this.#segments.at(-1)?.recorded;
    return {
      kind: this.kind,
      tag: this.tag,
      points: this.#points,
      segments: this.#segments.length,
      first: first ? placeOf(pointAt(first, 0), isScalar) : null,
      last: last ? placeOf(pointAt(last, last.count - 1), isScalar) : null,
      min: min <= max ? min : null,
      max: min <= max ? max : null,
      nonFinite: all.reduce((sum, one) => sum + one.nonFinite, 0),
    };
  }

  /** Adds a segment at its place; it gets its points right after. For the store only, like all below. */
  insert(segment: Segment): void {
    let at = this.#segments.length;
    while (at > 0 && isBefore(segment, this.#segments[at - 1]!)) at--;
    this.#segments.splice(at, 0, segment);
    this.#cutsAreValid = false;
  }

  /** The lowest step of a segment changed. */
  noteDisorder(): void {
    this.#cutsAreValid = false;
  }

  /** `added` points or values came, or with 0, what is superseded changed. */
  notePoints(added: number, revision: number): void {
    this.#points += added;
    this.#revision = revision;
  }

  /** Forgets the segments of a file; returns how many points they had. */
  removeFile(file: SegmentFile): number {
    let removed = 0;
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      if (segment.file !== file) continue;
      removed += segment.count;
      this.#segments.splice(i, 1);
      this.#cutsAreValid = false;
    }
    return removed;
  }

  /** Walks back over segments and start records, carrying the lowest step that came later. */
  #supersede(): void {
    const { purges, purgesRevision } = this.#run;
    if (this.#cutsAreValid && purgesRevision === this.#purgesRevision) return;
    this.#cutsAreValid = true;
    this.#purgesRevision = purgesRevision;
    let from = Infinity;
    let next = purges.length - 1;
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      for (; next >= 0 && isBefore(segment, purges[next]!); next--) {
        from = Math.min(from, purges[next]!.step);
      }
      segment.supersededFrom = from;
      from = Math.min(from, segment.lowestStep);
    }
  }
}

interface Placed {
  readonly file: SegmentFile;
  readonly start: number;
}

function isBefore(a: Placed, b: Placed): boolean {
  return a.file.order < b.file.order || (a.file === b.file && a.start < b.start);
}

/** The number of an item is nobody's value. */
function placeOf(point: LastPoint, isScalar: boolean): SeriesStatistics['first'] {
  return { ...point, value: isScalar ? point.value : null };
}

type Points = Pick<SegmentView, 'stepAt' | 'wallTimeAt' | 'valueAt'>;

function pointAt(points: Points, index: number): LastPoint {
  const wallTime = points.wallTimeAt(index);
  return {
    step: points.stepAt(index),
    wallTime: Number.isFinite(wallTime) ? wallTime : null,
    value: points.valueAt(index),
  };
}
