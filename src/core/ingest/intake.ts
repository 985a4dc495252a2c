// Keeps every known log file read: looks by stat at a pace that fits the file, takes hints from a watcher,
// and reads one file after the other in slices so that a huge file does not keep a live one waiting.
import { stat } from 'node:fs/promises';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import { lookOf, ReadBuffer, type FileTail } from './tail';

export interface IntakeListener {
  /** The file's data, size, problems or availability changed. */
  changed(tail: FileTail): void;
}

interface Entry {
  readonly tail: FileTail;
  dueAtMs: number;
  grewAtMs: number;
  queued: boolean;
  looking: boolean;
  missing: boolean;
  /** System error code of the last try to read it, or null. */
  failure: string | null;
}

/** Files looked at at the same time. */
const lookConcurrency = 32;
/** Bytes read of one file before another one has its turn. */
const sliceBytes = 4 << 20;
/** A file that grew within this time is looked at with every poll. */
const hotMs = 60_000;
/** A file that grew within this time is looked at every second, any other one every ten. */
const warmMs = 600_000;
const warmPollMs = 1_000;
const coldPollMs = 10_000;
/** With very many files the quiet ones are looked at less often: 50 looks a second cost 0.3 % of a core. */
const coldPollMsPerFile = 20;

export class Intake extends Disposable {
  readonly #clock: Clock;
  readonly #listener: IntakeListener;
  readonly #entries = new Map<string, Entry>();
  /** Files to look at, next one first; not more than `lookConcurrency` at the same time. */
  #due: Entry[] = [];
  /** Files to read: those that need only a little, and the others. */
  readonly #short: Entry[] = [];
  readonly #long: Entry[] = [];
  #current: Entry | undefined;
  readonly #buffer = new ReadBuffer();
  #pollIntervalMs: number;
  #reading = false;
  #held = false;
  #looks = 0;
  #timer: Owned | undefined;
  #whenIdle: (() => void)[] = [];

  constructor(clock: Clock, pollIntervalMs: number, listener: IntakeListener) {
    super();
    this.#clock = clock;
    this.#pollIntervalMs = pollIntervalMs;
    this.#listener = listener;
  }

  set pollIntervalMs(value: number) {
    this.#pollIntervalMs = value;
  }

  get files(): Iterable<FileTail> {
    return [...this.#entries.values()].map((entry) => entry.tail);
  }

  add(tail: FileTail): void {
    const entry: Entry = {
      tail,
      dueAtMs: 0,
      grewAtMs: 0,
      queued: false,
      looking: false,
      missing: false,
      failure: null,
    };
    this.#entries.set(tail.filePath, entry);
    this.#due.push(entry);
    this.#lookOn();
    this.#schedule();
  }

  /** While held, nothing new is begun: searching for runs goes first for a moment. */
  setHeld(held: boolean): void {
    this.#held = held;
    this.#lookOn();
  }

  remove(filePath: string): void {
    this.#entries.delete(filePath);
    this.#settle();
  }

  isMissing(filePath: string): boolean {
    return this.#entries.get(filePath)?.missing ?? false;
  }

  /** True while bytes that were there at the last look wait to be read. */
  isBehind(filePath: string): boolean {
    const entry = this.#entries.get(filePath);
    if (entry === undefined || entry.missing) return false;
    return entry.queued || entry === this.#current || !(entry.tail.look ?? entry.failure);
  }

  /** Something says that the file changed: look now. */
  hint(filePath: string): void {
    const entry = this.#entries.get(filePath);
    if (entry) void this.#lookAt(entry);
  }

  /** Resolves when every known file has been looked at and read to its end. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.#settle();
    });
  }

  override dispose(): void {
    this.#timer?.dispose();
    this.#entries.clear();
    this.#due.length = 0;
    this.#short.length = 0;
    this.#long.length = 0;
    super.dispose();
  }

  #schedule(): void {
    if (this.#timer || this.isDisposed) return;
    this.#timer = this.#clock.after(this.#pollIntervalMs, () => {
      this.#timer = undefined;
      this.#poll();
      if (this.#entries.size > 0) this.#schedule();
    });
  }

  #poll(): void {
    const now = this.#clock.now();
    // Longest due first, so that no file starves behind many hot ones.
    this.#due = [...this.#entries.values()]
      .filter((entry) => this.#isDue(entry, now) && !entry.looking && !entry.queued)
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    this.#lookOn();
  }

  #lookOn(): void {
    while (!this.#held && this.#looks < lookConcurrency) {
      const entry = this.#due.shift();
      if (!entry) return;
      if (this.#entries.get(entry.tail.filePath) === entry) void this.#lookAt(entry);
    }
  }

  /** A due time further off than any wait means that the clock was set back. */
  #isDue({ dueAtMs }: Entry, nowMs: number): boolean {
    return dueAtMs <= nowMs || dueAtMs > nowMs + this.#coldPollMs;
  }

