// The files of a run in order, with what depends on the files around them: places, numbers of starts, first times.
import { compareFileNames } from '../model/fileOrder';
import type { FileData, FileNumbers } from './fileData';
import type { FileWriter } from './fileWriter';
import { skewSeconds } from './processChains';

/** Thousands of files may come one by one: numbers are worked out when they are asked for. */
export class RunFiles implements FileNumbers {
  readonly #writers: FileWriter[] = [];
  /** Starts before each of the leading files, as far as it is known. */
  readonly #startsBefore: number[] = [];
  readonly #purging: FileData[] = [];
  /** First times of the files that have one, ascending. */
  readonly #firstTimes: number[] = [];

  get count(): number {
    return this.#writers.length;
  }

  /** In the order of their keys. */
  get writers(): readonly FileWriter[] {
    return this.#writers;
  }

  /** The files that hold start records, in order. */
  get purging(): readonly FileData[] {
    return this.#purging;
  }

  /** The earliest first time of a file; null before there is one. */
  get firstTime(): number | null {
    return this.#firstTimes[0] ?? null;
  }

  get starts(): number {
    const last = this.#writers.at(-1)?.file;
    return last ? this.startsBefore(last) + last.starts.count : 0;
  }

  find(key: string): FileWriter | undefined {
    const writer = this.#writers[this.#lowerBound(key)];
    return writer?.file.key === key ? writer : undefined;
  }

  add(writer: FileWriter): void {
    const at = this.#lowerBound(writer.file.key);
    this.#writers.splice(at, 0, writer);
    this.#forgetStarts(at);
  }

  remove({ file }: FileWriter): void {
    const at = this.#lowerBound(file.key);
    this.#writers.splice(at, 1);
    this.#forgetStarts(at);
    if (Number.isFinite(file.firstTime)) {
      this.#firstTimes.splice(lowerBound(this.#firstTimes, file.firstTime), 1);
    }
    const purging = this.#purging.indexOf(file);
    if (purging >= 0) this.#purging.splice(purging, 1);
  }

  orderOf(file: FileData): number {
    return this.#lowerBound(file.key);
  }

  startsBefore(file: FileData): number {
    const order = this.orderOf(file);
    const known = this.#startsBefore;
    if (known.length === 0) known.push(0);
    for (let i = known.length; i <= order; i++) {
      known.push(known[i - 1]! + this.#writers[i - 1]!.file.starts.count);
    }
    return known[order]!;
  }

  startsChanged(file: FileData): void {
    this.#forgetStarts(this.orderOf(file));
  }

  notePurge(file: FileData): void {
    let at = this.#purging.length;
    while (at > 0 && compareFileNames(this.#purging[at - 1]!.key, file.key) > 0) at--;
    if (this.#purging[at - 1] !== file) this.#purging.splice(at, 0, file);
  }

  /** The file got its first time. */
  noteFirstTime({ firstTime }: FileData): void {
    this.#firstTimes.splice(lowerBound(this.#firstTimes, firstTime), 0, firstTime);
  }

  /**
   * Whether it may tell processes apart otherwise than before that the file's last time was `before` and is another
   * now. Once it lies clearly behind the first times of all other files, the file is concurrent with all that come
   * after it in order, and remains so.
   */
  mayTellApart({ firstTime, lastTime }: FileData, before: number): boolean {
    const highest = this.#firstTimes.at(-1)!;
    const ofOthers = highest === firstTime ? this.#firstTimes.at(-2) : highest;
    return ofOthers !== undefined && Math.min(before, lastTime) <= ofOthers + skewSeconds;
  }

  /** What is known up to the file at `order` stays. */
  #forgetStarts(order: number): void {
    this.#startsBefore.length = Math.min(this.#startsBefore.length, order + 1);
  }

  #lowerBound(key: string): number {
    const last = this.#writers.at(-1);
    if (!last || compareFileNames(last.file.key, key) < 0) return this.#writers.length;
    let low = 0;
    let high = this.#writers.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareFileNames(this.#writers[middle]!.file.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Index of the first of the ascending numbers that is not below `wanted`. */
function lowerBound(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
