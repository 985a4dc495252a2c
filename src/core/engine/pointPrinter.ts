// Gives every point of one source the segment that it belongs to, and has it printed.
import type { DecodedMark, DecodedTag, ItemBlock } from '../model/decoded';
import type { DecodedParts } from '../store/fileWriter';
import { FileStarts, newTagPlace, type TagPlace } from '../store/fileStarts';
import {
  isOddWallTime,
  oddityOf,
  secondsOf,
  wallTimeProblems,
  type OddWallTime,
} from '../store/wallTime';
import type { Problem } from '../../shared/vocabulary';

/** A scalar point with the ordinal of the process start that wrote it, from 0. */
export interface ExportedPoint {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTime: number;
  readonly value: number;
  readonly segment: number;
}

/** Prints a value. The value of a point that is no scalar numbers its item. */
export type Printer = (point: ExportedPoint, items: ItemBlock) => void;

/** Where a tag of the source stands, and how its values are printed, if they are. */
interface TagOutput {
  readonly place: TagPlace;
  readonly print: Printer | null;
}

export class PointPrinter {
  readonly #earlierStarts: number;
  readonly #printerOf: (tag: DecodedTag) => Printer | null;
  readonly #outputs: TagOutput[] = [];
  readonly #oddWallTimes = new Set<OddWallTime>();
  #starts = new FileStarts();
  #startsBefore: number;

  /**
   * @param earlierStarts of the sources before
   * @param printerOf null for tags that are left out
   */
  constructor(earlierStarts: number, printerOf: (tag: DecodedTag) => Printer | null) {
    this.#earlierStarts = this.#startsBefore = earlierStarts;
    this.#printerOf = printerOf;
  }

  /** How many starts there were in the source. */
  get starts(): number {
    return this.#startsBefore + this.#starts.count - this.#earlierStarts;
  }

  /** Whether the source became another one on the way. */
  get hasRestarted(): boolean {
    return this.#startsBefore > this.#earlierStarts;
  }

  wallTimeProblems(file: string): Problem[] {
    return wallTimeProblems(file, this.#oddWallTimes);
  }

  append(tags: readonly DecodedTag[], { points, items, marks }: DecodedParts): void {
    for (const tag of tags.slice(this.#outputs.length)) {
      this.#outputs.push({ place: newTagPlace(), print: this.#printerOf(tag) });
    }
    const starts = this.#starts;
    let nextMark = 0;
    for (let i = 0; i < points.count; i++) {
      while (marks[nextMark]?.at === i) noteMark(starts, marks[nextMark++]!);
      const { place, print } = this.#outputs[points.tags[i]!]!;
      const step = points.steps[i]!;
      if (starts.enter(place, step) === 'drop') continue;
      place.lastStep = step;
      if (!print) continue;
      const segment = this.#startsBefore + place.start;
      const wallTime = points.wallTimes[i]!;
      if (isOddWallTime(wallTime)) this.#oddWallTimes.add(oddityOf(wallTime));
      const value = points.values[i]!;
      print({ step, wallTime: secondsOf(wallTime), value, segment }, items);
    }
    for (; nextMark < marks.length; nextMark++) noteMark(starts, marks[nextMark]!);
  }

  /** What is printed cannot be taken back: the other content follows it as further starts. */
  reset(): void {
    this.#startsBefore += this.#starts.count;
    this.#starts = new FileStarts();
    this.#outputs.length = 0;
  }
}

function noteMark(starts: FileStarts, mark: DecodedMark): void {
  if (mark.kind === 'start') starts.mark();
}