  get #coldPollMs(): number {
    return Math.max(coldPollMs, this.#entries.size * coldPollMsPerFile);
  }

  async #lookAt(entry: Entry): Promise<void> {
    if (entry.looking) return;
    entry.looking = true;
    this.#looks++;
    try {
      const look = lookOf(await stat(entry.tail.filePath));
      if (entry.missing) this.#noteMissing(entry, false);
      const before = entry.tail.look;
      const grown = entry.tail.noteLook(look);
      // Where the disk's clock goes wrong or its time stamps stand still, growth itself tells that somebody writes.
      const isGrowing = before !== null && before.sizeBytes !== look.sizeBytes;
      entry.grewAtMs = Math.max(entry.grewAtMs, isGrowing ? this.#clock.now() : look.mtimeMs);
      // What could not be read is tried again even if it looks as it did before.
      if (grown || entry.failure !== null) this.#enqueue(entry);
    } catch (error) {
      this.#noteFailure(entry, error);
    } finally {
      entry.looking = false;
      this.#looks--;
      this.#plan(entry);
      this.#lookOn();
      this.#settle();
    }
  }

  #plan(entry: Entry): void {
    const now = this.#clock.now();
    const quietMs = now - entry.grewAtMs;
    const waitMs = quietMs < hotMs ? 0 : quietMs < warmMs ? warmPollMs : this.#coldPollMs;
    entry.dueAtMs = now + waitMs;
  }

  #enqueue(entry: Entry): void {
    if (this.#entries.get(entry.tail.filePath) !== entry) return;
    this.#push(entry);
    if (!this.#reading) void this.#drain();
  }

  /** Files that need only a little go first: a live run must not wait for a large load. */
  #push(entry: Entry): void {
    if (entry.queued) return;
    entry.queued = true;
    const { bytesRead, sizeBytes } = entry.tail;
    const isShort = bytesRead > 0 && sizeBytes - bytesRead < sliceBytes;
    (isShort ? this.#short : this.#long).push(entry);
  }

  async #drain(): Promise<void> {
    this.#reading = true;
    for (let entry = this.#takeNext(); entry; entry = this.#takeNext()) {
      entry.queued = false;
      if (this.#entries.get(entry.tail.filePath) !== entry) continue;
      this.#current = entry;
      try {
        const more = await entry.tail.read(this.#buffer, sliceBytes);
        this.#current = undefined;
        entry.failure = null;
        entry.tail.problems.remove('unreadable');
        entry.grewAtMs = Math.max(entry.grewAtMs, entry.tail.look?.mtimeMs ?? 0);
        if (more && !this.isDisposed) this.#push(entry);
        if (!this.isDisposed) this.#listener.changed(entry.tail);
      } catch (error) {
        this.#current = undefined;
        this.#noteFailure(entry, error);
      }
      this.#plan(entry);
    }
    this.#reading = false;
    this.#buffer.shrink();
    this.#settle();
  }

  #takeNext(): Entry | undefined {
    return this.#short.shift() ?? this.#long.shift();
  }

  #noteFailure(entry: Entry, error: unknown): void {
    const code = failureCode(error, entry.tail.filePath);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE') {
      if (!entry.missing) this.#noteMissing(entry, true);
      return;
    }
    if (entry.failure === code) return;
    entry.failure = code;
    entry.tail.problems.remove('unreadable');
    entry.tail.problems.add({ kind: 'unreadable', offset: 0, bytes: 0, detail: code });
    this.#listener.changed(entry.tail);
  }

  #noteMissing(entry: Entry, missing: boolean): void {
    entry.missing = missing;
    if (missing) {
      entry.tail.problems.add({ kind: 'fileMissing', offset: 0, bytes: 0, detail: null });
    } else entry.tail.problems.remove('fileMissing');
    this.#listener.changed(entry.tail);
  }

  #settle(): void {
    if (this.#reading || this.#looks > 0 || this.#due.length > 0) return;
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}

/** A name whose bytes are no UTF-8 has lost them on its way here, so a file that is there seems not to be. */
function failureCode(error: unknown, filePath: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  return code === 'ENOENT' && filePath.includes('\ufffd') ? 'EILSEQ' : code;
}
