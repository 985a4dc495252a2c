// A table of made-up runs with the real columns, filters and orders, for the page and its measurements.
import { compileFilter } from '../../src/core/query/expressionMatch';
import { completeFilter } from '../../src/core/query/expressionCompletion';
import { parseFilter } from '../../src/core/query/expression';
import { groupRows, orderRows } from '../../src/core/query/tableOrder';
import { LiveColumn, TableColumns } from '../../src/core/engine/tableColumns';
import { noteColumns, runColumns } from '../../src/core/engine/tableRow';
import { goalOf } from '../../src/core/model/metricGoal';
import type { FilterCompletion } from '../../src/shared/filter';
import type {
  SparklineQuery,
  Sparklines,
  TableAnswer,
  TableQuery,
} from '../../src/shared/tableContract';
import { runStates, type RunId } from '../../src/shared/vocabulary';
import { seededNumbers } from './seededNumbers';

const metrics = ['val/loss', 'val/acc', 'train/loss', 'grad_norm'];
const optimizers = ['adamw', 'sgd', 'lion'];
const sceneStart = 1_780_000_000;

export class SceneTable {
  readonly #columns = new TableColumns();
  readonly #ids: RunId[] = [];
  readonly #versions: number[] = [];
  readonly #plotted = new Set<number>();
  readonly #numberBelow = seededNumbers(3);
  readonly #wide: number;
  #version = 1;

  /** @param columns in all; the first are those of real runs, the others are made up */
  constructor(runs: number, columns: number) {
    this.#wide = columns;
    for (const [name, kind] of Object.entries(runColumns)) {
      this.#columns.add(new LiveColumn(`run:${name}`, name, 'run', kind, null, null));
    }
    for (const [name, kind] of Object.entries(noteColumns)) {
      this.#columns.add(new LiveColumn(`note:${name}`, name, 'note', kind, null, null));
    }
    for (let run = 0; run < runs; run++) this.add();
  }

  add(): void {
    const row = this.#ids.push(`run-${this.#ids.length}` as RunId) - 1;
    this.#versions[row] = ++this.#version;
    if (row < 10) this.#plotted.add(row);
    this.#fillRun(row);
    this.#fillConfig(row);
    for (const [at, tag] of metrics.entries()) {
      // Some runs have not logged everything, and one has come to nothing.
      if (row % 7 === 3 && at > 1) continue;
      const value = row === 5 && at === 0 ? NaN : this.#share() * (at + 1);
      this.#put(`metric:${tag}`, tag, row, value);
    }
  }

  set(key: string, row: number, value: number): void {
    this.#columns.get(key)!.cells.setNumber(row, value);
    this.#versions[row] = ++this.#version;
  }

  setPlotted(runs: readonly RunId[], plotted: boolean): void {
    for (const run of runs) {
      const row = this.#ids.indexOf(run);
      if (plotted) this.#plotted.add(row);
      else this.#plotted.delete(row);
    }
  }

