// Several processes print the same tag into one file: whose values are the curve, and who says something else.

/** A value as a process printed it. */
export interface RankedPoint {
  readonly rank: number;
  readonly step: number;
  readonly wallTime: number;
  readonly value: number;
}

/** `apart`: the process has a curve of its own. */
export type PointTaker = (point: RankedPoint, apart: boolean) => void;

/** Points of the leading process to compare others with. */
const remembered = 32;
/** Points of others that wait for the leading process. */
export const mostWaiting = 8;

/**
 * The lowest rank that prints a tag leads; a line without a rank counts as lower than any. Rank 0 leads at once. Others
 * lead where one of them has come to a second step and none lower has printed (Megatron prints on its last rank).
 *
 * What another rank says at a step is dropped where it says the same as the leading one. From the first step where it
 * does not, it is told apart.
 */
export class TagRanks {
  readonly #take: PointTaker;
  #leader: number | null = null;
  readonly #steps = new Float64Array(remembered).fill(NaN);
  readonly #values = new Float64Array(remembered);
  #count = 0;
  #lastStep = -Infinity;
  #waiting: RankedPoint[] = [];
  readonly #apart = new Set<number>();

  constructor(take: PointTaker) {
    this.#take = take;
  }

  add(point: RankedPoint): void {
    if (this.#leader === null && !this.#choose(point)) return;
    if (point.rank === this.#leader) this.#lead(point);
    else this.#follow(point);
  }

  /** Decides who leads, if that can be told; the point itself is then still to be taken. */
  #choose(point: RankedPoint): boolean {
    const before = this.#waiting;
    const isSecond = before.some(({ rank, step }) => rank === point.rank && step !== point.step);
    if (point.rank > 0 && !isSecond && before.length < mostWaiting) {
      before.push(point);
      return false;
    }
    this.#leader = Math.min(point.rank, ...before.map(({ rank }) => rank));
    this.#waiting = [];
    for (const each of before) this.add(each);
    return true;
  }

  #lead(point: RankedPoint): void {
    const at = this.#count++ % remembered;
    this.#steps[at] = this.#lastStep = point.step;
    this.#values[at] = point.value;
    this.#take(point, false);
    if (this.#waiting.length === 0) return;
    const reached = this.#waiting.filter(({ step }) => step <= point.step);
    this.#waiting = this.#waiting.filter(({ step }) => step > point.step);
    for (const each of reached) this.#compare(each);
  }

  #follow(point: RankedPoint): void {
    if (point.step <= this.#lastStep || this.#apart.has(point.rank)) this.#compare(point);
    else {
      this.#waiting.push(point);
      if (this.#waiting.length > mostWaiting) this.#compare(this.#waiting.shift()!);
    }
  }

  #compare(point: RankedPoint): void {
    if (!this.#apart.has(point.rank)) {
      const at = this.#steps.indexOf(point.step);
      if (at < 0 || Object.is(this.#values[at], point.value)) return;
      this.#apart.add(point.rank);
    }
    this.#take(point, true);
  }
}
