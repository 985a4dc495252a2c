// A database that is followed while others write to it: its tables, and their rows from a rowid on.
import type { DatabaseFiles } from './databaseFiles';
import { Row } from './record';
import { parseTable, type Table } from './schema';
import { Snapshot } from './snapshot';
import { findLastRowid, TreeWalk, type TreeShape, type WalkFault } from './treeWalk';
import { WalIndex } from './walIndex';

/** Tries to read a stretch that somebody wrote to meanwhile; a busy writer leaves more than every second one alone. */
const mostTries = 50;
/** Leaves that are read between two looks at whether the files changed. */
const fewestPages = 4;
const mostPages = 512;

/** What is wrong with pages and rows; what is not is read all the same. */
export interface DatabaseFault extends WalkFault {
  readonly table: string;
}

/** `busy`: it was written to so often that no end was found; more can be read later. */
export type ScanEnd = 'done' | 'busy';

/** Where SQLite keeps the schema. */
const schemaTable: Table = {
  ...{ name: 'sqlite_schema', rootPage: 1, rowidColumn: -1 },
  columns: ['type', 'name', 'tbl_name', 'rootpage', 'sql'],
};

export class Database {
  readonly #walIndex = new WalIndex();
  readonly #row = new Row();
  readonly #report: (fault: DatabaseFault) => void;
  #files: DatabaseFiles | undefined;
  #snapshot: Snapshot | null = null;
  #pagesAtOnce = 64;
  readonly #shapes = new Map<number, TreeShape>();
  #tables: ReadonlyMap<string, Table> = new Map();

  /** @param report told of every page and row that cannot be read; the same again when it is met again */
  constructor(report: (fault: DatabaseFault) => void) {
    this.#report = report;
  }

  /** By name in lower case, as of the last `refresh`. */
  get tables(): ReadonlyMap<string, Table> {
    return this.#tables;
  }

  /** Another one after every commit; empty before the first `refresh`. */
  get version(): string {
    return this.#snapshot?.version ?? '';
  }

  /**
   * Goes on to what is committed now and reads what tables there are. `none`: the files are no database, or none yet.
   * Rejects with the system's error.
   * @param files the same database as before, opened anew or still open; stay open until the next call
   */
  async refresh(files: DatabaseFiles): Promise<ScanEnd | 'none'> {
    this.#files = files;
    await this.#takeSnapshot();
    if (!this.#snapshot) return 'none';
    const tables = new Map<string, Table>();
    const end = await this.scan(schemaTable, -Infinity, (row) => {
      const [type, name, sql] = [row.text(0), row.text(1), row.text(4)];
      const table =
        type === 'table' && name !== null && sql !== null
          ? parseTable(name, row.number(3), sql)
          : null;
      if (table) tables.set(table.name.toLowerCase(), table);
    });
    if (end === 'done') this.#tables = tables;
    return end;
  }

  /** The highest rowid of a table; null where it has no rows, or is written to all the time. */
  async lastRowid(table: Table): Promise<number | null> {
    for (let tries = 0; tries < mostTries; tries++) {
      const last = this.#snapshot && (await findLastRowid(this.#snapshot, table.rootPage));
      if (this.#snapshot && (await this.#snapshot.isStill())) return last;
      await this.#takeSnapshot();
    }
    return null;
  }

  /**
   * Gives all rows of a table whose rowid is more than `after`, in order, each as it is at one moment; rows that come
   * later may be of a later moment. The row is only good during the call.
   * @param onSlice told between stretches of rows, and waited for
   * @param upTo rows of higher rowids are left out
   */
  async scan(
    table: Table,
    after: number,
    onRow: (row: Row) => void,
    onSlice?: () => Promise<void>,
    upTo = Infinity,
  ): Promise<ScanEnd> {
    let last = after;
    for (let tries = 0; tries < mostTries; tries++) {
      const snapshot = this.#snapshot;
      if (snapshot) {
        this.#row.encoding = snapshot.header.encoding;
        this.#row.rowidColumn = table.rowidColumn;
        const from = last;
        const range = { after: last, upTo };
        const walk = new TreeWalk(snapshot, this.#row, this.#shapeOf(table), range, {
          row: (row) => {
            last = row.rowid;
            onRow(row);
          },
          slice: () => {
            this.#pagesAtOnce = Math.min(mostPages, this.#pagesAtOnce * 2);
            return onSlice?.();
          },
          fault: (fault) => this.#report({ ...fault, table: table.name }),
        });
        const end = await walk.run(table.rootPage, () => this.#pagesAtOnce);
        if (end === 'done') return end;
        if (last > from) tries = 0;
        if (end === 'lost') this.#pagesAtOnce = Math.max(fewestPages, this.#pagesAtOnce >> 1);
      }
      await this.#takeSnapshot();
    }
    return 'busy';
  }

  #shapeOf({ rootPage }: Table): TreeShape {
    const known = this.#shapes.get(rootPage);
    if (known) return known;
    const shape: TreeShape = { leafLevel: null };
    this.#shapes.set(rootPage, shape);
    return shape;
  }

  async #takeSnapshot(): Promise<void> {
    this.#snapshot = this.#files ? await Snapshot.take(this.#files, this.#walIndex) : null;
  }
}
