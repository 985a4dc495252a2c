// What stands in the lines of the grid: words for cells, the best of each column, figures of groups, small lines.
import { l10n } from '../../../src/shared/language';
import type { RunsView } from '../../../src/shared/runsPageContract';
import type { Goal, TableColumn } from '../../../src/shared/tableContract';
import { describeCell, describeCellFully } from '../../../src/shared/tableWords';
import { formatCount, formatNumber, formatCounted } from '../../../src/shared/text';
import { runColour, runDash, type PaletteTheme } from '../../../src/shared/palette';
import { describeState } from '../../../src/shared/words';
import { runStates, type RunState } from '../../../src/shared/vocabulary';
import type { LaidColumn } from './columnLayout';
import { aggregate, bestOf, type Aggregate, type DisplayRow } from './displayRows';
import type { CellContent, NameContent, RowContent } from './rowView';
import type { SparklineStore } from './sparklineStore';
import type { Cell, TableData } from './tableData';

const noCell: CellContent = {
  text: '',
  title: '',
  isNumber: false,
  best: null,
  sparkline: null,
  colour: '',
};

export class CellContents {
  readonly #data: TableData;
  readonly #sparklines: SparklineStore;
  /** Taken when first asked for, and forgotten with every answer. */
  readonly #bests = new Map<string, number | null>();
  readonly #figures = new Map<string, Aggregate | null>();
  #view: RunsView;
  #theme: PaletteTheme = 'dark';

  constructor(data: TableData, sparklines: SparklineStore, view: RunsView) {
    this.#data = data;
    this.#sparklines = sparklines;
    this.#view = view;
  }

  /** Everything may be other than before. */
  begin(view: RunsView, theme: PaletteTheme): void {
    this.#view = view;
    this.#theme = theme;
    this.#bests.clear();
    this.#figures.clear();
  }

  /** What the user says is better, else what the log or the name tells. */
  goalOf({ key, goal }: TableColumn): Goal | null {
    const own = this.#view.goals[key];
    return own === undefined ? goal : own;
  }

  rowContent(
    display: DisplayRow,
    index: number,
    active: string | null,
    marks: Pick<RowContent, 'selected' | 'pointed'>,
  ): RowContent {
    if (display.kind === 'group') return this.#groupContent(display, index, active);
    const { row } = display;
    return {
      kind: 'run',
      index,
      ...marks,
      active,
      name: this.nameOf(row),
      group: null,
      cell: ({ column }) => this.#cellContent(column, row),
    };
  }

  nameOf(row: number): NameContent {
    const data = this.#data;
    const look = data.colour(row);
    return {
      name: textOf(data.cell('run:name', row)),
      state: stateOf(data.cell('run:status', row)),
      plotted: data.isPlotted(row),
      star: data.cell('note:star', row) === 1,
      archived: data.cell('note:archived', row) === 1,
      colour: runColour(look, this.#theme),
      dash: runDash(look),
    };
  }

  #cellContent(column: TableColumn, row: number): CellContent {
    const { key, kind } = column;
    const cell = this.#data.cell(key, row);
    if (cell === null) return this.#data.has(key) ? noCell : { ...noCell, text: '…' };
    const goal = this.goalOf(column);
    const isBest = goal !== null && typeof cell === 'number' && cell === this.#bestOf(column, goal);
    return {
      text: wordsOf(cell, column),
      title: key === 'run:status' ? describeState(stateOf(cell)) : describeCellFully(cell, column),
      isNumber: typeof cell === 'number' && kind !== 'time' && kind !== 'boolean',
      best: isBest ? goal : null,
      sparkline: this.#sparklineOf(column, row),
      colour: runColour(this.#data.colour(row), this.#theme),
    };
  }

  #sparklineOf({ origin, aggregate, name }: TableColumn, row: number): string | null {
    if (!this.#view.sparklines || origin !== 'metric' || aggregate !== 'last') return null;
    const run = this.#data.run(row);
    return run === undefined ? null : this.#sparklines.pathOf(run, name);
  }

  #bestOf({ key, origin, aggregate }: TableColumn, goal: Goal): number | null {
    if (origin !== 'metric' && origin !== 'summary') return null;
    if (aggregate === 'count') return null;
    let best = this.#bests.get(key);
    if (best === undefined) {
      best = bestOf(this.#cellsOf(key, this.#data.order), goal);
      this.#bests.set(key, best);
    }
    return best;
  }

  *#cellsOf(key: string, rows: Uint32Array): Generator<Cell, undefined> {
    for (const row of rows) yield this.#data.cell(key, row);
  }

  #groupContent(
    { group, folded }: DisplayRow & { readonly kind: 'group' },
    index: number,
    active: string | null,
  ): RowContent {
    const grouped = this.#data.column(this.#view.group ?? '');
    const value =
      grouped && group.value !== null ? wordsOf(group.value, grouped) : l10n.t('nothing');
    const label = formatCounted(
      group.count,
      l10n.t('{1} · {0} run'),
      l10n.t('{1} · {0} runs'),
      value,
    );
    const rows = this.#data.order.subarray(group.from, group.from + group.count);
    return {
      kind: 'group',
      index,
      selected: false,
      pointed: false,
      active,
      name: null,
      group: { label, folded },
      cell: (column) => this.#figureContent(column, group.from, rows),
    };
  }

  /** Mean and standard deviation of a group's numbers. */
  #figureContent({ column }: LaidColumn, from: number, rows: Uint32Array): CellContent {
    if (column.kind === 'text' || column.kind === 'tags' || column.kind === 'boolean')
      return noCell;
    const key = `${from} ${column.key}`;
    let figure = this.#figures.get(key);
    if (figure === undefined) {
      figure = aggregate(this.#cellsOf(column.key, rows));
      this.#figures.set(key, figure);
    }
    if (!figure) return noCell;
    if (column.kind === 'time') return noCell;
    const { mean, deviation, min, max, count } = figure;
    const isCount =
      column.origin === 'run' && column.kind === 'number' && column.key !== 'run:progress';
    const words = describeCell(isCount ? Math.round(mean) : mean, column, Date.now());
    const hasSpread = Number.isFinite(deviation) && deviation > 0;
    const isPlain =
      (column.kind === 'number' || column.kind === 'mixed') && column.origin !== 'run';
    const spread = hasSpread && isPlain ? ` ± ${formatNumber(deviation)}` : '';
    const range = l10n.t('lowest {0}, highest {1}', formatNumber(min), formatNumber(max));
    return {
      ...noCell,
      text: words + spread,
      title: l10n.t('mean of {0}: {1}; {2}', formatCount(count), words + spread, range),
      isNumber: true,
    };
  }
}

function textOf(cell: Cell): string {
  return cell === null ? '' : String(cell);
}

function wordsOf(cell: Cell, column: TableColumn): string {
  return column.key === 'run:status'
    ? describeState(stateOf(cell))
    : describeCell(cell, column, Date.now());
}

function stateOf(cell: Cell): RunState {
  return runStates.find((state) => state === cell) ?? 'unknown';
}
