// The table of all runs: kept while somebody looks at it, brought up to date run by run, and asked for views of it.
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import type { FilterCompletion, FilterProblem } from '../../shared/filter';
import {
  metricOfKey,
  type RunNote,
  type SparklineQuery,
  type Sparklines,
  type TableAnswer,
  type TableColumn,
  type TableQuery,
} from '../../shared/tableContract';
import type { RunId, RunRelations } from '../../shared/vocabulary';
import { goalOf } from '../model/metricGoal';
import { parseFilter } from '../query/expression';
import { completeFilter } from '../query/expressionCompletion';
import { compileFilter, type FilterTable, type RowTest } from '../query/expressionMatch';
import { figureOf, sketchSeries } from '../query/metricFigures';
import { groupRows, orderRows, type SortedBy } from '../query/tableOrder';
import type { FileReading, RunEntry } from './runEntry';
import { LiveColumn, TableColumns } from './tableColumns';
import { RowFiller } from './tableFiller';
import { noteColumns, runColumns } from './tableRow';
import { TableReader, type TableReading } from './tableReader';

/** What the table is made of. */
export interface TableSource extends TableReading {
  readonly runs: ReadonlyMap<RunId, RunEntry>;
  readonly clock: Clock;
  readonly reading: FileReading;
  relationsOf(run: RunId): RunRelations;
}

export class RunTable extends Disposable {
  readonly #source: TableSource;
  readonly #columns = new TableColumns();
  readonly #reader: TableReader;
  readonly #filler: RowFiller;
  readonly #notes = new Map<RunId, RunNote>();
  readonly #rowOf = new Map<RunId, number>();
  #ids: RunId[] = [];
  #rowVersions: number[] = [];
  /** Other than that of any table before, also of an engine that was started anew. */
  #generation: number;
  #version = 0;
  /** Null until somebody asks: nothing is kept for nobody. */
  #dirty: Set<RunId> | null = null;

