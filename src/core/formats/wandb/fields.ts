// Walks the fields of protobuf messages in place. Whatever is malformed throws; decoder.ts catches it in one place.

/** Wire types; groups are not used by anything since 2008 and count as malformed. */
const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

/**
 * A place in a message. `next` reads the key of a field (`number << 3 | wire type`); then its value must be read or
 * skipped. One walk serves all messages of a record: `enter` and `leave` move its end.
 */
export class FieldWalk {
  bytes: Uint8Array = new Uint8Array(0);
  at = 0;
  end = 0;

  begin(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** The key of the next field, or -1 at the end of the message. */
  next(): number {
    if (this.at >= this.end) return -1;
    const byte = this.bytes[this.at]!;
    if (byte < 0x80) {
      this.at++;
      return byte;
    }
    const key = this.int64();
    if (key < 0 || key > 0xffff_ffff) throw new RangeError('no field has such a number');
    return key;
  }

  /** A 64-bit varint as a signed number; exact up to 2^53 either way, the nearest number beyond. */
  int64(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw new RangeError('a number reaches beyond its message');
      const byte = this.bytes[this.at++]!;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (shift - 32);
      if (byte < 0x80) return high === 0 ? low >>> 0 : high * 2 ** 32 + (low >>> 0);
    }
    throw new RangeError('a number is too long');
  }

  /** A 64-bit floating point number. */
  double(): number {
    const { bytes, at } = this;
    this.at = at + 8;
    if (this.at > this.end) throw new RangeError('a number reaches beyond its message');
    return new DataView(bytes.buffer, bytes.byteOffset + at, 8).getFloat64(0, true);
  }

  /** Reads the length of a field of bytes; they are [at, returned end). */
  bytesEnd(): number {
    const byte = this.at < this.end ? this.bytes[this.at]! : 0x80;
    let length = byte;
    if (byte < 0x80) this.at++;
    else length = this.int64();
    const end = this.at + length;
    if (length < 0 || end > this.end) throw new RangeError('a field reaches beyond its message');
    return end;
  }

  /** Goes into a message that is a field; returns what `leave` wants. */
  enter(): number {
    const outer = this.end;
    this.end = this.bytesEnd();
    return outer;
  }

  leave(outer: number): void {
    this.at = this.end;
    this.end = outer;
  }

  skip(key: number): void {
    switch (key & 7) {
      case wireTypes.varint:
        this.int64();
        return;
      case wireTypes.bytes:
        this.at = this.bytesEnd();
        return;
      case wireTypes.fixed64:
        this.at += 8;
        break;
      case wireTypes.fixed32:
        this.at += 4;
        break;
      default:
        throw new RangeError('no such wire type');
    }
    if (this.at > this.end) throw new RangeError('a field reaches beyond its message');
  }
}
