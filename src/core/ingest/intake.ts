// Keeps every known log file read: looks by stat at a pace that fits the file, takes hints from a watcher,
// and reads a few files at a time in slices so that a huge file does not keep a live one waiting.
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { BulkPart, Slot } from './bulkContract';
import type { BulkJob, BulkThreads } from './bulkThreads';
import { nodeDisk, type Disk } from './disk';
import { failureCode, isShort } from './fileSlices';
import { GlanceQueue } from './glanceQueue';
import { bulkSize, goOn, isWanted, newEntry, nextBytes, stopOf, type Entry } from './intakeEntry';
import type { FileLook } from './fileLook';
import { isHot, PollPace } from './pollPace';
import { ReadBuffer } from './readBuffer';
import { ReadQueue } from './readQueue';
import type { FileTail } from './tail';

export interface IntakeListener {
  /** The file's data, size, problems or availability changed. */
  changed(tail: FileTail): void;
}

/** Files looked at at the same time. */
const lookConcurrency = 32;
/** Files read at the same time: opening and closing takes longer than reading a small file. */
const readConcurrency = 4;
/** So much waiting is worth starting threads: each compiles the reader anew, which takes as long as reading 20 MB. */
const warmBytes = 64 << 20;
/** Questions to the engine wait no longer than this, and one slice, for files to be read. */
const longestWorkMs = 8;
/** What threads have read waits less long: until it is taken they have no room for more. */
const longestWorkBesideMs = 2;
/** How often a file that grew lately is looked at in the way that no cache answers. */
const freshLookMs = 1_000;
/**
 * Time stamps may be as coarse as two seconds: what is written over in place right after a read looks the same. So a
 * file that grew lately is read once more when it has been quiet for this long.
 */
const confirmMs = 2_500;

export class Intake extends Disposable {
  readonly #clock: Clock;
  readonly #listener: IntakeListener;
  readonly #disk: Disk;
  readonly #threads: BulkThreads | undefined;
  /** Files that reading threads have. */
  #away = 0;
  readonly #entries = new Map<string, Entry>();
  /** Files to look at, next one first; not more than `lookConcurrency` at the same time. */
  #due: Entry[] = [];
  /** Files to read: those that need only a little, and the others. */
  readonly #short: Entry[] = [];
  readonly #long = new ReadQueue();
  readonly glances = new GlanceQueue();
  /** One for each reader that is not at work. */
  readonly #buffers = Array.from({ length: readConcurrency }, () => new ReadBuffer());
  readonly #pace: PollPace;
  #readers = 0;
  #held = false;
  /** When others last had a turn. */
  #restedAtMs = 0;
  #looks = 0;
  #timer: Owned | undefined;
  #whenIdle: (() => void)[] = [];

  /** @param threads read large files, and many; without them everything is read here */
  constructor(
    clock: Clock,
    pollIntervalMs: number,
    listener: IntakeListener,
    threads?: BulkThreads,
    disk: Disk = nodeDisk,
  ) {
    super();
    this.#disk = disk;
    this.#threads = threads && this.own(threads);
    this.#clock = clock;
    this.#pace = new PollPace(pollIntervalMs);
    this.#listener = listener;
  }

  set pollIntervalMs(value: number) {
    this.#pace.intervalMs = value;
  }

  /** Bytes of all files, and how many of them are done with. */
  get progress(): { readonly bytesTotal: number; readonly bytesRead: number } {
    let bytesTotal = 0;
    let bytesRead = 0;
    for (const { tail } of this.#entries.values()) {
      bytesTotal += tail.sizeBytes;
      // What waits at the end of a file for the rest of its record is as read as it can be.
      bytesRead += this.isBehind(tail.filePath) ? tail.bytesRead : tail.sizeBytes;
    }
    return { bytesTotal, bytesRead };
  }

