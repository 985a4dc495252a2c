// A column of the table of runs as whoever asked for it holds it: whole at first, then what changed of it.
import type { ColumnCells } from './tableContract';

const nothing = 0;
const isNumber = 1;
const firstText = 2;

export class HeldColumn {
  #numbers = new Float64Array(0);
  #codes = new Uint32Array(0);
  #texts: string[] = [];
  readonly #codeOf = new Map<string, number>();
  #version = 0;

  /** Of the cells that came last. */
  get version(): number {
    return this.#version;
  }

  /** Null where there is no value, or no such row yet. */
  cell(row: number): number | string | null {
    const code = this.#codes[row] ?? nothing;
    if (code === nothing) return null;
    return code === isNumber ? this.#numbers[row]! : this.#texts[code - firstText]!;
  }

  take(cells: ColumnCells): void {
    this.#version = cells.version;
    const { rows, numbers, codes, texts } = cells;
    const count = rows?.length ?? numbers?.length ?? codes?.length ?? 0;
    if (rows === null) this.#clear(count);
    const own = texts.map((text) => this.#codeFor(text));
    for (let at = 0; at < count; at++) {
      const row = rows === null ? at : rows[at]!;
      if (row >= this.#codes.length) this.#grow(row + 1);
      const code = codes === null ? codeOfNumber(numbers![at]!) : codes[at]!;
      this.#codes[row] = code >= firstText ? own[code - firstText]! : code;
      if (code === isNumber) this.#numbers[row] = numbers![at]!;
    }
  }

  #clear(rows: number): void {
    this.#numbers = new Float64Array(rows);
    this.#codes = new Uint32Array(rows);
    this.#texts = [];
    this.#codeOf.clear();
  }

  #grow(rows: number): void {
    const length = Math.max(rows, 2 * this.#codes.length);
    const [numbers, codes] = [new Float64Array(length), new Uint32Array(length)];
    numbers.set(this.#numbers);
    codes.set(this.#codes);
    this.#numbers = numbers;
    this.#codes = codes;
  }

  #codeFor(text: string): number {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#texts.push(text) - 1 + firstText;
      this.#codeOf.set(text, code);
    }
    return code;
  }
}

function codeOfNumber(value: number): number {
  return Number.isNaN(value) ? nothing : isNumber;
}
