// A database and its log as bytes in memory, as the SQLite reader asks for them, and what that reader finds in it.
import { readFileSync } from 'node:fs';
import { Database, type DatabaseFault } from '../../src/core/formats/sqlite/database';
import type { DatabaseFiles, FileBytes } from '../../src/core/formats/sqlite/databaseFiles';
import type { Row } from '../../src/core/formats/sqlite/record';

export class MemoryFile implements FileBytes {
  bytes: Uint8Array;
  /** How often anything was read. */
  reads = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    this.reads++;
    return Promise.resolve(this.bytes.slice(offset, offset + length));
  }

  sizeBytes(): Promise<number> {
    return Promise.resolve(this.bytes.length);
  }
}

export class MemoryDatabase implements DatabaseFiles {
  readonly main: MemoryFile;
  wal: MemoryFile | null;
  journal: MemoryFile | null;
  /** Asked after every stretch of reading; counts up when somebody wrote to the main file. */
  written = 0;
  onStamp: () => void = () => undefined;

  constructor(main: Uint8Array, wal?: Uint8Array, journal?: Uint8Array) {
    this.main = new MemoryFile(main);
    this.wal = wal ? new MemoryFile(wal) : null;
    this.journal = journal ? new MemoryFile(journal) : null;
  }

  /** The files of a database on disk as they are now. */
  static copyOf(filePath: string): MemoryDatabase {
    const read = (suffix: string): Uint8Array | undefined => {
      try {
        return new Uint8Array(readFileSync(filePath + suffix));
      } catch {
        return undefined;
      }
    };
    return new MemoryDatabase(read('') ?? new Uint8Array(0), read('-wal'), read('-journal'));
  }

  stamp(): Promise<string> {
    this.onStamp();
    return Promise.resolve(String(this.written));
  }

  beside(suffix: '-wal' | '-journal'): Promise<MemoryFile | null> {
    return Promise.resolve(suffix === '-wal' ? this.wal : this.journal);
  }
}

/** A row as text: its rowid, then its columns. */
export type RowText = readonly (number | string | null)[];

export interface FoundTable {
  readonly rows: readonly RowText[];
  readonly faults: readonly DatabaseFault[];
}

/** All rows of a table with a rowid above `after`, each column as text; null where there is no such table. */
export async function readTable(
  files: DatabaseFiles,
  name: string,
  after = -Infinity,
): Promise<FoundTable | null> {
  const faults: DatabaseFault[] = [];
  const database = new Database((fault) => faults.push(fault));
  if ((await database.refresh(files)) !== 'done') return null;
  const table = database.tables.get(name);
  if (!table) return null;
  const rows: RowText[] = [];
  const textsOf = (row: Row): RowText => [
    row.rowid,
    ...table.columns.map((_, column) => row.text(column)),
  ];
  await database.scan(table, after, (row) => rows.push(textsOf(row)));
  return { rows, faults };
}
