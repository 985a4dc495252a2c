// Tells tables of data from logs where both have a column that is named like a step: by the first rows.
import { isMetricName, mayBeData } from '../metricNames';
import type { Header } from './header';

/** So many rows are looked at. */
const looked = 100;
/** Nobody counts so many epochs; tables of measurements have seconds since the Unix epoch under that name. */
const mostEpochs = 1e8;
/** Where so many lines in a row are none, behind the header, the rest will not be either. */
const mostOddLines = 20;

export class TableDoubts {
  /** Whether more rows are to be looked at. */
  isOpen = true;
  /** What was found: the table is no log. */
  isData = false;
  readonly #isWeak: boolean;
  #isEpoch = false;
  #rows = 0;
  #texts = 0;
  #first = NaN;
  #changes = 0;
  #oddLines = 0;

  /** @param file the name of the table */
  constructor(file: string) {
    this.#isWeak = mayBeData(file);
  }

  /** Whether a table with these columns may be a log. */
  admits({ names, stepAt, isSeries }: Header): boolean {
    this.#isEpoch = names[stepAt]?.toLowerCase() === 'epoch';
    return !this.#isWeak || names.some((name, at) => isSeries[at] && isMetricName(name));
  }

  /**
   * Events that happened in the same of few steps, with names of things beside them, are data: a log has a number of a
   * metric once or a few times a step.
   * @param texts cells that are neither empty nor numbers
   */
  noteRow(step: number, texts: number): void {
    if (this.#rows === 0) this.#first = step;
    else if (step !== this.#first) this.#changes++;
    this.#rows++;
    this.#texts += texts;
    if (this.#isEpoch && step >= mostEpochs) this.isData = true;
    if (this.#rows < looked) return;
    this.isOpen = false;
    this.isData ||= this.#changes === 0 && this.#texts >= this.#rows;
  }

  /** A line behind the header that is no row. */
  noteOddLine(): void {
    if (this.#rows === 0 && ++this.#oddLines >= mostOddLines) this.isData = true;
  }
}