  /** @param read tells that more is known of these runs */
  constructor(source: TableSource, read: (runs: readonly RunId[]) => void) {
    super();
    this.#source = source;
    this.#generation = source.clock.now();
    this.#reader = this.own(
      new TableReader(source, source.clock, (runs) => {
        this.note(runs);
        read(runs);
      }),
    );
    this.#filler = new RowFiller(this.#columns, source, this.#reader);
  }

  /** Anything of these runs may have changed, or they came or went. */
  note(runs: Iterable<RunId>): void {
    if (this.#dirty) for (const id of runs) this.#dirty.add(id);
  }

  /** Replaces what is said of these runs. */
  setNotes(notes: Readonly<Record<RunId, RunNote>>): void {
    for (const [id, note] of Object.entries(notes) as [RunId, RunNote][]) {
      this.#notes.set(id, note);
      this.#dirty?.add(id);
    }
  }

  /** Resolves when all that lies beside the logs has been read as well. */
  async readAll(): Promise<void> {
    this.#update();
    await this.#reader.finished();
    this.note(this.#reader.takeTold());
  }

  answer(query: TableQuery): TableAnswer {
    this.#update();
    const known = query.known?.generation === this.#generation ? query.known : null;
    const asked = query.columns.map(({ key, since }) => ({ key, since: known ? since : 0 }));
    for (const { key } of asked) this.#columnOf(key);
    const rows = this.#ids.length;
    const { test, problem } = this.#testOf(query.filter);
    const archived = this.#columns.get('note:archived')!.cells;
    const isShown: RowTest = (row) =>
      this.#isListed(row) && isWanted(query.archived, archived.cell(row)) && test(row);
    const sorted = orderRows(rows, isShown, this.#sortedBy(query));
    const group = query.group === null ? null : this.#columnOf(query.group);
    const { order, groups } = group
      ? groupRows(sorted, group.cells.sortKeys(rows), (row) => group.cells.cell(row))
      : { order: sorted, groups: [] };
    const directory = this.#columns.describe(rows);
    const firstRow = Math.min(known?.rows ?? 0, rows);
    return {
      generation: this.#generation,
      version: this.#version,
      firstRow,
      runs: this.#ids.slice(firstRow),
      directoryVersion: this.#columns.version,
      directory: known?.directory === this.#columns.version ? null : directory,
      order,
      groups,
      problem,
      cells: asked.flatMap(({ key, since }) => this.#cellsOf(key, since)),
      total: this.#ids.filter((_, row) => this.#isListed(row)).length,
      complete: this.#reader.isFinished,
    };
  }

  /** The runs that a filter lets through, archived ones included. */
  match(filter: string): {
    readonly runs: readonly RunId[];
    readonly problem: FilterProblem | null;
  } {
    this.#update();
    const { test, problem } = this.#testOf(filter);
    return { runs: this.#ids.filter((_, row) => this.#isListed(row) && test(row)), problem };
  }

  complete(text: string, caret: number): FilterCompletion {
    this.#update();
    return completeFilter(text, caret, {
      columns: this.describe(),
      find: (name) => {
        const column = this.#find(name);
        return column ? { kind: column.kind, texts: column.cells.texts } : null;
      },
    });
  }

  /** The key of a column as filters name it; null where there is none. */
  keyOf(name: string): string | null {
    this.#update();
    return this.#find(name)?.key ?? null;
  }

  describe(): readonly TableColumn[] {
    this.#update();
    return this.#columns.describe(this.#ids.length);
  }

  sketch({ tag, runs, columns }: SparklineQuery): Sparklines {
    const values = new Float32Array(2 * columns * runs.length);
    runs.forEach((id, at) => {
      const series = this.#source.runs.get(id)?.data.find('scalar', tag);
      sketchSeries(series, columns, values, 2 * columns * at);
    });
    return { tag, runs, columns, values };
  }

  #isListed(row: number): boolean {
    return this.#notes.get(this.#ids[row]!)?.listed ?? true;
  }

  #testOf(filter: string): { readonly test: RowTest; readonly problem: FilterProblem | null } {
    const parsed = parseFilter(filter);
    const compiled = parsed.ok
      ? compileFilter(parsed.value, this.#filterTable, this.#source.clock.now())
      : parsed;
    if (compiled.ok) return { test: compiled.value, problem: null };
    return { test: () => true, problem: compiled.error };
  }

  get #filterTable(): FilterTable {
    const texts = ['run:name', 'run:path', 'run:status', 'note:tags', 'note:note'].map(
      (key) => this.#columns.get(key)!.cells,
    );
    return {
      find: (name) => {
        const column = this.#find(name);
        return column && { kind: column.kind, cell: (row) => column.cells.cell(row) };
      },
      searchText: (row) =>
        texts
          .map((cells) => cells.cell(row) ?? '')
          .join('\n')
          .toLowerCase(),
    };
  }

  #find(name: string): LiveColumn | null {
    const key = this.#columns.names.find(name);
    return key === null ? null : this.#columnOf(key);
  }

  #sortedBy({ sort }: TableQuery): readonly SortedBy[] {
    return sort.flatMap(({ column, descending }) => {
      const found = this.#columnOf(column);
      return found ? [{ keys: found.cells.sortKeys(this.#ids.length), descending }] : [];
    });
  }

  #cellsOf(key: string, since: number): TableAnswer['cells'] {
    const column = this.#columnOf(key);
    if (!column) return [];
    const rows = this.#ids.length;
    if (since === 0) return [column.cells.tell(key, this.#version, rows, null)];
    const changed: number[] = [];
    this.#rowVersions.forEach((version, row) => {
      if (version > since) changed.push(row);
    });
    if (changed.length === 0) return [];
    return [column.cells.tell(key, this.#version, rows, Uint32Array.from(changed))];
  }

  /** The column of a key; a figure of a metric is taken when it is first asked for, and kept up to date from then on. */
  #columnOf(key: string): LiveColumn | null {
    const metric = metricOfKey(key);
    const column = this.#columns.get(key);
    if (!metric || metric.aggregate === 'last') return column ?? null;
    const { tag, aggregate } = metric;
    if (!this.#columns.get(`metric:${tag}`)) return null;
    const goal = aggregate === 'count' ? null : goalOf(tag);
    const figure =
      column ?? this.#columns.add(new LiveColumn(key, tag, 'metric', 'number', aggregate, goal));
    if (figure) this.#takeFigures(figure, tag);
    return figure;
  }

  #takeFigures(column: LiveColumn, tag: string): void {
    if (column.version === this.#version) return;
    this.#ids.forEach((id, row) => {
      if (this.#rowVersions[row]! <= column.version) return;
      const series = this.#filler.seriesOf(id, tag);
      column.cells.clear(row);
      column.set(row, series ? figureOf(series, column.aggregate!) : null);
    });
    column.version = this.#version;
  }

  /** Brings in what changed since the last question. */
  #update(): void {
    const isFirst = this.#dirty === null;
    const dirty = this.#dirty ?? new Set(this.#source.runs.keys());
    if (dirty.size === 0) return;
    this.#dirty = new Set();
    const isLeaving = [...dirty].some((id) => this.#rowOf.has(id) && !this.#filler.hasRow(id));
    if (isFirst || isLeaving) this.#begin();
    this.#version++;
    this.#columns.expect(this.#source.runs.size);
    this.#reader.want(dirty);
    for (const id of isFirst || isLeaving ? this.#source.runs.keys() : dirty) {
      if (this.#filler.hasRow(id)) this.#fill(id);
    }
  }

  #begin(): void {
    this.#generation++;
    this.#ids = [];
    this.#rowVersions = [];
    this.#rowOf.clear();
    this.#columns.clear();
    this.#filler.begin();
    for (const [name, kind] of Object.entries(runColumns)) {
      this.#columns.add(new LiveColumn(`run:${name}`, name, 'run', kind, null, null));
    }
    for (const [name, kind] of Object.entries(noteColumns)) {
      this.#columns.add(new LiveColumn(`note:${name}`, name, 'note', kind, null, null));
    }
  }

  #fill(id: RunId): void {
    let row = this.#rowOf.get(id);
    const isNew = row === undefined;
    if (row === undefined) {
      row = this.#ids.push(id) - 1;
      this.#rowOf.set(id, row);
    }
    this.#rowVersions[row] = this.#version;
    this.#filler.fill(row, id, isNew, this.#notes.get(id));
  }
}

function isWanted(choice: TableQuery['archived'], archived: number | string | null): boolean {
  if (choice === 'show') return true;
  return (archived === 1) === (choice === 'only');
}
