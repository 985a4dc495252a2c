// How far a training is that writes a row an epoch: Ultralytics' and YOLOv5's `results.csv`, timm's `summary.csv`. How
// many epochs there are stands in a file beside it.
import type { Progress } from '../../../shared/vocabulary';
import { splitCells, type Header } from './header';

const tableName = /(?:^|\/)(?:results|summary)\.csv$/;
/** Ultralytics' column of the seconds since the process began. */
const timeName = 'time';

/** Whether a table of this name and header has a row for each epoch. */
export function hasEpochRows(file: string, { names, stepAt }: Header): boolean {
  return tableName.test(file) && stepAt === 0 && names[0] === 'epoch';
}

export class EpochRows {
  readonly #delimiter: string;
  readonly #timeAt: number;
  #first = NaN;
  #last = NaN;
  /** Of the process that writes now: its first row's epoch and time, and the time of the last row. */
  #from = NaN;
  #fromTime = NaN;
  #lastTime = NaN;

  constructor({ delimiter, names }: Header) {
    this.#delimiter = String.fromCharCode(delimiter);
    this.#timeAt = names.indexOf(timeName);
  }

  note(row: string): void {
    const cells = splitCells(row, this.#delimiter);
    const epoch = Number(cells[0]);
    const time = this.#timeAt < 0 ? NaN : Number(cells[this.#timeAt]);
    if (!Number.isFinite(epoch)) return;
    if (Number.isNaN(this.#first)) this.#first = epoch;
    // A process that goes on where another one ended counts its time anew.
    if (!(time >= this.#lastTime)) [this.#from, this.#fromTime] = [epoch, time];
    [this.#last, this.#lastTime] = [epoch, time];
  }

  get progress(): Progress | null {
    // Ultralytics counts from 1, YOLOv5 and timm from 0.
    const done = this.#last + (this.#first === 0 ? 1 : 0);
    if (Number.isNaN(done)) return null;
    const each = (this.#lastTime - this.#fromTime) / (this.#last - this.#from);
    const elapsed = Number.isFinite(each) ? each * done : null;
    return { done, total: null, unit: 'epoch', elapsed, remaining: null };
  }
}
