// One source of many runs: when it is looked at, and which runs it has.
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Disposable, type Owned } from '../../base/lifecycle';
import {
  openFollower,
  type CollectionFollower,
  type FollowEnd,
} from '../ingest/collectionFollower';
import type { CollectionSink, MemberRecord } from '../model/collection';
import type { DecodedTag, ItemBlock, PointBlock } from '../model/decoded';
import type { RunStore } from '../store/store';
import type { Problem, RunId, SourceSummary } from '../../shared/vocabulary';
import { CollectedRun, type SharedSource } from './collectedRun';
import { collectedRunId, type CollectionListener } from './collections';
import { RunEntry } from './runEntry';

/** What changed lately is looked at with every poll, then every second; what is nobody's less often. */
const hotMs = 60_000;
const warmMs = 600_000;
const warmPollMs = 1_000;
const strangePollMs = 5_000;
/** Somebody writes all the time: the next try may find a gap. */
const busyPollMs = 100;
/** So often a source that was just found is tried at once before others have their turn. */
const mostFirstTries = 20;
/** A file that is gone is waited for so long, since network disks blink. */
const missingGraceMs = 10_000;

/** After a reading that took long it is left alone for so many times as long: others have their turn. */
const restShare = 4;
const longestRestMs = 750;

export interface CollectionOwner extends CollectionListener {
  /** Runs of all collections by directory and name: those of one directory are told apart. */
  readonly named: Map<string, RunId>;
  pollIntervalMs(): number;
  /** The file has been missing for long. */
  gone(): void;
}

export class Collection extends Disposable implements CollectionSink, SharedSource {
  readonly file: string;
  /** The folder of the settings that it was found in. */
  readonly root: string;
  readonly #clock: Clock;
  readonly #store: RunStore;
  readonly #owner: CollectionOwner;
  readonly #directory: string;
  readonly #follower: CollectionFollower;
  readonly #runs = new Map<string, CollectedRun>();
  /** Whether all that was there when it was found has been read. */
  #isRead = false;
  #failure: string | null = null;
  #missingSinceMs: number | null = null;
  #timer: Owned | undefined;
  #reading: Promise<void> | undefined;

  constructor(
    filePath: string,
    root: string,
    clock: Clock,
    store: RunStore,
    owner: CollectionOwner,
  ) {
    super();
    this.#clock = clock;
    this.#store = store;
    this.#owner = owner;
    this.root = root;
    this.#follower = openFollower(filePath, this);
    this.#directory = directoryOf(this.#follower, root);
    this.file = path.relative(this.#directory, filePath).split(path.sep).join('/');
    this.hint();
  }

  get isLoading(): boolean {
    return !this.#isRead;
  }

  get modifiedAtMs(): number {
    return this.#follower.modifiedAtMs;
  }

  get summary(): SourceSummary {
    const { sizeBytes, format } = this.#follower;
    const bytesRead = this.#isRead ? sizeBytes : 0;
    return { file: this.file, format: format ?? 'unknown', sizeBytes, bytesRead };
  }

  get problems(): readonly Problem[] {
    const problems = this.#follower.problems.collect(this.file, null);
    if (this.#failure === null) return problems;
    const place = { file: this.file, offset: null, bytes: 0, count: 1 };
    return [...problems, { kind: 'unreadable', ...place, detail: this.#failure }];
  }

  /** Looks now. */
  hint(): void {
    if (this.isDisposed) return;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
  }

  async idle(): Promise<void> {
    await this.#reading;
  }

  tell(record: MemberRecord): void {
    this.#check();
    const known = this.#runs.get(record.key);
    const id = this.#idOf(record.key);
    const run = known ?? new CollectedRun(record, this.#store.addRun(id), this);
    run.tell(record);
    this.#unname(run);
    run.name = this.#nameOf(record);
    if (known) this.#owner.changed(id, true);
    else {
      this.#runs.set(record.key, run);
      this.#owner.added(new RunEntry(this.root, this.#directory, run.data, run));
    }
  }

  append(key: string, tags: readonly DecodedTag[], points: PointBlock, items: ItemBlock): void {
    this.#check();
    this.#runs.get(key)?.append(tags, points, items, this.#isRead ? this.#clock.now() : null);
    this.#owner.changed(this.#idOf(key), false);
  }

  forget(key: string): void {
    const run = this.#runs.get(key);
    if (!run) return;
    this.#unname(run);
    this.#runs.delete(key);
    this.#owner.removed(this.#idOf(key));
  }

  restart(): void {
    this.#isRead = false;
    this.forgetAll();
  }

  forgetAll(): void {
    for (const key of [...this.#runs.keys()]) this.forget(key);
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  /** Ends a reading that nobody waits for any more. */
  #check(): void {
    if (this.isDisposed) throw new Error('disposed');
  }

  #idOf(key: string): RunId {
    return collectedRunId(this.#follower.filePath, key);
  }

  /** Others may be called the same: those that come later have their keys behind their names. */
  #nameOf({ key, names }: MemberRecord): string {
    const name = names.map((part) => part || '-').join('/');
    const id = this.#idOf(key);
    const { named } = this.#owner;
    const place = path.join(this.#directory, name);
    const first = named.get(place) ?? id;
    named.set(place, first);
    return first === id ? name : `${name} (${key.slice(0, 8)})`;
  }

  #unname({ key, name }: CollectedRun): void {
    const { named } = this.#owner;
    const place = path.join(this.#directory, name);
    if (named.get(place) === this.#idOf(key)) named.delete(place);
  }

  async #read(): Promise<void> {
    this.#timer?.dispose();
    const startMs = this.#clock.now();
    let end: FollowEnd = 'busy';
    const mostTries = this.#isRead ? 1 : mostFirstTries;
    for (let tries = 0; end === 'busy' && tries < mostTries; tries++) {
      end = await this.#follower.follow(this.#clock.now());
      if (this.isDisposed) return;
    }
    this.#note(end);
    const restMs = Math.min(longestRestMs, restShare * (this.#clock.now() - startMs));
    const wait = Math.max(this.#waitMs(end), restMs);
    this.#timer = this.#clock.after(wait, () => this.hint());
  }

  #note(end: FollowEnd): void {
    const failure = typeof end === 'object' ? end.failed : null;
    const wasLoading = this.isLoading;
    const had = this.#failure;
    this.#failure = failure;
    if (end === 'done' || end === 'same') this.#isRead = true;
    if (had !== failure || wasLoading !== this.isLoading) {
      for (const key of this.#runs.keys()) this.#owner.changed(this.#idOf(key), true);
    }
    if (end !== 'missing') this.#missingSinceMs = null;
    else {
      const now = this.#clock.now();
      this.#missingSinceMs ??= now;
      if (now - this.#missingSinceMs >= missingGraceMs) this.#owner.gone();
    }
  }

  #waitMs(end: FollowEnd): number {
    if (end === 'busy') return busyPollMs;
    const { format, modifiedAtMs, coldPollMs } = this.#follower;
    const quietMs = this.#clock.now() - modifiedAtMs;
    if (format === null && quietMs > hotMs) return strangePollMs;
    if (quietMs > warmMs) return coldPollMs;
    return quietMs < hotMs ? Math.min(this.#owner.pollIntervalMs(), warmPollMs) : warmPollMs;
  }
}

/** Where the runs belong to, inside of the folder of the settings. */
function directoryOf({ filePath, levelsUp }: CollectionFollower, root: string): string {
  let directory = path.dirname(filePath);
  for (let level = 0; level < levelsUp && directory !== root; level++) {
    directory = path.dirname(directory);
  }
  return directory;
}
