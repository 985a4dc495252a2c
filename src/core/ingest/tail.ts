// Follows one log file: reads what is new, feeds the decoder, and notices when the file became another one.
import path from 'node:path';
import type { DataChecks, Decoded, DecodedTag, LogDecoder, LogFormat } from '../model/decoded';
import { headBytes } from '../model/fileHeads';
import type { Problem, ProblemKind } from '../../shared/vocabulary';
import { columnsIn, type BulkPart, type Slot } from './bulkContract';
import type { BulkEnd, BulkOrder } from './bulkRead';
import type { Glance } from './glance';
import { holds, readHead } from './fileHead';
import type { FileLook } from './fileLook';
import { isLocalDisk } from './localDisks';
import { openFile, type OpenFile } from './openFile';
import { ProblemLedger } from './problems';
import { aheadBytes } from './readAhead';
import type { ReadBuffer } from './readBuffer';
import { RewriteWatch } from './rewriteWatch';

/** When somebody last asked for what is in it; 0 if nobody has. */
export interface Interest {
  atMs: number;
}

/** Where decoded data goes. */
export interface TailSink {
  append(tags: readonly DecodedTag[], decoded: Decoded): void;
  /** All that was appended before is void: the file is read again from its start. */
  reset(): void;
}

/** So many bytes before the place where reading goes on are looked at again: a file that was written anew differs there. */
export const footBytes = 64;

/** After a jump over something large so much is read at first, since another jump may follow. */
export const probeBytes = 8 * 1024;

/** What is read in place is read in pieces that stay in a processor's second-level cache until they are decoded. */
const nearBytes = 256 * 1024;

const emptyBytes = new Uint8Array(0);

export class FileTail {
  readonly filePath: string;
  /** Relative to the run's directory. */
  readonly name: string;
  readonly format: LogFormat;
  readonly problems = new ProblemLedger();
  seenAtEnds: Glance | null = null;
  /** Shared by the files of a run. */
  interest: Interest = { atMs: 0 };
  readonly #sink: TailSink;
  readonly #checks: DataChecks;
  #decoder: LogDecoder;
  /** Start of the first record that is not done with; beyond the end of the file when a record is to be skipped. */
  #offset = 0;
  /** Size of the file when it was last read. */
  #sizeRead = 0;
  /** The first bytes of the file, as far as they were done with. */
  #head: Uint8Array = emptyBytes;
  /** The last bytes before `#footEnd`, where reading goes on. */
  #foot: Uint8Array = emptyBytes;
  #footEnd = 0;
  #identity: string | null = null;
  #look: FileLook | null = null;
  #firstSize: number | null = null;
  #read: FileLook | null = null;
  /** Whether the last read went to the end of the file. */
  #rested = false;
  #isAside = false;
  #wasAside = false;
  #original: string | null = null;
  readonly #rewrite = new RewriteWatch();
  /** Set while what was read before a restart stands, until there is something to take its place. */
  #standing: { readonly isLog: boolean } | null = null;
  /** Of the reading thread that has the file: its tags, and how many parts it gave. */
  #bulkTags: DecodedTag[] = [];
  #bulkParts = 0;

  constructor(
    directory: string,
    name: string,
    format: LogFormat,
    sink: TailSink,
    checks: DataChecks = 'always',
  ) {
    this.name = name;
    this.filePath = path.join(directory, name);
    this.format = format;
    this.#sink = sink;
    this.#checks = checks;
    this.#decoder = format.createDecoder(checks, undefined, name);
  }

  get sizeBytes(): number {
    return this.#look?.sizeBytes ?? 0;
  }

