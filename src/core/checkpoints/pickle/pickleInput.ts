// The operands of pickle opcodes, within bounds.
import { Damage } from '../damage';

const utf8 = new TextDecoder();

/** Longer integers are nobody's step; making them costs time that grows with the square of their length. */
const longestInteger = 1024;

export class PickleInput {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }

  byte(): number {
    return this.#bytes[this.#take(1)]!;
  }

  /** Little-endian, of 1, 2, 4 or 8 bytes. */
  unsigned(size: number): number {
    const at = this.#take(size);
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + this.#bytes[at + i]!;
    return value;
  }

  double(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }

  text(length: number): string {
    return utf8.decode(this.bytes(length));
  }

  bytes(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  /** A two's complement of so many bytes; a number where that is exact. */
  long(length: number): number | bigint {
    const bytes = this.bytes(length);
    if (length > longestInteger) return 0n;
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    if (length > 0 && bytes[length - 1]! & 0x80) value -= 1n << BigInt(8 * length);
    return narrow(value);
  }

  /** Protocol 0 writes numbers as text, booleans as `00` and `01`. */
  integerLine(): number | bigint | boolean {
    const line = this.line();
    if (line === '00' || line === '01') return line === '01';
    const digits = line.replace(/L$/, '');
    if (!/^[+-]?\d{1,1024}$/.test(digits)) throw new Damage('damaged', 'pickle');
    return narrow(BigInt(digits));
  }

  /** Up to the end of the line. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.at);
    if (end < 0) throw new Damage('truncated', 'pickle');
    const text = utf8.decode(this.#bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }

  #take(length: number): number {
    const { at } = this;
    if (at + length > this.#bytes.length) throw new Damage('truncated', 'pickle');
    this.at = at + length;
    return at;
  }
}

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
