// Takes the points of one file in record order and puts each where it belongs: series, segment, column.
import type { Decoded, DecodedTag, PointBlock, TagColumns } from '../model/decoded';
import type { ChunkPager } from './chunkPager';
import type { Columns } from './columns';
import type { FileData } from './fileData';
import { newTagPlace, type TagPlace } from './fileStarts';
import { Segment } from './segment';
import type { Series } from './series';
import { arePlainWallTimes, secondsOf } from './wallTime';

/** What a writer asks of the run it writes to. */
export interface WriterRun {
  readonly pager: ChunkPager;
  /** Finds or makes a series. */
  series(tag: DecodedTag): Series;
  /** The file's starts or start records changed. */
  startsChanged(file: FileData, purged: boolean): void;
  /** The file's times changed; its last time was `before`, NaN if it had none. */
  timesChanged(file: FileData, before: number): void;
  /** Ends an append: gives the revision that everything touched by it gets. */
  commit(addedPoints: number): number;
}

/** What of a decoder's answer is kept. */
export type DecodedParts = Pick<Decoded, 'points' | 'items' | 'marks' | 'columns'>;

/** Where the next point of one tag of the file goes. `series` is there as soon as there is something in it. */
interface Slot extends TagPlace {
  readonly tag: DecodedTag;
  series: Series | undefined;
  segment: Segment | undefined;
  columns: Columns | undefined;
  /** Points of this append so far. */
  pending: number;
}

export class FileWriter {
  readonly #run: WriterRun;
  readonly #file: FileData;
  readonly #slots: Slot[] = [];
  readonly #touched: Slot[] = [];
  #closed = false;
  /** Whether the wall times of the block at hand are plain. */
  #arePlain = false;

  constructor(run: WriterRun, file: FileData) {
    this.#run = run;
    this.#file = file;
  }

  get file(): FileData {
    return this.#file;
  }

