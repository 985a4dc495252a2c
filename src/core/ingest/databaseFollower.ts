// Follows one database: looks whether it or its log changed, and has its reader tell what is new.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CollectionSink } from '../model/collection';
import { databaseFormatOf, isTrackerFolder } from '../formats/registry';
import { Database, type DatabaseFault } from '../formats/sqlite/database';
import type { DatabaseFormat, DatabaseReader, ReadEnd } from '../formats/sqlite/databaseFormat';
import type { CollectionFollower, FollowEnd } from './collectionFollower';
import { DatabaseOnDisk } from './databaseOnDisk';
import { diskPath, ignoreMissing } from './diskPath';
import { ProblemLedger } from './problems';

/** Time stamps may be as coarse as two seconds: a file that changed so lately may change again and look the same. */
const grainMs = 2_000;

/** More damage than anybody looks through. */
const mostFaults = 10_000;

export class DatabaseFollower implements CollectionFollower {
  readonly filePath: string;
  readonly levelsUp: number;
  readonly coldPollMs = 1_000;
  readonly problems = new ProblemLedger();
  readonly #sink: CollectionSink;
  readonly #database: Database;
  /** Places of damage that were told: what is read with every change is met again and again. */
  readonly #faults = new Set<string>();
  #format: DatabaseFormat | null = null;
  #reader: DatabaseReader | null = null;
  #version = '';
  #identity = '';
  #seen = '';
  #sizeBytes = 0;
  #modifiedAtMs = 0;

  constructor(filePath: string, sink: CollectionSink) {
    this.filePath = filePath;
    this.levelsUp = isTrackerFolder(path.basename(path.dirname(filePath))) ? 1 : 0;
    this.#sink = sink;
    this.#database = new Database((fault) => this.#noteFault(fault));
  }

  get format(): string | null {
    return this.#format?.id ?? null;
  }

  /** Of the database with its log. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  get modifiedAtMs(): number {
    return this.#modifiedAtMs;
  }

  async follow(nowMs: number): Promise<FollowEnd> {
    try {
      const seen = await this.#look(nowMs);
      if (seen === null) return 'missing';
      if (seen === this.#seen) return 'same';
      const end = await this.#read();
      this.#seen = end === 'done' || end === 'same' ? seen : '';
      return end;
    } catch (error) {
      this.#seen = '';
      return { failed: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
    }
  }

  /** What tells whether anything changed; different every time while it has just changed. Null where there is no file. */
  async #look(nowMs: number): Promise<string | null> {
    const suffixes = ['', '-wal', '-journal'];
    const infos = await Promise.all(
      suffixes.map((suffix) => stat(diskPath(this.filePath + suffix)).catch(ignoreMissing)),
    );
    const [main, log] = infos;
    if (!main) return null;
    const identity = `${main.dev}:${main.ino}`;
    if (identity !== this.#identity) this.#restart();
    this.#identity = identity;
    this.#sizeBytes = main.size + (log?.size ?? 0);
    this.#modifiedAtMs = Math.max(main.mtimeMs, log?.size ? log.mtimeMs : 0);
    const isFresh = infos.some((info) => info && nowMs - info.mtimeMs < grainMs);
    const parts = infos.map((info) => (info ? `${info.ino} ${info.size} ${info.mtimeMs}` : ''));
    return [...parts, isFresh ? nowMs : ''].join();
  }

  async #read(): Promise<ReadEnd | 'same'> {
    const files = await DatabaseOnDisk.open(this.filePath);
    try {
      const database = this.#database;
      const found = await database.refresh(files);
      if (found !== 'done') return found === 'none' ? 'done' : found;
      const { version } = database;
      if (version === this.#version) return 'same';
      let end = await this.#readOn(database);
      if (end === 'changed') end = await this.#readOn(database);
      if (end === 'done') this.#version = version;
      return end;
    } finally {
      await files.close();
    }
  }

  async #readOn(database: Database): Promise<ReadEnd> {
    this.#format ??= databaseFormatOf(database);
    if (!this.#format) return 'done';
    this.#reader ??= this.#format.createReader(path.parse(this.filePath).name);
    const end = await this.#reader.read(database, this.#sink);
    if (end === 'changed') this.#restart();
    return end;
  }

  #noteFault({ kind, offset, bytes, table }: DatabaseFault): void {
    const place = `${kind} ${offset}`;
    if (this.#faults.has(place) || this.#faults.size >= mostFaults) return;
    this.#faults.add(place);
    const told = kind === 'page' ? 'corruptRecord' : 'undecodableRecord';
    this.problems.add({ kind: told, offset, bytes, detail: table });
  }

  #restart(): void {
    this.problems.clear();
    this.#faults.clear();
    this.#version = '';
    if (!this.#reader) return;
    this.#reader = null;
    this.#format = null;
    this.#sink.restart();
  }
}
