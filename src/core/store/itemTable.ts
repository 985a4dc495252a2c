// Where the contents of a file's items lie: 17 bytes an item, whatever the items weigh.
import type { ItemBlock } from '../model/decoded';

export interface ItemPlace {
  readonly offset: number;
  readonly length: number;
  /** What the bytes are, as the file's format numbers it. */
  readonly form: number;
}

const firstCapacity = 16;

export class ItemTable {
  #offsets = new Float64Array(0);
  #lengths = new Float64Array(0);
  #forms = new Uint8Array(0);
  #count = 0;

  get bytes(): number {
    return this.#offsets.byteLength + this.#lengths.byteLength + this.#forms.byteLength;
  }

  /** Takes the next items of the file; those it has already are the same again. */
  append({ first, count, offsets, lengths, forms }: ItemBlock): void {
    const from = this.#count - first;
    if (from >= count) return;
    this.#reserve(first + count);
    this.#offsets.set(offsets.subarray(from, count), this.#count);
    this.#lengths.set(lengths.subarray(from, count), this.#count);
    this.#forms.set(forms.subarray(from, count), this.#count);
    this.#count = first + count;
  }

  /** The place of the item of this number, or null if there is none. */
  at(number: number): ItemPlace | null {
    if (!(number >= 0 && number < this.#count)) return null;
    return {
      offset: this.#offsets[number]!,
      length: this.#lengths[number]!,
      form: this.#forms[number]!,
    };
  }

  #reserve(count: number): void {
    if (count <= this.#offsets.length) return;
    const capacity = Math.max(firstCapacity, count, this.#offsets.length * 2);
    const [offsets, lengths, forms] = [this.#offsets, this.#lengths, this.#forms];
    this.#offsets = new Float64Array(capacity);
    this.#lengths = new Float64Array(capacity);
    this.#forms = new Uint8Array(capacity);
    this.#offsets.set(offsets);
    this.#lengths.set(lengths);
    this.#forms.set(forms);
  }
}
