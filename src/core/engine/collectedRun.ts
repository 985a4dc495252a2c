// One of the runs of a collection: what its tracker says of it, and where its points go.
import { FactSheet } from '../model/factSheet';
import type { MemberRecord } from '../model/collection';
import type { DecodedTag, ItemBlock, PointBlock } from '../model/decoded';
import type { RunLife } from '../model/runState';
import type { FileWriter } from '../store/fileWriter';
import type { RunData } from '../store/runData';
import { factSections } from '../../shared/facts';
import type { Problem, SourceSummary } from '../../shared/vocabulary';
import { endOfRun } from './endOfRun';
import type { Member } from './member';

/** Trackers commit what is logged at once, or after seconds; but a trial may take its time between two values. */
const heldBackMs = 120_000;

/** What all runs of a collection share. */
export interface SharedSource {
  /** Name of the file in the runs' directory. */
  readonly file: string;
  readonly summary: SourceSummary;
  readonly problems: readonly Problem[];
  readonly isLoading: boolean;
  readonly modifiedAtMs: number;
}

export class CollectedRun implements Member {
  readonly key: string;
  readonly data: RunData;
  readonly sheet = new FactSheet();
  name = '';
  readonly #shared: SharedSource;
  readonly #writer: FileWriter;
  #record: MemberRecord;
  /** When points came that were not there before; 0 before that was seen. */
  #arrivedAtMs = 0;

  constructor(record: MemberRecord, data: RunData, shared: SharedSource) {
    this.key = record.key;
    this.data = data;
    this.#shared = shared;
    this.#record = record;
    this.#writer = data.addFile(shared.file);
  }

  get source(): SourceSummary {
    return this.#shared.summary;
  }

  get problems(): readonly Problem[] {
    return this.#shared.problems;
  }

  get isLoading(): boolean {
    return this.#shared.isLoading;
  }

  get life(): RunLife {
    const { createdAtMs, end } = this.#record;
    const ended = end && { wallTime: (end.atMs ?? NaN) / 1000, exitCode: null, said: end };
    return {
      points: this.data.points,
      createdAtMs: createdAtMs ?? this.#shared.modifiedAtMs,
      lastGrowthAtMs: this.#lastGrowthAtMs,
      ...endOfRun(ended, this.#shared.summary.format),
      usualGapMs: this.data.usualGapMs(),
      heldBackMs,
      // Whoever has the database open may write other runs of it.
      writerGoneAtMs: null,
      isAllDone: false,
      alwaysSaysEnd: false,
    };
  }

  /** Other runs grow in the same file: its time stamp says something of this one only where nothing else does. */
  get #lastGrowthAtMs(): number {
    const told = this.data.lastWallTime ?? (this.#record.createdAtMs ?? NaN) / 1000;
    const known = Number.isNaN(told) ? this.#shared.modifiedAtMs : told * 1000;
    return Math.max(known, this.#arrivedAtMs);
  }

  tell(record: MemberRecord): void {
    this.#record = record;
    for (const section of factSections) this.sheet.apply([{ kind: 'remove', section, path: [] }]);
    this.sheet.apply(record.facts);
  }

  /** @param arrivedAtMs when they came; null where they may have been there for long */
  append(
    tags: readonly DecodedTag[],
    points: PointBlock,
    items: ItemBlock,
    arrivedAtMs: number | null,
  ): void {
    this.#writer.append(tags, { points, items, marks: [] });
    this.#arrivedAtMs = arrivedAtMs ?? this.#arrivedAtMs;
  }
}
