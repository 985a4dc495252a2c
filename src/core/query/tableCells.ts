// The cells of one column of the table of runs: numbers and codes in typed arrays, each text once.
import { compareNaturally } from '../../base/naturalOrder';
import type { ColumnCells, ColumnKind } from '../../shared/tableContract';
import type { Cell } from './expressionMatch';

/** Codes of cells without a text. */
const nothing = 0;
const isNumber = 1;
const firstText = 2;

const leastRows = 64;

export class TableCells {
  #numbers = new Float64Array(0);
  #codes = new Uint32Array(0);
  #rows = 0;
  #expected = leastRows;
  readonly #texts: string[] = [];
  readonly #codeOf = new Map<string, number>();
  #hasNumbers = false;
  #hasTruths = false;
  #ranks: Uint32Array | null = null;
  #figures: { readonly filled: number; readonly varies: boolean } | null = null;

  /** How many rows it has; those behind are empty. */
  get rows(): number {
    return this.#rows;
  }

  /** What its cells are, as far as they tell. */
  get kind(): ColumnKind {
    if (this.#texts.length > 0) return this.#hasNumbers ? 'mixed' : 'text';
    return this.#hasTruths && !this.#hasNumbers ? 'boolean' : 'number';
  }

  /** There will be so many rows: room is made once, when the first of them is set. */
  expect(rows: number): void {
    this.#expected = rows;
  }

  setRows(rows: number): void {
    if (rows > this.#codes.length) {
      const length = Math.max(rows, this.#expected, 2 * this.#codes.length);
      const [numbers, codes] = [new Float64Array(length), new Uint32Array(length)];
      numbers.set(this.#numbers);
      codes.set(this.#codes);
      this.#numbers = numbers;
      this.#codes = codes;
    }
    if (rows !== this.#rows) this.#figures = null;
    this.#rows = rows;
  }

  clear(row: number): void {
    if (row < this.#rows && this.#codes[row] !== nothing) {
      this.#codes[row] = nothing;
      this.#figures = null;
    }
  }

  setNumber(row: number, value: number): void {
    this.#hasNumbers = true;
    this.#put(row, value);
  }

  /** Beside texts it is one as well. */
  setTruth(row: number, value: boolean): void {
    if (this.#texts.length > 0) {
      this.setText(row, String(value));
      return;
    }
    this.#hasTruths = true;
    this.#put(row, Number(value));
  }

  setText(row: number, text: string): void {
    if (this.#hasTruths && !this.#hasNumbers) this.#spellTruths();
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1 + firstText;
      this.#codeOf.set(text, code);
      this.#ranks = null;
    }
    if (row >= this.#rows) this.setRows(row + 1);
    this.#codes[row] = code;
    this.#figures = null;
  }

  cell(row: number): Cell {
    const code = row < this.#rows ? this.#codes[row]! : nothing;
    if (code === nothing) return null;
    return code === isNumber ? this.#numbers[row]! : this.#texts[code - firstText]!;
  }

  /** The texts that were ever in it, in the order in which they came. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** @param rows how many rows the table has: those without a value count as one */
  figures(rows: number): { readonly filled: number; readonly varies: boolean } {
    this.setRows(rows);
    this.#figures ??= this.#count(rows);
    return this.#figures;
  }

  /**
   * Numbers that order the rows as their cells do: numbers by value, then texts naturally; not-a-number after all
   * numbers, and NaN where there is no value.
   */
  sortKeys(rows: number): Float64Array {
    this.setRows(rows);
    const keys = new Float64Array(rows);
    const ranks = this.#rankTexts();
    for (let row = 0; row < rows; row++) {
      const code = this.#codes[row]!;
      keys[row] = code >= firstText ? ranks[code - firstText]! : NaN;
    }
    if (!this.#hasNumbers && !this.#hasTruths) return keys;
    // Texts stand behind all numbers: their ranks count on from there.
    const behind = this.#texts.length > 0 ? this.#placeTexts(keys) : 0;
    for (let row = 0; row < rows; row++) {
      if (this.#codes[row] !== isNumber) continue;
      const value = this.#numbers[row]!;
      keys[row] = Number.isNaN(value) ? Number.MAX_VALUE : this.#among(value, behind);
    }
    return keys;
  }

  /** What changed in the given rows, or all cells. The arrays are the answer's own. */
  tell(key: string, version: number, rows: number, asked: Uint32Array | null): ColumnCells {
    this.setRows(rows);
    const numbers = asked ? pick(this.#numbers, asked) : this.#numbers.slice(0, rows);
    const codes = asked ? pick(this.#codes, asked) : this.#codes.slice(0, rows);
    const hasNumbers = this.#hasNumbers || this.#hasTruths;
    let needsCodes = this.#texts.length > 0 || !hasNumbers;
    for (let i = 0; i < codes.length && !needsCodes; i++) {
      if (codes[i] === nothing) numbers[i] = NaN;
      else needsCodes = Number.isNaN(numbers[i]);
    }
    return {
      key,
      version,
      rows: asked,
      numbers: hasNumbers ? numbers : null,
      codes: needsCodes ? codes : null,
      texts: needsCodes ? (asked ? this.#renumber(codes) : [...this.#texts]) : [],
    };
  }

  /** Few rows have few of the texts: they come with these alone. */
  #renumber(codes: Uint32Array): readonly string[] {
    const texts: string[] = [];
    const places = new Map<number, number>();
    codes.forEach((code, at) => {
      if (code < firstText) return;
      let place = places.get(code);
      if (place === undefined) {
        place = texts.push(this.#texts[code - firstText]!) - 1;
        places.set(code, place);
      }
      codes[at] = place + firstText;
    });
    return texts;
  }

  #put(row: number, value: number): void {
    if (row >= this.#rows) this.setRows(row + 1);
    this.#numbers[row] = value;
    this.#codes[row] = isNumber;
    this.#figures = null;
  }

  /** A column of truth values gets its first text. */
  #spellTruths(): void {
    this.#hasTruths = false;
    for (let row = 0; row < this.#rows; row++) {
      if (this.#codes[row] === isNumber) this.setText(row, String(this.#numbers[row] === 1));
    }
  }

  #count(rows: number): { readonly filled: number; readonly varies: boolean } {
    let [filled, varies] = [0, false];
    const first = rows > 0 ? this.#codes[0]! : nothing;
    const firstNumber = this.#numbers[0];
    for (let row = 0; row < rows; row++) {
      const code = this.#codes[row]!;
      if (code !== nothing) filled++;
      if (code !== first || (code === isNumber && !Object.is(this.#numbers[row], firstNumber))) {
        varies = true;
      }
    }
    return { filled, varies };
  }

  #rankTexts(): Uint32Array {
    if (this.#ranks) return this.#ranks;
    const order = this.#texts.map((_, at) => at);
    order.sort((a, b) => compareNaturally(this.#texts[a]!, this.#texts[b]!));
    const ranks = new Uint32Array(order.length);
    order.forEach((text, rank) => (ranks[text] = rank));
    this.#ranks = ranks;
    return ranks;
  }

  /** Moves the ranks of texts behind every number, which are shrunk to below one million. */
  #placeTexts(keys: Float64Array): number {
    const behind = 1e6;
    for (let row = 0; row < keys.length; row++) keys[row] = keys[row]! + behind;
    return behind;
  }

  /** Keeps the order of numbers while they have to stay below `most`; 0 leaves them as they are. */
  #among(value: number, most: number): number {
    if (most === 0) return value;
    return (Math.atan(Math.sign(value) * Math.log1p(Math.abs(value))) / (Math.PI / 2)) * (most - 1);
  }
}

function pick<T extends Float64Array | Uint32Array>(from: T, rows: Uint32Array): T {
  const picked = from.slice(0, rows.length);
  rows.forEach((row, at) => (picked[at] = from[row]!));
  return picked as T;
}
