// Reads a large stretch of one file at once, for a thread that has nothing else to do: blocking calls, no promises.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { DataChecks, Decoded, DecodedTag, HandOver, LogDecoder } from '../model/decoded';
import { formatOf } from '../formats/registry';
import { diskPath } from './diskPath';
import { headBytes } from '../model/fileHeads';
import { lookOf, openFlags, type FileLook } from './fileLook';
import { footBytes, probeBytes } from './tail';

/** What is to be read: the rest of a file that somebody has begun to read. */
export interface BulkOrder {
  readonly filePath: string;
  readonly fileName: string;
  readonly checks: DataChecks;
  /** What its decoder knows so far. */
  readonly decoder: HandOver;
  /** Where it stands. */
  readonly offset: number;
  /** The file's identity (null before it was opened), and its first bytes: another file is not read on. */
  readonly identity: string | null;
  readonly head: Uint8Array;
}

/** Where the reading ended, and what whoever goes on must know. */
export interface BulkEnd {
  readonly offset: number;
  readonly decoder: HandOver;
  /** The file as it was when it was opened, its first bytes, and the last ones before `offset`. */
  readonly look: FileLook;
  readonly head: Uint8Array;
  readonly foot: Uint8Array;
  /** Whether it has been read to the end that it had, and nothing is doubtful there. */
  readonly isDone: boolean;
}

/** Takes what was decoded; false to stop. `offset` is how far the file has been read. */
export type BulkTaker = (tags: readonly DecodedTag[], decoded: Decoded, offset: number) => boolean;

const chunkBytes = 1 << 20;

/**
 * Reads to the end that the file has now. Null when it cannot be read or is another file by now, or when `take` said
 * stop: then nothing is known of where the decoder stands.
 * @param isEnough whether to end before that, where somebody else can go on
 */
export function readBulk(
  order: BulkOrder,
  take: BulkTaker,
  isEnough: () => boolean = () => false,
): BulkEnd | null {
  const format = formatOf(order.fileName);
  if (!format) return null;
  const descriptor = openSync(diskPath(order.filePath), openFlags);
  try {
    const look = lookOf(fstatSync(descriptor));
    if ((order.identity ?? look.identity) !== look.identity) return null;
    const head = bytesOf(descriptor, 0, order.head.length);
    if (!order.head.every((byte, index) => byte === head[index])) return null;
    const decoder = format.createDecoder(order.checks, order.decoder);
    const end = new BulkRead(descriptor, decoder, order.offset, look, take, isEnough).run();
    if (!end) return null;
    const { offset } = end;
    const footStart = Math.max(0, offset - footBytes);
    return {
      ...end,
      look,
      head: bytesOf(descriptor, 0, Math.min(headBytes, offset)),
      foot: bytesOf(descriptor, footStart, offset - footStart),
    };
  } finally {
    closeSync(descriptor);
  }
}

function bytesOf(descriptor: number, offset: number, count: number): Uint8Array {
  const bytes = new Uint8Array(count);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, count, offset));
}

/** Shared by all files of the thread. */
let buffer = new Uint8Array(2 * chunkBytes);

class BulkRead {
  readonly #descriptor: number;
  readonly #decoder: LogDecoder;
  readonly #look: FileLook;
  readonly #take: BulkTaker;
  readonly #isEnough: () => boolean;
  /** Place in the file of the buffer's first byte, and how many are in it. */
  #offset: number;
  #filled = 0;
  #wants = 0;
  #readBytes = chunkBytes;
  #stopped = false;

  constructor(
    descriptor: number,
    decoder: LogDecoder,
    offset: number,
    look: FileLook,
    take: BulkTaker,
    isEnough: () => boolean,
  ) {
    this.#descriptor = descriptor;
    this.#decoder = decoder;
    this.#offset = offset;
    this.#look = look;
    this.#take = take;
    this.#isEnough = isEnough;
    decoder.mayBeginBefore = look.sizeBytes;
  }

  run(): Pick<BulkEnd, 'offset' | 'decoder' | 'isDone'> | null {
    const end = this.#look.sizeBytes;
    // A record that is not there as a whole is left to whoever follows the file.
    while (this.#offset + this.#wants <= end) {
      const atEnd = this.#fill();
      const jumped = this.#decode(atEnd);
      if (this.#stopped) return null;
      if (atEnd && !(jumped && this.#offset < end)) break;
      // In the middle of a long record nobody else can go on.
      if (this.#isEnough() && this.#decoder.handOver?.()) break;
    }
    const decoder = this.#decoder.handOver?.();
    const offset = decoder?.offset ?? Math.min(this.#offset, end);
    const isDone = offset === end && this.#decoder.tail === null;
    return decoder ? { offset, decoder, isDone } : null;
  }

  /** Reads on; true when this was the rest. */
  #fill(): boolean {
    const end = this.#look.sizeBytes;
    const wanted = Math.max(this.#wants, this.#filled + this.#readBytes);
    if (wanted > buffer.length) buffer = enlarged(buffer, wanted);
    const at = this.#offset + this.#filled;
    const room = Math.min(wanted - this.#filled, end - at);
    const bytes = room > 0 ? readSync(this.#descriptor, buffer, this.#filled, room, at) : 0;
    this.#filled += bytes;
    this.#readBytes = Math.min(chunkBytes, this.#readBytes * 2);
    return bytes < room || at + bytes >= end;
  }

  /** True when reading goes on outside of the buffer. */
  #decode(atEnd: boolean): boolean {
    let start = 0;
    for (;;) {
      const decoded = this.#decoder.decode(buffer, start, this.#filled, this.#offset, atEnd);
      const { consumed, skip } = decoded;
      start += consumed;
      this.#offset += consumed;
      this.#wants = decoded.wants;
      this.#stopped = !this.#take(this.#decoder.tags, decoded, this.#offset);
      if (this.#stopped || consumed + skip === 0) break;
      if (skip !== 0 && this.#jump(skip, start)) return true;
      start += skip;
    }
    buffer.copyWithin(0, start, this.#filled);
    this.#filled -= start;
    return false;
  }

  /** Goes on somewhere else; true if that lies outside of the buffer, which is then empty. */
  #jump(skip: number, from: number): boolean {
    this.#offset = Number.isFinite(skip) ? this.#offset + skip : this.#look.sizeBytes;
    if (skip >= -from && skip < this.#filled - from) return false;
    this.#filled = 0;
    this.#readBytes = probeBytes;
    return true;
  }
}

function enlarged(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const next = new Uint8Array(size);
  next.set(bytes);
  return next;
}
