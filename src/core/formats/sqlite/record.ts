// A row as SQLite stores it (fileformat2.html §2.1): a header of types, then the values. Read in place, column by column.
import type { Source } from '../source';

/** Where the varint that was read last ends. Kept here because a pair per number would be an object per number. */
export const lastVarint = { end: 0 };

/** A number of up to nine bytes, highest first, seven bits in each but the last; NaN where it reaches beyond `limit`. */
export function readVarint(bytes: Uint8Array, start: number, limit: number): number {
  if (start < limit && bytes[start]! < 0x80) {
    lastVarint.end = start + 1;
    return bytes[start]!;
  }
  let value = 0;
  for (let at = start; at < limit && at < start + 8; at++) {
    const byte = bytes[at]!;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      lastVarint.end = at + 1;
      return value;
    }
  }
  if (start + 9 > limit) return NaN;
  lastVarint.end = start + 9;
  let whole = 0n;
  for (let at = start; at < start + 8; at++) whole = (whole << 7n) | BigInt(bytes[at]! & 0x7f);
  return Number(BigInt.asIntN(64, (whole << 8n) | BigInt(bytes[start + 8]!)));
}

/** Bytes of a value by its type, for the types below 12; the others tell their length themselves. */
const sizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];

/** No table has more columns (sqlite's own limit is 2,000 unless built otherwise). */
const mostColumns = 2_000;

const decoders = {
  'utf-8': new TextDecoder('utf-8'),
  'utf-16le': new TextDecoder('utf-16le'),
  'utf-16be': new TextDecoder('utf-16be'),
};

export type TextEncoding = keyof typeof decoders;

export class Row {
  rowid = 0;
  /** The column that is another name of the rowid; -1 where there is none. */
  rowidColumn = -1;
  #columns = 0;
  readonly #types = new Float64Array(mostColumns);
  readonly #starts = new Float64Array(mostColumns);
  #source: Source = { bytes: new Uint8Array(0), view: new DataView(new ArrayBuffer(0)) };
  #end = 0;
  #encoding: TextEncoding;

  constructor(encoding: TextEncoding = 'utf-8') {
    this.#encoding = encoding;
  }

  set encoding(encoding: TextEncoding) {
    this.#encoding = encoding;
  }

  /** Bytes that `start` of a column is a place in. */
  get bytes(): Uint8Array {
    return this.#source.bytes;
  }

  /**
   * Goes to the record in `[start, end)`. False where it is none. Values that reach beyond `end` are as if they were
   * NULL: of a very long record only the beginning may have been read.
   */
  open(source: Source, start: number, end: number, rowid: number): boolean {
    const { bytes } = source;
    const headerEnd = start + readVarint(bytes, start, end);
    if (!(headerEnd > start && headerEnd <= end)) return false;
    this.#source = source;
    this.#end = end;
    this.rowid = rowid;
    let column = 0;
    this.#columns = 0;
    let at = lastVarint.end;
    let valueAt = headerEnd;
    while (at < headerEnd && column < mostColumns) {
      const type = readVarint(bytes, at, headerEnd);
      if (!(type >= 0)) return false;
      at = lastVarint.end;
      this.#types[column] = type;
      this.#starts[column++] = valueAt;
      valueAt += sizeOf(type);
    }
    this.#columns = column;
    return true;
  }

  /** Rows that were written before a column was added end before it. */
  isNull(column: number): boolean {
    if (column === this.rowidColumn && column >= 0) return false;
    if (!(column >= 0 && column < this.#columns)) return true;
    const type = this.#types[column]!;
    // 10 and 11 are SQLite's own and never stored.
    return (
      type === 0 || type === 10 || type === 11 || this.#starts[column]! + sizeOf(type) > this.#end
    );
  }

  /** Whole numbers beyond 2^53 are rounded; NaN for NULL and for what is no number. */
  number(column: number): number {
    if (this.isNull(column)) return NaN;
    if (column === this.rowidColumn) return this.rowid;
    const type = this.#types[column]!;
    const at = this.#starts[column]!;
    const { view } = this.#source;
    switch (type) {
      case 1:
        return view.getInt8(at);
      case 2:
        return view.getInt16(at);
      case 3:
        return view.getInt8(at) * 65_536 + view.getUint16(at + 1);
      case 4:
        return view.getInt32(at);
      case 5:
        return view.getInt16(at) * 2 ** 32 + view.getUint32(at + 2);
      case 6:
        return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
      case 7:
        return view.getFloat64(at);
      case 8:
        return 0;
      case 9:
        return 1;
      default: {
        const text = this.text(column)?.trim();
        return text ? Number(text) : NaN;
      }
    }
  }

  /** Null for NULL; numbers as they are written; bytes as UTF-8. */
  text(column: number): string | null {
    if (this.isNull(column)) return null;
    if (column === this.rowidColumn) return String(this.rowid);
    const type = this.#types[column]!;
    if (type < 12) return String(this.number(column));
    const at = this.#starts[column]!;
    const encoding = type % 2 === 0 ? 'utf-8' : this.#encoding;
    return decoders[encoding].decode(this.bytes.subarray(at, at + sizeOf(type)));
  }

  /** Where the text (or the bytes) of a column begins in `bytes`. */
  start(column: number): number {
    return column >= 0 && column < this.#columns ? this.#starts[column]! : 0;
  }

  /** How many bytes of text (or bytes) a column has; 0 for NULL and numbers. */
  length(column: number): number {
    const type = this.isNull(column) ? 0 : this.#types[column]!;
    return type < 12 ? 0 : sizeOf(type);
  }
}

function sizeOf(type: number): number {
  return type < 12 ? sizes[type]! : (type - (type % 2 === 0 ? 12 : 13)) / 2;
}
