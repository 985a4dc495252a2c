// `trackside table`: the runs side by side, with the same columns, filters and orders as in the editor.
import type { Engine } from '../core/engine/engine';
import { printable } from '../core/report/runListing';
import { tableToCsv, tableToJson, tableToText, type PrintedTable } from '../core/report/tableText';
import { describeFilterProblem } from '../shared/filter';
import { HeldColumn } from '../shared/heldColumn';
import type { SortKey, TableColumn } from '../shared/tableContract';
import { startEngine } from './logFolders';
import { UsageError, wasAnythingRead, warn, write } from './terminal';

export interface TableOptions {
  readonly filter: string;
  /** Names of columns; with a leading `-` from the highest down. */
  readonly sort: readonly string[];
  /** Names of columns; empty for the usual ones. */
  readonly columns: readonly string[];
  readonly form: 'text' | 'json' | 'csv';
}

export async function table(
  folders: readonly string[],
  { filter, sort, columns, form }: TableOptions,
): Promise<number> {
  const engine = startEngine(folders);
  try {
    await engine.settled();
    await engine.table.readAll();
    const { runs } = engine.listRuns();
    warn(runs);
    const shown = columns.length > 0 ? columns : usualColumns(engine.table.describe(), form);
    const printed = collect(engine, filter, sort.map(sortKeyOf(engine)), shown);
    if (form === 'json') await write(tableToJson(printed));
    else if (form === 'csv') await write(tableToCsv(printed));
    else await write(tableToText(printed, Date.now()));
    return wasAnythingRead(runs);
  } finally {
    engine.dispose();
  }
}

function sortKeyOf(engine: Engine): (word: string) => SortKey {
  return (word) => {
    const isExact = engine.table.keyOf(word) !== null;
    const name = isExact ? word : word.replace(/^-/, '');
    return { column: keyOf(engine, name), descending: name !== word };
  };
}

function keyOf(engine: Engine, name: string): string {
  const key = engine.table.keyOf(name);
  if (key === null) throw new UsageError(`there is no column ${printable(name)}`);
  return key;
}

function collect(
  engine: Engine,
  filter: string,
  sort: readonly SortKey[],
  names: readonly string[],
): PrintedTable {
  const keys = names.map((name) => keyOf(engine, name));
  const { problem, order, cells } = engine.table.answer({
    filter,
    sort: sort.length > 0 ? sort : [{ column: 'run:name', descending: false }],
    group: null,
    archived: 'show',
    columns: [...new Set(keys)].map((key) => ({ key, since: 0 })),
    known: null,
  });
  if (problem) throw new UsageError(`filter: ${describeFilterProblem(problem)}`);
  const held = new Map<string, HeldColumn>();
  for (const told of cells) {
    const column = new HeldColumn();
    column.take(told);
    held.set(told.key, column);
  }
  const described = new Map(engine.table.describe().map((column) => [column.key, column]));
  return {
    columns: keys.map((key) => described.get(key)!),
    rows: Array.from(order, (row) => keys.map((key) => held.get(key)?.cell(row) ?? null)),
  };
}

/** For people what differs; for programs everything. */
function usualColumns(all: readonly TableColumn[], form: TableOptions['form']): readonly string[] {
  const filled = all.filter(({ filled, origin }) => filled > 0 && origin !== 'note');
  if (form !== 'text') return filled.map(({ key }) => key);
  const own = ['run:name', 'run:status', 'run:started', 'run:duration', 'run:step'];
  const config = filled.filter(({ origin, varies }) => origin === 'config' && varies);
  const metrics = filled.filter(({ origin }) => origin === 'metric');
  return [...own, ...[...config.slice(0, 8), ...metrics.slice(0, 8)].map(({ key }) => key)];
}