  /**
   * Adds what a decoder handed over. `tags` is the decoder's list and only grows. Everything is copied. After the
   * file was removed from its run this does nothing.
   */
  append(tags: readonly DecodedTag[], decoded: DecodedParts): void {
    if (this.#closed) return;
    const { points: block, items, marks, columns = [] } = decoded;
    const isFresh = this.#slots.length === 0 && !this.#file.hasContent && marks.length === 0;
    this.#file.items.append(items);
    this.#arePlain = arePlainWallTimes(block.wallTimes, block.count);
    const points = this.#inSeconds(block);
    const startsBefore = this.#file.starts.count;
    const timeBefore = this.#file.lastTime;
    for (let i = this.#slots.length; i < tags.length; i++) this.#slots.push(newSlot(tags[i]!));
    let from = 0;
    let purged = false;
    for (const mark of marks) {
      this.#appendPoints(points, from, mark.at);
      from = mark.at;
      this.#file.hasContent = true;
      if (mark.kind === 'start') this.#file.noteStart(mark.step);
      else {
        const { wallTime, exitCode, said = null } = mark;
        this.#file.ended = { wallTime: secondsOf(wallTime), exitCode, said };
      }
      purged ||= mark.kind === 'start';
    }
    if (isFresh && columns.length > 0) this.#takeColumns(points, columns);
    else this.#appendPoints(points, from, points.count);
    if (purged || this.#file.starts.count !== startsBefore) {
      this.#run.startsChanged(this.#file, purged);
    }
    if (!Object.is(this.#file.lastTime, timeBefore)) this.#run.timesChanged(this.#file, timeBefore);
    this.#publish(marks.length > 0);
  }

  /** Lets go of everything; later appends are ignored. */
  close(): void {
    this.#closed = true;
    this.#slots.length = 0;
  }

  /** The block with usable wall times; a copy only where some are odd. */
  #inSeconds(block: PointBlock): PointBlock {
    if (this.#arePlain || !this.#file.areOdd(block.wallTimes, block.count)) return block;
    return { ...block, wallTimes: block.wallTimes.subarray(0, block.count).map(secondsOf) };
  }

  /** The hot path: nothing per point but the place check and three stores. */
  #appendPoints({ tags, steps, wallTimes, values }: PointBlock, from: number, to: number): void {
    if (from >= to) return;
    const file = this.#file;
    const slots = this.#slots;
    const firstValid = file.starts.firstValid;
    const counts = countTags(tags, from, to, slots.length);
    file.ended = null;
    file.hasContent = true;
    const timeBefore = file.lastTime;
    if (this.#arePlain) file.notePlainWallTimes(wallTimes, from, to);
    else file.noteWallTimes(wallTimes, from, to);
    for (let i = from; i < to; i++) {
      const slot = slots[tags[i]!]!;
      const step = steps[i]!;
      if (!(step >= slot.lastStep && slot.start >= firstValid)) {
        const starts = file.starts.count;
        if (!this.#turn(slot, step)) continue;
        if (starts > 0 && file.starts.count > starts) {
          file.notePause(lastFinite(wallTimes, from, i) ?? timeBefore, wallTimes[i]!);
        }
      }
      slot.lastStep = step;
      if (slot.pending++ === 0) {
        this.#touched.push(slot);
        slot.columns!.expect(counts[tags[i]!]!);
      }
      slot.columns!.push(step, wallTimes[i]!, values[i]!);
    }
  }

  /** Takes the first points of the file, all in columns: nothing is done per point. */
  #takeColumns({ wallTimes, count }: PointBlock, columns: readonly TagColumns[]): void {
    this.#file.hasContent = true;
    this.#file.notePlainWallTimes(wallTimes, 0, count);
    for (const taken of columns) {
      const slot = this.#slots[taken.tag]!;
      this.#turn(slot, taken.steps[0]!);
      slot.columns!.take(taken);
      slot.lastStep = taken.steps[taken.count - 1]!;
      slot.pending = taken.count;
      this.#touched.push(slot);
    }
  }

  /** A point that does not simply go on. Returns false if it has no place. */
  #turn(slot: Slot, step: number): boolean {
    switch (this.#file.starts.enter(slot, step)) {
      case 'drop':
        return false;
      case 'stay':
        return true;
      case 'disorder':
        slot.segment!.noteDisorder(step);
        slot.series!.noteDisorder();
        return true;
      case 'open':
        slot.segment = new Segment(this.#file, slot.start, step, this.#run.pager);
        slot.columns = slot.segment.recorded;
        slot.series ??= this.#run.series(slot.tag);
        slot.series.insert(slot.segment);
        return true;
    }
  }

  /** Tells run and series what came; moves the revision on if anything did. */
  #publish(hadMarks: boolean): void {
    if (this.#touched.length === 0 && !hadMarks) return;
    const added = this.#touched.reduce(
      (sum, { tag, pending }) => (tag.kind === 'scalar' ? sum + pending : sum),
      0,
    );
    this.#file.points += added;
    const revision = this.#run.commit(added);
    for (const slot of this.#touched) {
      slot.series!.noteMetadata(this.#file, slot.tag.metadata);
      slot.series!.notePoints(slot.pending, revision);
      slot.pending = 0;
    }
    this.#touched.length = 0;
  }
}

let tagCounts = new Uint32Array(256);

/** How many of the points `[from, to)` each tag has; valid until the next call. */
function countTags(tags: Uint32Array, from: number, to: number, tagCount: number): Uint32Array {
  if (tagCount > tagCounts.length) tagCounts = new Uint32Array(tagCount * 2);
  tagCounts.fill(0, 0, tagCount);
  for (let i = from; i < to; i++) tagCounts[tags[i]!]!++;
  return tagCounts;
}

/** The last of `[from, to)` that is a number. */
function lastFinite(numbers: Float64Array, from: number, to: number): number | undefined {
  for (let i = to - 1; i >= from; i--) if (Number.isFinite(numbers[i])) return numbers[i];
  return undefined;
}

function newSlot(tag: DecodedTag): Slot {
  return {
    ...newTagPlace(),
    tag,
    series: undefined,
    segment: undefined,
    columns: undefined,
    pending: 0,
  };
}
