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

export class Intake extends Disposable {
  readonly #clock: Clock;
  readonly #listener: IntakeListener;
  readonly #entries = new Map<string, Entry>();
  readonly #queue: Entry[] = [];
  readonly #buffer = new ReadBuffer();
  #pollIntervalMs: number;
  #reading = false;
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
    void this.#lookAt(entry);
    this.#schedule();
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
    return entry !== undefined && (entry.queued || entry.looking || entry.tail.look === null);
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
    this.#queue.length = 0;
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
    const due = [...this.#entries.values()]
      .filter((entry) => isDue(entry, now) && !entry.looking && !entry.queued)
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    for (const entry of due.slice(0, lookConcurrency - this.#looks)) void this.#lookAt(entry);
  }

  async #lookAt(entry: Entry): Promise<void> {
    if (entry.looking) return;
    entry.looking = true;
    this.#looks++;
    try {
      const look = lookOf(await stat(entry.tail.filePath));
      if (entry.missing) this.#noteMissing(entry, false);
      const grown = entry.tail.noteLook(look);
      entry.grewAtMs = Math.max(entry.grewAtMs, look.mtimeMs);
      if (grown) {
        this.#enqueue(entry);
      }
    } catch (error) {
      this.#noteFailure(entry, error);
    } finally {
      entry.looking = false;
      this.#looks--;
      this.#plan(entry);
      this.#settle();
    }
  }

  #plan(entry: Entry): void {
    const now = this.#clock.now();
    const quietMs = now - entry.grewAtMs;
    const waitMs = quietMs < hotMs ? 0 : quietMs < warmMs ? warmPollMs : coldPollMs;
    entry.dueAtMs = now + waitMs;
  }

  #enqueue(entry: Entry): void {
    if (entry.queued || this.#entries.get(entry.tail.filePath) !== entry) return;
    entry.queued = true;
    this.#queue.push(entry);
    if (!this.#reading) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#reading = true;
    for (let entry = this.#takeNext(); entry; entry = this.#takeNext()) {
      entry.queued = false;
      if (this.#entries.get(entry.tail.filePath) !== entry) continue;
      try {
        const more = await entry.tail.read(this.#buffer, sliceBytes);
        entry.failure = null;
        entry.tail.problems.remove('unreadable');
        entry.grewAtMs = Math.max(entry.grewAtMs, entry.tail.look?.mtimeMs ?? 0);
        if (more && !this.isDisposed) {
          entry.queued = true;
          this.#queue.push(entry);
        }
        if (!this.isDisposed) this.#listener.changed(entry.tail);
      } catch (error) {
        this.#noteFailure(entry, error);
      }
      this.#plan(entry);
    }
    this.#reading = false;
    this.#buffer.shrink();
    this.#settle();
  }

  /** Files that need only a little go first: a live run must not wait for a large load. */
  #takeNext(): Entry | undefined {
    const small = this.#queue.findIndex(
      ({ tail }) => tail.bytesRead > 0 && tail.sizeBytes - tail.bytesRead < sliceBytes,
    );
    return small > 0 ? this.#queue.splice(small, 1)[0] : this.#queue.shift();
  }

  #noteFailure(entry: Entry, error: unknown): void {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
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
    if (this.#whenIdle.length === 0 || this.#reading || this.#queue.length > 0) return;
    for (const entry of this.#entries.values()) {
      if (entry.looking) return;
    }
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}

/** A due time further off than any wait means that the clock was set back. */
function isDue(entry: Entry, nowMs: number): boolean {
  return entry.dueAtMs <= nowMs || entry.dueAtMs > nowMs + coldPollMs;
}
