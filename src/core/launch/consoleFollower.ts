// Reads what is appended to the console log of a launch, part after part, for whoever shows it.
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { partName, partsAmong } from './consoleParts';

/** Of what was printed before somebody looked, so much is shown; the files hold the rest. */
const mostHistoryBytes = 2_000_000;
const chunkBytes = 262_144;

export class ConsoleFollower {
  readonly #folder: string;
  /** Text may be cut inside of a letter. */
  #decoder = new TextDecoder();
  #part: number | null = null;
  #offset = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The next piece of text; empty where there is nothing new now. */
  async read(): Promise<string> {
    const parts = partsAmong(await readdir(this.#folder).catch(() => []));
    if (parts.length === 0) return '';
    this.#part ??= await this.#begin(parts);
    const text = await this.#readPart(this.#part);
    const next = parts.find((part) => part > this.#part!);
    if (text !== '' || next === undefined) return text;
    this.#part = next;
    this.#offset = 0;
    return this.#readPart(next);
  }

  /** With the newest part, and the one before it where that is short. */
  async #begin(parts: readonly number[]): Promise<number> {
    const newest = parts.at(-1)!;
    const size = await this.#sizeOf(newest);
    this.#offset = Math.max(0, size - mostHistoryBytes);
    const before = parts.at(-2);
    if (this.#offset > 0 || before === undefined) return newest;
    const wanted = mostHistoryBytes - size;
    this.#offset = Math.max(0, (await this.#sizeOf(before)) - wanted);
    return before;
  }

  async #sizeOf(part: number): Promise<number> {
    const file = await open(path.join(this.#folder, partName(part))).catch(() => null);
    if (!file) return 0;
    try {
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  async #readPart(part: number): Promise<string> {
    const file = await open(path.join(this.#folder, partName(part))).catch(() => null);
    if (!file) return '';
    try {
      const buffer = new Uint8Array(chunkBytes);
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, this.#offset);
      this.#offset += bytesRead;
      return this.#decoder.decode(buffer.subarray(0, bytesRead), { stream: true });
    } finally {
      await file.close();
    }
  }
}
