// What a tracker that keeps its runs in a database has to provide.
import type { CollectionSink } from '../../model/collection';
import type { Database, ScanEnd } from './database';

/** `changed`: what was told before is not so any more; a new reader has to tell everything again. */
export type ReadEnd = ScanEnd | 'changed';

/** How several readings together ended. */
export function worstOf(ends: readonly ReadEnd[]): ReadEnd {
  return ends.find((end) => end === 'changed') ?? ends.find((end) => end === 'busy') ?? 'done';
}

/** Follows one database. Keeps its place between calls. Never throws on any content; rejects with the system's errors. */
export interface DatabaseReader {
  /**
   * Tells what is new in a database that has just been refreshed. `busy`: somebody writes to it so often that there is
   * more to read; to be asked again soon.
   */
  read(database: Database, sink: CollectionSink): Promise<ReadEnd>;
}

/** One line of the list of databases. */
export interface DatabaseFormat {
  /** Short stable name, shown as the source's format. */
  readonly id: string;
  /** The tables, in lower case, that tell such a database. */
  readonly tables: readonly string[];
  /** The tracker's own folder, where it keeps its database in one: the runs belong to the folder around it. */
  readonly folder?: {
    readonly name: string;
    /** Folders right inside of it that hold nothing that can be read: they are not searched. */
    readonly closed: readonly string[];
  };
  /** @param fileName without directory and extension */
  createReader(fileName: string): DatabaseReader;
}
