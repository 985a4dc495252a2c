// The threads that read for the engine, large files and many small ones: started when there is much to read, kept for a
// while after.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import type { Log } from '../../base/log';
import {
  controls,
  makeSharedMemory,
  slotsIn,
  type BulkAnswer,
  type BulkPart,
  type BulkRequest,
  type SharedSlots,
  type Slot,
} from './bulkContract';
import type { BulkEnd, BulkOrder } from './bulkRead';

/** A file that is being read. */
export interface BulkJob {
  /** Resolves with null when the file must be read here; rejects when the thread broke down. */
  readonly done: Promise<BulkEnd | null>;
  /** Nothing more is told; `done` resolves with null. */
  cancel(): void;
  /** Reading ends soon, where it is then; `done` resolves with that. */
  stop(): void;
}

/** Takes what a thread has decoded; the slot is the thread's again when this returns. */
export type PartTaker = (part: BulkPart, slot: Slot) => void;

const mostThreads = 3;
/** A thread costs some megabytes, so it goes when there is nothing to read for so long. */
const idleMs = 10_000;
/** Jobs, and bytes of them, that a thread has in hand: while it waited for the next one it would be of no use. */
const mostJobs = 8;
const mostJobBytes = 8 << 20;

export class BulkThreads extends Disposable {
  readonly #script: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #threads = new Set<BulkThread>();
  #broken = false;

  /** @param script absolute path of the threads' bundle */
  constructor(script: string, clock: Clock, log: Log) {
    super();
    this.#script = script;
    this.#clock = clock;
    this.#log = log;
  }

  /** Starts the threads, one less than there are cores, if they do not run yet. */
  warm(): void {
    const most = this.#broken ? 0 : Math.min(mostThreads, availableParallelism() - 1);
    while (this.#threads.size < most && !this.isDisposed) this.#start();
  }

  /**
   * Gives a file to a thread that has nothing to do, or so little that it will come to it soon; undefined when there is
   * none.
   * @param bytes about how much of it there is to read
   */
  read(order: BulkOrder, take: PartTaker, bytes: number): BulkJob | undefined {
    return this.#freest(bytes)?.read(order, take, bytes);
  }

  /** Whether a thread would take a file with so many bytes to read; none takes an infinite one. */
  hasRoom(bytes: number): boolean {
    return this.#freest(bytes) !== undefined;
  }

  get hasFree(): boolean {
    for (const { isFree } of this.#threads) if (isFree) return true;
    return false;
  }

  #freest(bytes: number): BulkThread | undefined {
    let freest: BulkThread | undefined;
    for (const thread of this.#threads) {
      if (thread.hasRoom(bytes) && !(freest && freest.bytes <= thread.bytes)) freest = thread;
    }
    return freest;
  }

  override dispose(): void {
    for (const thread of this.#threads) thread.end();
    this.#threads.clear();
    super.dispose();
  }

  #start(): void {
    const thread: BulkThread = new BulkThread(this.#script, {
      freed: () => this.#planEnd(thread),
      broken: (error) => {
        this.#threads.delete(thread);
        this.#broken = true;
        this.#log.error('a reading thread broke down, the engine reads alone', error);
      },
    });
    this.#threads.add(thread);
  }

  #planEnd(thread: BulkThread): void {
    thread.plannedEnd?.dispose();
    thread.plannedEnd = this.#clock.after(idleMs, () => {
      this.#threads.delete(thread);
      thread.end();
    });
  }
}

interface ThreadListener {
  /** It waits for work. */
  freed(): void;
  broken(error: unknown): void;
}

interface Running {
  readonly job: number;
  readonly bytes: number;
  readonly take: PartTaker;
  /** What whoever gave it away wants by now. */
  readonly wish: { isWanted: boolean; isEnough: boolean };
  readonly resolve: (end: BulkEnd | null) => void;
  readonly reject: (error: unknown) => void;
}

