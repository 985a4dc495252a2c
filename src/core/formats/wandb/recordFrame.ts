// Puts one record together from its chunks.
import { chunkChecks, chunkHeaderBytes, chunkTypes, leftInBlock, payloadLength } from './chunk';
import type { Stretch } from '../stretch';

/** No record is that long: what looks like one is damage, and would cost all memory. */
const longestRecordBytes = 64 << 20;

/** `short`: bytes are missing; `bad`: what stands at `stoppedAt` is not how the record goes on. */
export type FrameVerdict = 'whole' | 'short' | 'bad';

/** One for all records of a file: what it says holds until the next `read`. */
export class RecordFrame {
  /** The record's message is `bytes[start, end)`: in place where it is one chunk, else in a copy. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Index of the first byte after the record, counted as the stretch counts. */
  next = 0;
  stoppedAt = 0;
  #joined = new Uint8Array(0);

  /** Reads the record that the stretch stands at, which is no padding. When `short`, the stretch knows what it needs. */
  read(stretch: Stretch): FrameVerdict {
    const { bytes, end } = stretch;
    let joined = -1;
    for (let at = stretch.at; ;) {
      this.stoppedAt = at;
      const left = leftInBlock(stretch.offsetOf(at));
      const size = left < chunkHeaderBytes ? left : this.#chunkSize(stretch, at, left);
      if (size < 0) return 'bad';
      if (end - at < size || end - at < Math.min(left, chunkHeaderBytes)) {
        stretch.wait(at - stretch.at + Math.max(size, chunkHeaderBytes));
        return 'short';
      }
      if (left < chunkHeaderBytes) {
        at += left;
        continue;
      }
      const length = size - chunkHeaderBytes;
      const type = bytes[at + 6]!;
      const begins = type === chunkTypes.full || type === chunkTypes.first;
      if (!chunkChecks(stretch, at, length) || begins !== joined < 0) return 'bad';
      const payload = at + chunkHeaderBytes;
      at += size;
      if (type === chunkTypes.full) return this.#take(bytes, payload, at, at);
      joined = this.#join(bytes.subarray(payload, at), Math.max(0, joined));
      if (joined > longestRecordBytes) return 'bad';
      if (type === chunkTypes.last) return this.#take(this.#joined, 0, joined, at);
    }
  }

  /** 0 where the header is not all there. */
  #chunkSize(stretch: Stretch, at: number, left: number): number {
    if (stretch.end - at < chunkHeaderBytes) return 0;
    const length = payloadLength(stretch, at, left);
    return length < 0 ? -1 : chunkHeaderBytes + length;
  }

  #take(bytes: Uint8Array, start: number, end: number, next: number): 'whole' {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.next = next;
    return 'whole';
  }

  /** Returns the length with this part. */
  #join(part: Uint8Array, length: number): number {
    const joined = length + part.length;
    if (joined > this.#joined.length) {
      const larger = new Uint8Array(Math.max(joined, this.#joined.length * 2, 1 << 16));
      larger.set(this.#joined.subarray(0, length));
      this.#joined = larger;
    }
    this.#joined.set(part, length);
    return joined;
  }
}