  looks(bit: number): Uint16Array {
    return Uint16Array.from(this.#ids, (_, row) => (row % 48) | (this.#plotted.has(row) ? bit : 0));
  }

  answer(query: TableQuery): TableAnswer {
    const rows = this.#ids.length;
    const parsed = parseFilter(query.filter);
    const texts = this.#columns.get('run:name')!.cells;
    const table = {
      find: (name: string) => this.#find(name),
      searchText: (row: number) => String(texts.cell(row)).toLowerCase(),
    };
    const compiled = parsed.ok ? compileFilter(parsed.value, table, Date.now()) : parsed;
    const sorted = query.sort.flatMap(({ column, descending }) => {
      const found = this.#columns.get(column);
      return found ? [{ keys: found.cells.sortKeys(rows), descending }] : [];
    });
    const order = orderRows(rows, compiled.ok ? compiled.value : () => true, sorted);
    const group = query.group === null ? undefined : this.#columns.get(query.group);
    const grouped = group
      ? groupRows(order, group.cells.sortKeys(rows), (row) => group.cells.cell(row))
      : { order, groups: [] };
    const directory = this.#columns.describe(rows);
    const firstRow = query.known?.rows ?? 0;
    return {
      generation: 1,
      version: this.#version,
      firstRow,
      runs: this.#ids.slice(firstRow),
      directoryVersion: this.#columns.version,
      directory: query.known?.directory === this.#columns.version ? null : directory,
      ...grouped,
      problem: compiled.ok ? null : compiled.error,
      cells: query.columns.flatMap(({ key, since }) => this.#cellsOf(key, since)),
      total: rows,
      complete: true,
    };
  }

  complete(text: string, caret: number): FilterCompletion {
    return completeFilter(text, caret, {
      columns: this.#columns.describe(this.#ids.length),
      find: (name) => {
        const key = this.#columns.names.find(name);
        const column = key === null ? undefined : this.#columns.get(key);
        return column ? { kind: column.kind, texts: column.cells.texts } : null;
      },
    });
  }

  /** Curves that fall and wobble. */
  sketch({ tag, runs, columns }: SparklineQuery): Sparklines {
    const values = new Float32Array(2 * columns * runs.length);
    runs.forEach((id, at) => {
      const seed = Number(id.slice(4));
      for (let i = 0; i < columns; i++) {
        const value = Math.exp((-3 * i) / columns) + 0.08 * Math.sin(i * 1.7 + seed);
        values[2 * (at * columns + i)] = value - 0.03;
        values[2 * (at * columns + i) + 1] = value + 0.03;
      }
    });
    return { tag, runs, columns, values };
  }

  #find(name: string) {
    const key = this.#columns.names.find(name);
    const column = key === null ? undefined : this.#columns.get(key);
    return column ? { kind: column.kind, cell: (row: number) => column.cells.cell(row) } : null;
  }

  #cellsOf(key: string, since: number): TableAnswer['cells'] {
    const column = this.#columns.get(key);
    if (!column) return [];
    const changed = this.#versions.flatMap((version, row) => (version > since ? [row] : []));
    if (since > 0 && changed.length === 0) return [];
    const rows = since === 0 ? null : Uint32Array.from(changed);
    return [column.cells.tell(key, this.#version, this.#ids.length, rows)];
  }

  #fillRun(row: number): void {
    const state = row === 0 ? 'running' : runStates[this.#numberBelow(runStates.length)]!;
    const seconds = 60 + this.#numberBelow(90_000);
    const started = sceneStart - row * 7300;
    const own: Readonly<Record<string, number | string>> = {
      name: `resnet50-${optimizers[row % 3]}-${row}`,
      status: state,
      started,
      updated: started + seconds,
      duration: seconds,
      step: 1000 + this.#numberBelow(50_000),
      points: 5000,
      size: this.#numberBelow(90_000_000),
      host: `gpu-${row % 4}`,
      path: `experiments/resnet/${row}`,
    };
    for (const [name, value] of Object.entries(own))
      this.#columns.get(`run:${name}`)!.set(row, value);
    if (row % 6 === 1)
      this.#columns.get('note:tags')!.set(row, row % 4 === 1 ? 'baseline, paper' : 'paper');
    if (row === 2) this.#columns.get('note:star')!.set(row, true);
  }

  #fillConfig(row: number): void {
    this.#put('config:lr', 'lr', row, 10 ** -(1 + this.#numberBelow(4)));
    this.#put('config:optimizer.name', 'optimizer.name', row, optimizers[row % 3]!);
    this.#put('config:seed', 'seed', row, this.#numberBelow(5));
    this.#put('config:batch_size', 'batch_size', row, 32 * 2 ** this.#numberBelow(4));
    this.#put('config:model', 'model', row, 'resnet50');
    this.#put('config:amp', 'amp', row, this.#numberBelow(2) === 1);
    for (let at = 40; at < this.#wide; at++) {
      const key = `config:group${at % 9}.option${at}`;
      const value = at % 3 === 0 ? `choice ${this.#numberBelow(9)}` : this.#share();
      this.#put(key, key.slice(7), row, value);
    }
  }

  #put(key: string, name: string, row: number, value: number | string | boolean): void {
    const isMetric = key.startsWith('metric:');
    const column =
      this.#columns.get(key) ??
      this.#columns.add(
        isMetric
          ? new LiveColumn(key, name, 'metric', 'number', 'last', goalOf(name))
          : new LiveColumn(key, name, 'config', null, null, null),
      );
    column?.set(row, value);
  }

  #share(): number {
    return this.#numberBelow(1_000_000) / 1_000_000;
  }
}