class BulkThread {
  plannedEnd: Owned | undefined;
  readonly #worker: Worker;
  readonly #shared: SharedSlots;
  readonly #listener: ThreadListener;
  #ready = false;
  #ended = false;
  #lastJob = 0;
  /** In the order in which the thread comes to them; it is at the first one. */
  #jobs: Running[] = [];
  #bytes = 0;

  constructor(script: string, listener: ThreadListener) {
    this.#listener = listener;
    const memory = makeSharedMemory();
    this.#shared = slotsIn(memory);
    // Most calls of the command line need no thread, and so not the module either.
    const threads = process.getBuiltinModule('node:worker_threads');
    // Without its own execArgv the thread would inherit the host's, such as a debugger's port.
    this.#worker = new threads.Worker(script, { name: 'trackside-parse', execArgv: [] });
    this.#worker.on('message', (answer: BulkAnswer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`exit code ${code}`)));
    this.#post({ kind: 'begin', memory });
  }

  get isFree(): boolean {
    return this.#ready && this.#jobs.length === 0;
  }

  /** Bytes of the files that it has. */
  get bytes(): number {
    return this.#bytes;
  }

  hasRoom(bytes: number): boolean {
    if (this.isFree) return bytes < Infinity;
    return this.#ready && this.#jobs.length < mostJobs && this.#bytes + bytes <= mostJobBytes;
  }

  read(order: BulkOrder, take: PartTaker, bytes: number): BulkJob {
    this.plannedEnd?.dispose();
    const job = ++this.#lastJob;
    const wish = { isWanted: true, isEnough: false };
    const done = new Promise<BulkEnd | null>((resolve, reject) => {
      this.#jobs.push({ job, bytes, take, wish, resolve, reject });
    });
    this.#bytes += bytes;
    this.#post({ kind: 'read', job, order });
    return {
      done,
      cancel: () => {
        wish.isWanted = false;
        this.#tellFirst();
      },
      stop: () => {
        wish.isEnough = true;
        this.#tellFirst();
      },
    };
  }

  end(): void {
    this.#ended = true;
    this.plannedEnd?.dispose();
    for (const { resolve } of this.#jobs.splice(0)) resolve(null);
    void this.#worker.terminate();
  }

  /** The thread can be told to end a job and all before it, so it hears of a later one when that is the first. */
  #tellFirst(): void {
    const [first] = this.#jobs;
    if (!first) return;
    const { control } = this.#shared;
    if (first.wish.isEnough) Atomics.store(control, controls.enough, first.job);
    if (first.wish.isWanted) return;
    Atomics.store(control, controls.cancelled, first.job);
    Atomics.notify(control, controls.taken);
  }

  #receive(answer: BulkAnswer): void {
    if (this.#ended) return;
    if (answer.kind === 'ready') this.#ready = true;
    else if (answer.kind === 'part') this.#takePart(answer.part);
    else this.#finishFirst(answer.end);
    if (this.isFree) this.#listener.freed();
  }

  #finishFirst(end: BulkEnd | null): void {
    const first = this.#jobs.shift();
    if (!first) return;
    this.#bytes -= first.bytes;
    first.resolve(first.wish.isWanted ? end : null);
    this.#tellFirst();
  }

  #takePart(part: BulkPart): void {
    const { control, slots } = this.#shared;
    const slot = slots[part.slot]!;
    slot.points.count = part.points;
    slot.items.first = part.firstItem;
    slot.items.count = part.items;
    const [first] = this.#jobs;
    try {
      if (first?.wish.isWanted) first.take(part, slot);
    } finally {
      Atomics.add(control, controls.taken, 1);
      Atomics.notify(control, controls.taken);
    }
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#ready = false;
    this.plannedEnd?.dispose();
    for (const { reject } of this.#jobs.splice(0)) reject(error);
    this.#listener.broken(error);
  }

  #post(request: BulkRequest): void {
    this.#worker.postMessage(request);
  }
}