  get bytesRead(): number {
    return Math.min(this.#offset, this.sizeBytes);
  }

  /** Null before the first look. */
  get look(): FileLook | null {
    return this.#look;
  }

  /** The file's first bytes at the last reading; empty before that and when the file is. */
  get head(): Uint8Array {
    return this.#head;
  }

  /** Whether the file is a copy of another one, or may be, and therefore not decoded. */
  get isAside(): boolean {
    return this.#isAside;
  }

  /**
   * Sets a copy of another file aside, or takes that back, with the next reading, for which a look is to be asked: what
   * was read of it becomes void, or it is read from its start.
   * @param original the other file, or null while it is not sure that there is one
   */
  setAside(aside: boolean, original: string | null): void {
    this.#isAside = aside;
    this.#original = original;
  }

  /** Whether what was read of the file so far says that it is a log. */
  get isLog(): boolean {
    return this.#standing?.isLog ?? this.#decoder.isLog ?? true;
  }

  /** The same, and true as well before anything was read. */
  get mayBeLog(): boolean {
    return this.#read === null || this.isLog;
  }

  /** Whether the file became larger while it was watched: then somebody is writing, whatever its time stamps say. */
  get hasGrown(): boolean {
    return this.#firstSize !== null && this.sizeBytes > this.#firstSize;
  }

  /** Notes what stat says; true when the file must be read. */
  noteLook(look: FileLook): boolean {
    this.#look = look;
    this.#firstSize ??= look.sizeBytes;
    const read = this.#read;
    return (
      read?.sizeBytes !== look.sizeBytes ||
      read.mtimeMs !== look.mtimeMs ||
      read.identity !== look.identity ||
      this.#isAside !== this.#wasAside
    );
  }

  /** What its two ends say; null where nobody looked at them, and once all of it was read. */
  get glance(): Glance | null {
    return this.#read === null ? this.seenAtEnds : null;
  }

  /** Problems of the file, with what is wrong at its end at the moment. */
  collectProblems(isLive: boolean): Problem[] {
    if (!this.isLog) return [];
    const tail = this.#decoder.tail;
    // A growing file ends in the middle of a record now and then: that is no problem while it is written.
    const shown = tail && !(isLive && tail.kind === 'truncatedTail') ? tail : null;
    const problems = this.problems.collect(this.name, shown);
    if (this.#look?.sizeBytes === 0 && !isLive) problems.push(this.#wholeFile('emptyFile', null));
    if (this.#original !== null) problems.push(this.#wholeFile('copiedFile', this.#original));
    return problems;
  }

  #wholeFile(kind: ProblemKind, detail: string | null): Problem {
    return { kind, file: this.name, offset: null, bytes: 0, count: 1, detail };
  }

  /** What a reading thread must know to go on here; null where only this thread can. Nothing is read meanwhile. */
  planBulk(): BulkOrder | null {
    const isForHere = this.#rested || this.#isAside || this.#wasAside;
    const decoder = isForHere ? null : this.#decoder.handOver?.();
    if (!decoder) return null;
    this.#bulkTags = [...decoder.tags];
    this.#bulkParts = 0;
    return {
      filePath: this.filePath,
      fileName: path.basename(this.name),
      checks: this.#checks,
      decoder,
      offset: decoder.offset ?? this.#offset,
      identity: this.#identity,
      head: this.#head,
    };
  }

  /** Takes what a reading thread decoded. */
  takePart(part: BulkPart, { points, items }: Slot): void {
    this.#bulkParts++;
    for (const tag of part.tags) {
      const known = this.#bulkTags[tag.index];
      if (known) Object.assign(known, tag);
      else this.#bulkTags[tag.index] = tag;
    }
    this.problems.addAll(part.problems);
    this.#offset = part.offset;
    const decoded = { ...part, points, items, columns: columnsIn(part.columns) };
    this.#sink.append(this.#bulkTags, { ...decoded, consumed: 0, wants: 0, skip: 0 });
  }

  /**
   * A reading thread is done: goes on where it ended. True when there is more to read, as the end of a file may be.
   * @param end null when it did not get there: what it gave is void
   */
  finishBulk(end: BulkEnd | null): boolean {
    if (!end) {
      if (this.#bulkParts > 0) {
        this.#restart(null);
        this.#clear();
      }
      return true;
    }
    const from = { ...end.decoder, tags: this.#bulkTags };
    this.#decoder = this.format.createDecoder(this.#checks, from, this.name);
    this.#offset = end.offset;
    this.#head = end.head;
    this.#foot = end.foot;
    this.#footEnd = end.offset;
    this.#identity = end.look.identity;
    this.#sizeRead = end.look.sizeBytes;
    if (!end.isDone) return true;
    this.#read = end.look;
    this.#rested = true;
    return false;
  }

  /**
   * Reads up to `limitBytes` that are new, through `buffer`. True when there is more to read.
   * Rejects with the system error when the file cannot be opened or read; what was read before stays.
   */
  async read(buffer: ReadBuffer, limitBytes: number): Promise<boolean> {
    const isLocal = this.#look !== null && isLocalDisk(this.#look.device);
    const file = await openFile(this.filePath, isLocal);
    try {
      const look = await file.look();
      const isShort = look.sizeBytes < Math.min(this.#offset, this.#sizeRead);
      if (this.format.rewritten && this.#rewrite.isUnderway(isShort)) return false;
      await this.#checkIdentity(file, look);
      this.#look = look;
      if (this.#isAside !== this.#wasAside) {
        this.#wasAside = this.#isAside;
        this.#restart(null);
        this.#clear();
      }
      if (this.#isAside) {
        this.#head = await readHead(file);
        this.#read = look;
        return false;
      }
      const more = await this.#readNew(file, look, buffer, limitBytes);
      if (!more) {
        this.#read = look;
        this.#rested = true;
      }
      return more;
    } finally {
      await buffer.ahead.settle();
      await file.close();
    }
  }

  /** Finds out whether this is still the file that was read, with the same content where it was read. */
  async #checkIdentity(file: OpenFile, look: FileLook): Promise<void> {
    const otherFile = this.#identity !== null && this.#identity !== look.identity;
    if (look.sizeBytes < Math.min(this.#offset, this.#sizeRead)) {
      const sameHead = await holds(file, this.#head, 0);
      this.#restart(sameHead ? 'fileTruncated' : 'fileReplaced');
    } else if (!(await this.#isSameContent(file))) this.#restart('fileReplaced');
    // A mirror that swaps in a longer copy of the same file is no problem, but nothing says what else differs.
    else if (otherFile) this.#restart(null);
    this.#identity = look.identity;
    this.#sizeRead = look.sizeBytes;
  }

  async #isSameContent(file: OpenFile): Promise<boolean> {
    if (!(await holds(file, this.#head, 0))) return false;
    return this.#footEnd <= headBytes || holds(file, this.#foot, this.#footEnd - this.#foot.length);
  }

  #restart(kind: 'fileReplaced' | 'fileTruncated' | null): void {
    const had = this.#offset > 0;
    this.#standing = { isLog: this.isLog };
    this.#decoder = this.format.createDecoder(this.#checks, undefined, this.name);
    this.#offset = 0;
    this.#head = this.#foot = emptyBytes;
    this.#footEnd = 0;
    this.#rested = false;
    this.#read = null;
    this.problems.clear();
    if (!this.format.rewritten || this.#rewrite.isShort) this.#clear();
    if (had && kind && !this.format.rewritten)
      this.problems.add({ kind, offset: 0, bytes: 0, detail: null });
  }

  /** Takes back what was read before the restart. */
  #clear(): void {
    if (!this.#standing) return;
    this.#standing = null;
    this.#sink.reset();
  }

  async #readNew(
    file: OpenFile,
    look: FileLook,
    buffer: ReadBuffer,
    limitBytes: number,
  ): Promise<boolean> {
    // In the middle of a load nothing has changed yet: only a file that was read to its end is gone over again.
    const reread = this.#rested ? this.#decoder.rereadFrom : null;
    if (reread !== null) this.#offset = reread;
    this.#rested = false;
    const end = look.sizeBytes;
    const stopAt = Math.min(this.#offset + limitBytes, end);
    let filled = 0;
    // Files that are only named like logs, data sets among them, are told by their beginning.
    let probe = this.isLog ? buffer.size : probeBytes;
    // `#offset` is the file position of the buffer's first byte.
    while (this.#offset < stopAt) {
      const most = file.isImmediate ? Math.min(probe, nearBytes) : probe;
      const room = Math.min(buffer.size - filled, end - this.#offset - filled, most);
      const { asked, bytesRead } = await buffer.fill(file, filled, room, this.#offset + filled);
      filled += bytesRead;
      const next = this.#offset + filled;
      const atEnd = bytesRead < asked || next >= end;
      if (!file.isImmediate && probe >= buffer.size && next < stopAt) {
        buffer.ahead.start(file, next, Math.min(aheadBytes, end - next));
      }
      const rest = this.#decodeFilled(buffer, filled, atEnd, end);
      filled = rest.filled;
      probe = rest.skipped === 0 ? probe * 2 : probeBytes;
      if (rest.skipped !== 0) filled = 0;
      else if (atEnd) return false;
      else if (filled === buffer.size) buffer.grow(Math.max(rest.wants, buffer.size * 2));
    }
    if (this.#offset > end) {
      // A record reaches beyond the end: the decoder is told where that is, and may want to see what it passed over.
      this.#offset = end;
      this.#decodeFilled(buffer, 0, true, end);
    }
    return this.#offset < end;
  }

  /** Decodes what the buffer holds and moves the rest to its front. */
  #decodeFilled(
    buffer: ReadBuffer,
    filled: number,
    atEnd: boolean,
    fileEnd: number,
  ): { readonly filled: number; readonly skipped: number; readonly wants: number } {
    const decoder = this.#decoder;
    const base = this.#offset;
    let start = 0;
    let wants = 0;
    let skipped = 0;
    for (;;) {
      const decoded = decoder.decode(buffer.bytes, start, filled, this.#offset, atEnd);
      this.problems.addAll(decoded.problems);
      const tells = decoded.marks.length > 0 || (decoded.facts?.length ?? 0) > 0;
      if (decoded.points.count > 0 || tells || decoded.consumed > 0) {
        this.#clear();
        this.#sink.append(decoder.tags, decoded);
      }
      start += decoded.consumed;
      this.#offset += decoded.consumed;
      wants = decoded.wants;
      if (decoded.skip !== 0) {
        this.#clear();
        const inBuffer = Math.max(-start, Math.min(decoded.skip, filled - start));
        start += inBuffer;
        skipped = decoded.skip - inBuffer;
        this.#offset = Number.isFinite(decoded.skip) ? this.#offset + decoded.skip : fileEnd;
      }
      if (skipped !== 0 || decoded.consumed + decoded.skip === 0) break;
    }
    this.#keepEnds(buffer.bytes.subarray(0, filled), base);
    if (skipped !== 0) return { filled: 0, skipped, wants };
    buffer.bytes.copyWithin(0, start, filled);
    return { filled: filled - start, skipped, wants };
  }

  /** Remembers what stands at the file's start and before the place where reading goes on; `bytes` begin at `base`. */
  #keepEnds(bytes: Uint8Array, base: number): void {
    const settled = Math.min(this.#decoder.rereadFrom ?? this.#offset, this.#offset);
    const end = settled - base;
    if (end > 0 && base === this.#head.length && base < headBytes) {
      const head = bytes.subarray(0, Math.min(end, headBytes - base));
      this.#head = Uint8Array.of(...this.#head, ...head);
    }
    if (settled === this.#footEnd) return;
    const isHere = end > 0 && end <= bytes.length;
    this.#foot = isHere ? bytes.slice(Math.max(0, end - footBytes), end) : emptyBytes;
    this.#footEnd = settled;
  }
}
