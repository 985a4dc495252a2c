// What the page holds of the table: rows, columns, the cells it asked for. Asks for what it has not, keeps what it has.
import { HeldColumn } from '../../../src/shared/heldColumn';
import {
  plottedBit,
  type RunsPageTable,
  type RunsView,
} from '../../../src/shared/runsPageContract';
import type { TableColumn, TableGroup, TableQuery } from '../../../src/shared/tableContract';
import type { FilterProblem } from '../../../src/shared/filter';
import type { RunId } from '../../../src/shared/vocabulary';

export type Cell = number | string | null;

/** Columns that every row needs, whatever is shown. */
const always = ['run:name', 'run:status', 'note:star', 'note:archived'];

export class TableData {
  #generation = 0;
  #directoryVersion = 0;
  #ids: RunId[] = [];
  readonly #columns = new Map<string, TableColumn>();
  readonly #held = new Map<string, HeldColumn>();
  #looks: Uint16Array = new Uint16Array(0);
  /** The rows to show, in order. */
  order: Uint32Array = new Uint32Array(0);
  groups: readonly TableGroup[] = [];
  problem: FilterProblem | null = null;
  total = 0;
  complete = true;
  version = 0;

  get directory(): readonly TableColumn[] {
    return [...this.#columns.values()];
  }

  column(key: string): TableColumn | undefined {
    return this.#columns.get(key);
  }

  run(row: number): RunId | undefined {
    return this.#ids[row];
  }

  rowOf(run: RunId): number {
    return this.#ids.indexOf(run);
  }

  cell(key: string, row: number): Cell {
    return this.#held.get(key)?.cell(row) ?? null;
  }

  /** Whether the cells of a column have come. */
  has(key: string): boolean {
    return this.#held.has(key);
  }

  colour(row: number): number {
    return (this.#looks[row] ?? 0) & ~plottedBit;
  }

  isPlotted(row: number): boolean {
    return ((this.#looks[row] ?? 0) & plottedBit) !== 0;
  }

  /** Shown at once; the host's next answer confirms it. */
  setPlotted(rows: readonly number[], plotted: boolean): void {
    for (const row of rows) {
      const look = this.#looks[row] ?? 0;
      this.#looks[row] = plotted ? look | plottedBit : look & ~plottedBit;
    }
  }

  /** @param keys of the columns that are shown */
  query(view: RunsView, keys: readonly string[]): TableQuery {
    const { filter, sort, group, archived } = view;
    const wanted = [...new Set([...always, ...keys, ...(group === null ? [] : [group])])];
    const columns = wanted.map((key) => ({ key, since: this.#held.get(key)?.version ?? 0 }));
    const known = {
      generation: this.#generation,
      rows: this.#ids.length,
      directory: this.#directoryVersion,
    };
    return {
      filter,
      sort,
      group,
      archived,
      columns,
      known: this.#generation === 0 ? null : known,
    };
  }

  take(answer: RunsPageTable): void {
    if (answer.generation !== this.#generation) {
      this.#generation = answer.generation;
      this.#held.clear();
    }
    this.#ids.length = answer.firstRow;
    for (const run of answer.runs) this.#ids.push(run);
    if (answer.directory) {
      this.#columns.clear();
      for (const column of answer.directory) this.#columns.set(column.key, column);
      this.#directoryVersion = answer.directoryVersion;
    }
    for (const cells of answer.cells) {
      let held = this.#held.get(cells.key);
      if (!held) this.#held.set(cells.key, (held = new HeldColumn()));
      held.take(cells);
    }
    this.#looks = answer.looks;
    this.order = answer.order;
    this.groups = answer.groups;
    this.problem = answer.problem;
    this.total = answer.total;
    this.complete = answer.complete;
    this.version = answer.version;
  }
}
