// Reads the next stretch of a file while the one before it is decoded: the disk and the decoder work side by side.
import type { OpenFile } from './openFile';

/** Less than a read buffer, which then has room for what was left of a record. */
export const aheadBytes = 768 * 1024;

interface Pending {
  readonly position: number;
  readonly count: number;
  readonly done: Promise<number>;
}

export class ReadAhead {
  #bytes: Uint8Array | undefined;
  #pending: Pending | null = null;

  /** Begins to read `count` bytes, at most `aheadBytes`; there must be nothing pending. */
  start(file: OpenFile, position: number, count: number): void {
    const bytes = (this.#bytes ??= new Uint8Array(aheadBytes));
    const done = Promise.resolve(file.read(bytes, 0, count, position));
    // Whoever takes it hears of the failure; if nobody does, it does not matter.
    done.catch(() => undefined);
    this.#pending = { position, count, done };
  }

  /**
   * Puts what is being read into `bytes` at `at`. Null, and nothing pending any more, when that is not what stands at
   * `position` or there is no room for it. Rejects with the system error.
   */
  async take(
    bytes: Uint8Array,
    at: number,
    position: number,
  ): Promise<{ readonly asked: number; readonly bytesRead: number } | null> {
    const pending = this.#pending;
    if (!pending) return null;
    if (pending.position !== position || pending.count > bytes.length - at) {
      await this.settle();
      return null;
    }
    this.#pending = null;
    const bytesRead = await pending.done;
    bytes.set(this.#bytes!.subarray(0, bytesRead), at);
    return { asked: pending.count, bytesRead };
  }

  /** Gives its memory back; there must be nothing pending. */
  release(): void {
    this.#bytes = undefined;
  }

  /** Drops what is being read; before the file is closed, and always. */
  async settle(): Promise<void> {
    const pending = this.#pending;
    this.#pending = null;
    await pending?.done.catch(() => undefined);
  }
}
