// One tag of one run: its segments in order, and which of their points later segments supersede.
import { compareFileNames } from '../model/fileOrder';
import type { SeriesKind, SeriesStatistics } from '../../shared/vocabulary';
import type { Segment, SegmentFile, SegmentView } from './segment';
import { layOutSegments } from './supersession';

/** What a series asks of its run. */
export interface SeriesRun {
  /** The files that hold start records, in order. */
  readonly purgingFiles: readonly SegmentFile[];
  /** The store's revision when start records, or which files were written at the same time, last changed. */
  readonly layoutRevision: number;
}

export interface LastPoint {
  readonly step: number;
  readonly wallTime: number | null;
  readonly value: number;
}

export class Series {
  readonly tag: string;
  #kind: SeriesKind;
  readonly #run: SeriesRun;
  readonly #segments: Segment[] = [];
  #metadata: { readonly file: SegmentFile; readonly bytes: Uint8Array } | null = null;
  #revision = 0;
  #points = 0;
  #isLaidOut = true;
  #layoutRevision = 0;
  #writers = 1;

  constructor(run: SeriesRun, kind: SeriesKind, tag: string) {
    this.#run = run;
    this.#kind = kind;
    this.tag = tag;
  }

  get kind(): SeriesKind {
    return this.#kind;
  }

  /** What the log says once about all values of the tag, in its format's own terms; the newest file that says it counts. */
  get metadata(): Uint8Array | null {
    return this.#metadata?.bytes ?? null;
  }

  /** The store's revision at the last change of what this series shows. */
  get revision(): number {
    return Math.max(this.#revision, this.#run.layoutRevision);
  }

  /** Points of all segments, superseded ones included. The value of a point that is no scalar numbers its item. */
  get points(): number {
    return this.#points;
  }

  /** In the order of files and starts. */
  segments(): readonly SegmentView[] {
    this.#layOut();
    return this.#segments;
  }

  /** How many processes wrote the series at the same time. */
  get writers(): number {
    this.#layOut();
    return this.#writers;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** The newest point that is not superseded; of several writers, that of the newest file. */
  last(): LastPoint | null {
    this.#layOut();
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      const { visible } = segment;
      if (visible > 0) return pointAt(segment, visible - 1);
    }
    return null;
  }

  /** The highest step of any point that is not superseded; −Infinity if there is none. */
  get highestStep(): number {
    this.#layOut();
    let highest = -Infinity;
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      const { visible } = segment;
      if (visible === 0) continue;
      highest = Math.max(highest, segment.stepAt(visible - 1));
      // Of one writer, what came last is highest.
      if (this.#writers === 1) break;
    }
    return highest;
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
      writers: this.writers,
      first: first ? placeOf(pointAt(first, 0), isScalar) : null,
      last: last ? placeOf(pointAt(last, last.count - 1), isScalar) : null,
      min: min <= max ? min : null,
      max: min <= max ? max : null,
      nonFinite: all.reduce((sum, one) => sum + one.nonFinite, 0),
    };
  }

  /** Another file says what the values of the tag are. For the store only, like all below. */
  become(kind: SeriesKind): void {
    this.#kind = kind;
  }

  /** Adds a segment at its place; it gets its points right after. */
  insert(segment: Segment): void {
    let at = this.#segments.length;
    while (at > 0 && isBefore(segment, this.#segments[at - 1]!)) at--;
    this.#segments.splice(at, 0, segment);
    this.#isLaidOut = false;
  }

  /** The lowest step of a segment changed. */
  noteDisorder(): void {
    this.#isLaidOut = false;
  }

  /** `added` points or values came, or with 0, what is superseded changed. */
  notePoints(added: number, revision: number): void {
    this.#points += added;
    this.#revision = revision;
  }

  /** A file says something about all values. */
  noteMetadata(file: SegmentFile, bytes: Uint8Array | null): void {
    if (!bytes || (this.#metadata && this.#metadata.file.key > file.key)) return;
    this.#metadata = { file, bytes };
  }

  /** Forgets the segments of a file; returns how many points they had. */
  removeFile(file: SegmentFile): number {
    let removed = 0;
    if (this.#metadata?.file === file) this.#metadata = null;
    for (let i = this.#segments.length - 1; i >= 0; i--) {
      const segment = this.#segments[i]!;
      if (segment.file !== file) continue;
      removed += segment.count;
      this.#segments.splice(i, 1);
      this.#isLaidOut = false;
    }
    return removed;
  }

  #layOut(): void {
    const { layoutRevision } = this.#run;
    if (this.#isLaidOut && layoutRevision === this.#layoutRevision) return;
    this.#isLaidOut = true;
    this.#layoutRevision = layoutRevision;
    this.#writers = layOutSegments(this.#segments, this.#run.purgingFiles);
  }
}

function isBefore(a: Segment, b: Segment): boolean {
  return a.file === b.file ? a.start < b.start : compareFileNames(a.file.key, b.file.key) < 0;
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
