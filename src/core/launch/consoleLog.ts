// Writes what a program prints to the parts of its console log, at once and in order, and keeps the whole within bounds.
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Owned } from '../../base/lifecycle';
import { launchFiles, type ConsoleLimits } from './launchSpec';
import {
  bytesBeforeCut,
  lastError,
  partName,
  partToRemove,
  printStretch,
  timesName,
  type Stretch,
} from './consoleParts';

/** Output of one stream within this time is one stretch. */
const stretchMs = 50;
/** A line that never ends is cut here, in parts of the limit. */
const longestOverrun = 2;

export class ConsoleLog implements Owned {
  readonly #folder: string;
  readonly #limits: ConsoleLimits;
  readonly #lost: (bytes: number) => void;
  #part = 0;
  #sizeBytes = 0;
  #log: number | null = null;
  #times: number | null = null;
  #last: Stretch = { offset: 0, atMs: -Infinity, stream: 'out' };

  /**
   * @param folder must hold no console log yet
   * @param lost told of output that could not be written; the program that prints is never held up
   */
  constructor(folder: string, limits: ConsoleLimits, lost: (bytes: number) => void) {
    this.#folder = folder;
    this.#limits = limits;
    this.#lost = lost;
    this.#open();
  }

  write(bytes: Uint8Array, stream: Stretch['stream'], atMs: number): void {
    let rest = bytes;
    while (rest.length > 0) {
      const room = this.#limits.partBytes - this.#sizeBytes;
      const cut = bytesBeforeCut(rest, room);
      this.#append(rest.subarray(0, cut), stream, atMs);
      const isOver = this.#sizeBytes > this.#limits.partBytes * longestOverrun;
      if (cut < rest.length || isOver || this.#endsFull(rest, cut)) this.#rotate();
      rest = rest.subarray(cut);
    }
  }

  dispose(): void {
    for (const file of [this.#log, this.#times]) if (file !== null) closeSync(file);
    this.#log = this.#times = null;
  }

  #endsFull(bytes: Uint8Array, cut: number): boolean {
    const isEndOfLine = bytes[cut - 1] === 0x0a;
    return isEndOfLine && this.#sizeBytes >= this.#limits.partBytes;
  }

  #append(bytes: Uint8Array, stream: Stretch['stream'], atMs: number): void {
    const isNew = stream !== this.#last.stream || atMs - this.#last.atMs >= stretchMs;
    if (isNew || this.#sizeBytes === 0) {
      this.#last = { offset: this.#sizeBytes, atMs, stream };
      this.#try(0, () => writeSync(this.#times!, printStretch(this.#last)));
    }
    let done = 0;
    while (done < bytes.length) {
      const wrote = this.#try(bytes.length - done, () =>
        writeSync(this.#log!, bytes, done, bytes.length - done),
      );
      if (wrote === null) return;
      done += wrote;
      this.#sizeBytes += wrote;
    }
  }

  /** A full disk costs output, never the training. */
  #try(bytes: number, write: () => number): number | null {
    try {
      if (this.#log === null || this.#times === null) this.#open();
      return write();
    } catch {
      if (bytes > 0) this.#lost(bytes);
      return null;
    }
  }

  #open(): void {
    // Only the owner may read what was printed.
    const open = (name: string): number => openSync(path.join(this.#folder, name), 'a', 0o600);
    this.#log ??= open(partName(this.#part));
    this.#times ??= open(timesName(this.#part));
  }

  #rotate(): void {
    this.dispose();
    this.#part++;
    this.#sizeBytes = 0;
    this.#last = { ...this.#last, atMs: -Infinity };
    const old = partToRemove(this.#part, this.#limits.keptParts);
    try {
      if (old !== null) this.#remove(old);
      this.#open();
    } catch {
      // The next write tries again.
    }
  }

  /** The last error of what goes is kept. */
  #remove(part: number): void {
    const file = path.join(this.#folder, partName(part));
    const error = lastError(readFileSync(file, 'utf8'));
    if (error !== null) {
      writeFileSync(path.join(this.#folder, launchFiles.errors), error, { mode: 0o600 });
    }
    rmSync(file, { force: true });
    rmSync(path.join(this.#folder, timesName(part)), { force: true });
  }
}