  /** @param stopsAt as `remove` gave it */
  add(tail: FileTail, stopsAt = Infinity): void {
    const entry = newEntry(tail, stopsAt);
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

  /** @returns how many bytes of it were wanted where somebody stopped reading it; Infinity otherwise */
  remove(filePath: string): number {
    const entry = this.#entries.get(filePath);
    entry?.away?.cancel();
    this.#entries.delete(filePath);
    this.#settle();
    return stopOf(entry);
  }

  isMissing(filePath: string): boolean {
    return this.#entries.get(filePath)?.missing ?? false;
  }

  /** True while bytes that were there at the last look wait to be read. */
  isBehind(filePath: string): boolean {
    const entry = this.#entries.get(filePath);
    if (entry === undefined || entry.missing) return false;
    return entry.queued || entry.reading || !(entry.stopped || (entry.tail.look ?? entry.failure));
  }

  /** Whether a file's end was left unread because somebody had enough. */
  isStopped(filePath: string): boolean {
    return (this.#entries.get(filePath)?.stopped ?? false) && !this.isBehind(filePath);
  }

  /** Leaves what is left of all files that wait, except of those that only grew a little. What was read stays. */
  stop(): void {
    const left = [...this.#entries.values()].filter(
      ({ tail }) => this.isBehind(tail.filePath) && !isShort(tail),
    );
    const waiting = new Set(this.#long.takeAll());
    for (const entry of left) {
      entry.stopped = true;
      if (waiting.delete(entry)) entry.queued = false;
      entry.away?.stop();
      this.#listener.changed(entry.tail);
    }
    for (const entry of waiting) this.#long.push(entry);
    this.#settle();
  }

  /** Goes on where reading was stopped. */
  resume(tails: Iterable<FileTail>): void {
    for (const { filePath } of tails) {
      const entry = this.#entries.get(filePath);
      if (!entry?.stopped) continue;
      goOn(entry);
      this.#enqueue(entry);
      this.#listener.changed(entry.tail);
    }
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
    this.glances.clear();
    this.#long.takeAll();
    super.dispose();
  }

  #schedule(): void {
    if (this.#timer || this.isDisposed) return;
    this.#timer = this.#clock.after(this.#pace.intervalMs, () => {
      this.#timer = undefined;
      this.#poll();
      if (this.#entries.size > 0) this.#schedule();
    });
  }

  #poll(): void {
    this.#due = this.#pace.collectDue(this.#entries.values(), this.#clock.now());
    this.#lookOn();
  }

  #lookOn(): void {
    while (!this.#held && this.#looks < lookConcurrency) {
      const entry = this.#due.shift();
      if (!entry) return;
      if (this.#entries.get(entry.tail.filePath) === entry) void this.#lookAt(entry);
    }
  }

  async #lookAt(entry: Entry): Promise<void> {
    if (entry.looking) return;
    entry.looking = true;
    this.#looks++;
    try {
      const look = await this.#look(entry);
      if (entry.missing) this.#noteMissing(entry, false);
      const before = entry.tail.look;
      const grown = entry.tail.noteLook(look);
      // Where the disk's clock goes wrong or its time stamps stand still, growth itself tells that somebody writes.
      const isGrowing = before !== null && before.sizeBytes !== look.sizeBytes;
      entry.grewAtMs = Math.max(entry.grewAtMs, isGrowing ? this.#clock.now() : look.mtimeMs);
      // What could not be read is tried again even if it looks as it did before.
      const isDoubtful = entry.failure !== null || this.#clock.now() >= entry.confirmAtMs;
      if (grown || isDoubtful) this.#enqueue(entry);
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

  #look(entry: Entry): Promise<FileLook> {
    const { filePath, look } = entry.tail;
    const now = this.#clock.now();
    if (!isHot(entry, now) || now - entry.freshAtMs < freshLookMs)
      return this.#disk.look(filePath, look);
    entry.freshAtMs = now;
    return this.#disk.lookAfresh(filePath, look);
  }

  #plan(entry: Entry): void {
    this.#pace.plan(entry, this.#clock.now());
  }

  #enqueue(entry: Entry): void {
    if (entry.stopped || this.#entries.get(entry.tail.filePath) !== entry) return;
    if (entry.reading) {
      entry.again = true;
      return;
    }
    this.#push(entry);
    const buffer = this.#buffers.pop();
    if (buffer) void this.#drain(buffer);
  }

  /** Files that need only a little go first: a live run must not wait for a large load. */
  #push(entry: Entry): void {
    if (entry.queued || entry.stopped) return;
    entry.queued = true;
    if (this.glances.push(entry)) return;
    (isShort(entry.tail) ? this.#short : this.#long).push(entry);
    if (this.#long.bytes >= warmBytes) this.#threads?.warm();
  }

  /** Gives the file to a thread; false when it is to be read here. */
  #giveAway(entry: Entry): boolean {
    const bytes = bulkSize(entry, this.#long.bytes);
    if (!this.#threads?.hasRoom(bytes)) return false;
    const order = entry.tail.planBulk();
    if (!order) return false;
    const take = (part: BulkPart, slot: Slot): void => {
      entry.tail.takePart(part, slot);
      this.#listener.changed(entry.tail);
    };
    entry.away = this.#threads.read(order, take, bytes);
    if (!entry.away) return false;
    entry.reading = true;
    void this.#awaitReturn(entry, entry.away);
    return true;
  }

  async #awaitReturn(entry: Entry, job: BulkJob): Promise<void> {
    this.#away++;
    // Where a thread broke down, what it read is read again here.
    const end = await job.done.catch(() => null);
    this.#away--;
    entry.away = undefined;
    entry.reading = false;
    if (!this.isDisposed && this.#entries.get(entry.tail.filePath) === entry) {
      const more = entry.tail.finishBulk(end);
      // A thread that was stopped has not done all that it can.
      entry.stays = more && !entry.stopped;
      entry.stopped &&= more;
      entry.grewAtMs = Math.max(entry.grewAtMs, entry.tail.look?.mtimeMs ?? 0);
      this.#noteRead(entry);
      this.#plan(entry);
      if (more || entry.again) this.#enqueue(entry);
      entry.again = false;
      this.#listener.changed(entry.tail);
    }
    this.#settle();
  }

  async #drain(buffer: ReadBuffer): Promise<void> {
    this.#readers++;
    for (;;) {
      if (!this.glances.isEmpty) await this.#glanceOn();
      const entry = this.#takeNext();
      if (!entry) break;
      entry.queued = false;
      if (this.#entries.get(entry.tail.filePath) !== entry || this.#giveAway(entry)) continue;
      entry.reading = true;
      await this.#readSlice(entry, buffer);
      entry.reading = false;
      if (entry.again && !this.isDisposed) this.#push(entry);
      entry.again = false;
      this.#plan(entry);
      const longestMs = this.#away > 0 ? longestWorkBesideMs : longestWorkMs;
      if (performance.now() - this.#restedAtMs > longestMs) await this.#rest();
    }
    this.#readers--;
    buffer.shrink();
    this.#buffers.push(buffer);
    this.#settle();
  }

  #glanceOn(): Promise<void> {
    const isKnown = (entry: Entry): boolean => this.#entries.get(entry.tail.filePath) === entry;
    return this.glances.drain(isKnown, ({ tail }) => this.#listener.changed(tail));
  }

  /** Reading a disk that answers at once leaves nobody else a turn. */
  async #rest(): Promise<void> {
    await setImmediate();
    this.#restedAtMs = performance.now();
  }

  async #readSlice(entry: Entry, buffer: ReadBuffer): Promise<void> {
    try {
      const more = await entry.tail.read(buffer, nextBytes(entry));
      entry.stays &&= more;
      entry.again ||= more;
      entry.stopped = more && (entry.stopped || !isWanted(entry));
      entry.failure = null;
      entry.tail.problems.remove('unreadable');
      entry.grewAtMs = Math.max(entry.grewAtMs, entry.tail.look?.mtimeMs ?? 0);
      this.#noteRead(entry);
      entry.reading = entry.again && !entry.stopped;
      if (!this.isDisposed) this.#listener.changed(entry.tail);
    } catch (error) {
      this.#noteFailure(entry, error);
    }
  }

  #noteRead(entry: Entry): void {
    const now = this.#clock.now();
    const isConfirmed = now >= entry.confirmAtMs;
    entry.freshAtMs = now;
    entry.confirmAtMs = isConfirmed || !isHot(entry, now) ? Infinity : now + confirmMs;
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
    if (this.#readers + this.#away > 0 || this.#looks > 0 || this.#due.length > 0) return;
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }
}
