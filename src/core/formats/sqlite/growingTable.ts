// A table that rows are only added to: gives each row once, and notices when the rows it gave are others now.
import type { Database } from './database';
import type { ReadEnd } from './databaseFormat';
import type { Row } from './record';
import type { Table } from './schema';

export class GrowingTable {
  readonly #mark: (row: Row) => string;
  #last = -Infinity;
  /** What the last row that was given looks like; null before any. */
  #lastMark: string | null = null;

  /** @param mark what tells a row from another one that may come to have its rowid */
  constructor(mark: (row: Row) => string) {
    this.#mark = mark;
  }

  /**
   * Gives the rows from where the last call ended. `changed`: the last row is another one now, as after a VACUUM or when
   * rows at the end were deleted.
   * @param limit rows of higher rowids are left for the next call
   */
  async read(
    database: Database,
    table: Table,
    onRow: (row: Row) => void,
    onSlice?: () => Promise<void>,
    limit = Infinity,
  ): Promise<ReadEnd> {
    const before = this.#last;
    let isSame = before === -Infinity;
    const end = await database.scan(
      table,
      before - 1,
      (row) => {
        if (row.rowid === before) isSame = this.#lastMark === this.#mark(row);
        if (!isSame || row.rowid <= before || row.rowid > limit) return;
        onRow(row);
        this.#last = row.rowid;
      },
      onSlice,
    );
    if (this.#last > before) await this.#markLast(database, table);
    return isSame || end === 'busy' ? end : 'changed';
  }

  /** Reads the last row once more: to mark each of millions of rows on the way would take too long. */
  async #markLast(database: Database, table: Table): Promise<void> {
    this.#lastMark = null;
    await database.scan(table, this.#last - 1, (row) => {
      if (row.rowid === this.#last) this.#lastMark = this.#mark(row);
    });
  }
}
