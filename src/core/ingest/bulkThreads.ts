// The threads that read large files for the engine: started when there is much to read, ended when nothing is left.
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

  /** Gives a file to a thread that has nothing to do; undefined when there is none. */
  read(order: BulkOrder, take: PartTaker): BulkJob | undefined {
    for (const thread of this.#threads) if (thread.isFree) return thread.read(order, take);
    return undefined;
  }

  get hasFree(): boolean {
    for (const { isFree } of this.#threads) if (isFree) return true;
    return false;
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
  readonly take: PartTaker;
  resolve(end: BulkEnd | null): void;
  reject(error: unknown): void;
}

class BulkThread {
  plannedEnd: Owned | undefined;
  readonly #worker: Worker;
  readonly #shared: SharedSlots;
  readonly #listener: ThreadListener;
  #ready = false;
  #ended = false;
  #jobs = 0;
  #running: Running | undefined;

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
    return this.#ready && !this.#running;
  }

  read(order: BulkOrder, take: PartTaker): BulkJob {
    this.plannedEnd?.dispose();
    const job = ++this.#jobs;
    const done = new Promise<BulkEnd | null>((resolve, reject) => {
      this.#running = { job, take, resolve, reject };
    });
    this.#post({ kind: 'read', job, order });
    return { done, cancel: () => this.#cancel(job), stop: () => this.#stop(job) };
  }

  end(): void {
    this.#ended = true;
    this.plannedEnd?.dispose();
    this.#running?.resolve(null);
    this.#running = undefined;
    void this.#worker.terminate();
  }

  #cancel(job: number): void {
    if (this.#running?.job !== job) return;
    const { control } = this.#shared;
    Atomics.store(control, controls.cancelled, job);
    Atomics.notify(control, controls.taken);
  }

  #stop(job: number): void {
    if (this.#running?.job === job) Atomics.store(this.#shared.control, controls.enough, job);
  }

  #receive(answer: BulkAnswer): void {
    if (this.#ended) return;
    if (answer.kind === 'ready') this.#ready = true;
    else if (answer.kind === 'part') this.#takePart(answer.job, answer.part);
    else {
      const isWanted = Atomics.load(this.#shared.control, controls.cancelled) < answer.job;
      this.#running?.resolve(isWanted ? answer.end : null);
      this.#running = undefined;
    }
    if (this.isFree) this.#listener.freed();
  }

  #takePart(job: number, part: BulkPart): void {
    const { control, slots } = this.#shared;
    const slot = slots[part.slot]!;
    slot.points.count = part.points;
    slot.items.first = part.firstItem;
    slot.items.count = part.items;
    try {
      if (Atomics.load(control, controls.cancelled) < job) this.#running?.take(part, slot);
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
    this.#running?.reject(error);
    this.#running = undefined;
    this.#listener.broken(error);
  }

  #post(request: BulkRequest): void {
    this.#worker.postMessage(request);
  }
}
