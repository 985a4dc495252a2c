// What a tracker that keeps its runs in a database has to provide.
import type { Content } from '../../../shared/content';
import type { CollectionSink } from '../../model/collection';
import type { ItemFiles, StoredItem } from '../../model/decoded';
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

/** How what is no number is read when somebody looks at it. The offset of such an item is the rowid of its row. */
export interface DatabaseItems {
  /** The table of these rows, in lower case, and its column that holds the items' bytes. */
  readonly table: string;
  readonly column: string;
  /**
   * The files that the item is about; null where the row holds all there is.
   * Throws an error that says what is wrong with the bytes.
   * @param fileName of the database, without directory and extension
   */
  filesOf(item: StoredItem, fileName: string): ItemFiles | null;
  /** The content of an item. Throws an error that says what is wrong with the bytes. */
  readContent(item: StoredItem): Content;
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
  /** Absent where only numbers are read. */
  readonly items?: DatabaseItems;
  /** @param fileName without directory and extension */
  createReader(fileName: string): DatabaseReader;
}
