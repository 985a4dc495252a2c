// Which pages the write-ahead log holds in place of the main file's (fileformat2.html §4): all frames up to the last
// commit whose salts and running checksums are right. Followed as the log grows; begun anew when it was reset.
import { sourceOf } from '../source';
import { isPageSize } from './databaseHeader';
import type { FileBytes } from './databaseFiles';

const headerBytes = 32;
const frameHeaderBytes = 24;
const magic = 0x377f0682;
const version = 3_007_000;
/** So much is read at once. */
const chunkBytes = 1 << 20;

/** A running checksum: two words that depend on everything before. */
interface Sums {
  readonly first: number;
  readonly second: number;
}

export class WalIndex {
  /** The log's header; empty while there is no log, or none that counts. */
  #header = new Uint8Array(0);
  #pageSize = 0;
  #isLittle = true;
  /** Up to and with the last commit. */
  #frames = 0;
  #sums: Sums = { first: 0, second: 0 };
  readonly #pages = new Map<number, number>();

  /** Of the pages in the log; 0 while it holds none. */
  get pageSize(): number {
    return this.#pageSize;
  }

  /** Frames up to and with the last commit. */
  get frames(): number {
    return this.#frames;
  }

  /** Another one after every commit. */
  get version(): string {
    return [...this.#header.subarray(16), this.#frames].join();
  }

  /** Where in the log the newest committed content of a page begins; undefined where the main file has it. */
  offsetOf(page: number): number | undefined {
    return this.#pages.get(page);
  }

  /** The highest page that the log has. */
  get lastPage(): number {
    let last = 0;
    for (const page of this.#pages.keys()) if (page > last) last = page;
    return last;
  }

  clear(): void {
    this.#header = new Uint8Array(0);
    this.#pageSize = 0;
    this.#frames = 0;
    this.#pages.clear();
  }

  /** Whether the log is still the one that was read: its header is written anew before its first frame is. */
  async isSame(file: FileBytes | null): Promise<boolean> {
    if (!file) return this.#header.length === 0;
    return isEqual(await file.read(0, headerBytes), this.#header);
  }

  /** Takes what was committed since the last time. */
  async update(file: FileBytes | null): Promise<void> {
    const header = file ? await file.read(0, headerBytes) : new Uint8Array(0);
    if (!isEqual(header, this.#header)) this.#begin(header);
    if (!file || this.#pageSize === 0) return;
    const frameBytes = frameHeaderBytes + this.#pageSize;
    const framesAtOnce = Math.max(1, Math.floor(chunkBytes / frameBytes));
    // Frames of a transaction that is not committed yet are gone over again: it may be rolled back and written over.
    let frame = this.#frames;
    let sums = this.#sums;
    const pending: number[] = [];
    for (;;) {
      const offset = headerBytes + frame * frameBytes;
      const bytes = await file.read(offset, framesAtOnce * frameBytes);
      const { view } = sourceOf(bytes);
      for (let at = 0; at + frameBytes <= bytes.length; at += frameBytes) {
        const next = this.#check(bytes, view, at, sums);
        if (!next) return;
        sums = next;
        frame++;
        pending.push(view.getUint32(at), offset + at + frameHeaderBytes);
        if (view.getUint32(at + 4) === 0) continue;
        this.#commit(pending, frame, sums);
      }
      if (bytes.length < framesAtOnce * frameBytes) return;
    }
  }

  #commit(pending: number[], frame: number, sums: Sums): void {
    for (let at = 0; at < pending.length; at += 2) this.#pages.set(pending[at]!, pending[at + 1]!);
    pending.length = 0;
    this.#frames = frame;
    this.#sums = sums;
  }

  #begin(header: Uint8Array): void {
    this.clear();
    this.#header = header.slice();
    if (header.length < headerBytes) return;
    const { view } = sourceOf(header);
    const pageSize = view.getUint32(8);
    if ((view.getUint32(0) & ~1) !== magic || view.getUint32(4) !== version) return;
    if (!isPageSize(pageSize)) return;
    this.#isLittle = (view.getUint32(0) & 1) === 0;
    this.#sums = addTo({ first: 0, second: 0 }, view, 0, 24, this.#isLittle);
    if (this.#sums.first !== view.getUint32(24) || this.#sums.second !== view.getUint32(28)) return;
    this.#pageSize = pageSize;
  }

  /** The running checksum after a frame; null where the frame is not of this log, or was not written whole. */
  #check(bytes: Uint8Array, view: DataView, at: number, before: Sums): Sums | null {
    for (let i = 0; i < 8; i++) if (bytes[at + 8 + i] !== this.#header[16 + i]) return null;
    if (view.getUint32(at) === 0) return null;
    const head = addTo(before, view, at, 8, this.#isLittle);
    const sums = addTo(head, view, at + frameHeaderBytes, this.#pageSize, this.#isLittle);
    const isRight =
      sums.first === view.getUint32(at + 16) && sums.second === view.getUint32(at + 20);
    return isRight ? sums : null;
  }
}

/** @param length a multiple of eight */
function addTo(before: Sums, view: DataView, start: number, length: number, little: boolean): Sums {
  let first = before.first | 0;
  let second = before.second | 0;
  for (let at = start; at < start + length; at += 8) {
    first = (first + view.getInt32(at, little) + second) | 0;
    second = (second + view.getInt32(at + 4, little) + first) | 0;
  }
  return { first: first >>> 0, second: second >>> 0 };
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
