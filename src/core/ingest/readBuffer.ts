// The memory that files are read into, one after the other.
import type { OpenFile } from './openFile';
import { ReadAhead } from './readAhead';

/** One buffer that all reads share, since files are read one after the other. */
export class ReadBuffer {
  static readonly #usualBytes = 1 << 20;
  readonly ahead = new ReadAhead();
  #bytes = new Uint8Array(ReadBuffer.#usualBytes);

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  /** Reads up to `room` bytes of a file from `position` on to index `at`, or takes what was read ahead. */
  async fill(
    file: OpenFile,
    at: number,
    room: number,
    position: number,
  ): Promise<{ readonly asked: number; readonly bytesRead: number }> {
    const ready = await this.ahead.take(this.#bytes, at, position);
    if (ready) return ready;
    if (room <= 0) return { asked: 0, bytesRead: 0 };
    return { asked: room, bytesRead: await file.read(this.#bytes, at, room, position) };
  }

  /** Makes room for one record that is larger than the buffer; keeps the content. */
  grow(size: number): void {
    const next = new Uint8Array(size);
    next.set(this.#bytes);
    this.#bytes = next;
  }

  /** Gives the memory back that only a large load or an unusually large record needs. Nothing may be read meanwhile. */
  shrink(): void {
    this.ahead.release();
    if (this.#bytes.length > ReadBuffer.#usualBytes) {
      this.#bytes = new Uint8Array(ReadBuffer.#usualBytes);
    }
  }
}
