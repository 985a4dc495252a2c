// What a source of many runs (a database, a tracker's folder) hands over: what it says of each run, and points by run.
import type { DecodedTag, ItemBlock, PointBlock } from './decoded';
import type { DecodedFact } from './facts';

/** How a run ended, as its tracker has it. */
export interface MemberEnd {
  readonly state: 'finished' | 'failed' | 'stopped';
  /** Milliseconds since the Unix epoch. */
  readonly atMs: number | null;
  /** The tracker's own word for it; absent where it has none. */
  readonly word?: string;
}

/** What is said of one run apart from its points. Told as a whole, whenever any of it changed. */
export interface MemberRecord {
  /** The same for one run as long as its source lives. */
  readonly key: string;
  /** What it is called, from the outside in: its experiment, then itself. Others may be called the same. */
  readonly names: readonly string[];
  readonly createdAtMs: number | null;
  /** Null while it has not ended, and where the tracker does not say. */
  readonly end: MemberEnd | null;
  readonly facts: readonly DecodedFact[];
}

/** Takes what is read of a source. A run is told before its points come. */
export interface CollectionSink {
  tell(record: MemberRecord): void;
  /**
   * Points and items as a decoder of one file would give them; `tags` only grows, and the items of each run are numbered
   * by themselves. Both are taken before this returns.
   */
  append(key: string, tags: readonly DecodedTag[], points: PointBlock, items: ItemBlock): void;
  /** Where it is there: asked now and then, and waited for before more is read. */
  drain?(): Promise<void>;
  /** The run was deleted. */
  forget(key: string): void;
  /** All that was told and appended before is void, and is told again. */
  restart(): void;
}
