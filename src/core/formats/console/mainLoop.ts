// Which of the bars that a program draws is that of its training, and how far all its epochs are.
import type { Progress } from '../../../shared/vocabulary';
import type { Bar } from './bar';

/** A description of a loop over validation or test data. */
export const evaluating =
  /(?:^|[^a-z])(?:(val)(?:id(?:at\w*)?)?|(eval)\w*|(test)\w*|sanity)(?![a-z])/i;
/** What programs do before they train, with bars of their own. */
const preparing =
  /^(?:download|fetch|load|map|filter|tokeniz|generat|sav|upload|extract|process|resolv|prepar|cach|shard)/i;
const epochNumber = /\bepoch\D{0,4}(\d{1,6})(?:\s?(?:\/|of)\s?(\d{1,6}))?/i;

/** Epochs in descriptions of bars, which some count from 0. */
export class EpochCount {
  #fromZero: boolean | undefined;

  /** How many epochs are over; null where the description does not say. */
  before(description: string): number | null {
    const match = epochNumber.exec(description);
    if (!match) return null;
    this.#fromZero ??= Number(match[1]) === 0;
    return this.#fromZero ? Number(match[1]) : Number(match[1]) - 1;
  }

  /** How many there are; null where the description does not say. */
  total(description: string): number | null {
    const match = epochNumber.exec(description);
    if (match?.[2] === undefined) return null;
    const isFromZero = this.#fromZero ?? Number(match[1]) === 0;
    return Number(match[2]) + (isFromZero ? 1 : 0);
  }
}

/** The loop that takes longest, of those seen so far; the next one once it is over. */
export class MainLoop {
  readonly #epochs: EpochCount;
  #key = '';
  #seconds = -1;
  #isOver = true;

  constructor(epochs: EpochCount) {
    this.#epochs = epochs;
  }

  /** Null for a bar beside the main one. @param repeats whether it was full before, and was begun anew */
  take(bar: Bar, key: string, repeats: boolean): Progress | null {
    const progress = this.look(bar, key, repeats);
    if (!progress) return null;
    this.#key = key;
    this.#seconds = secondsOf(bar);
    this.#isOver = bar.done === bar.total;
    return progress;
  }

  /** The same, for a bar that may be cut off: it changes nothing. */
  look(bar: Bar, key: string, repeats: boolean): Progress | null {
    if (bar.unit === 'B' || preparing.test(bar.description)) return null;
    const isNext = this.#isOver && !evaluating.test(bar.description);
    if (key !== this.#key && !isNext && secondsOf(bar) <= this.#seconds) return null;
    const { done, total, elapsed, remaining } = bar;
    const unit = bar.unit === 'it' ? 'iteration' : bar.unit;
    const epochs = this.#epochs.total(bar.description);
    const before = this.#epochs.before(bar.description);
    if (epochs === null || before === null || total === null) {
      const told = { done, total, unit, elapsed, remaining };
      return repeats || before !== null ? { ...told, isOfPart: true } : told;
    }
    const left = Math.max(0, epochs - before - 1);
    return {
      done: before * total + done,
      total: epochs * total,
      unit,
      // The bar tells of its own epoch alone.
      elapsed: null,
      remaining: remaining === null ? null : remaining + left * secondsOf(bar),
    };
  }
}

function secondsOf({ elapsed, remaining }: Bar): number {
  return (elapsed ?? 0) + (remaining ?? 0);
}
