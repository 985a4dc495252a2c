// Tables of logs, raw tensors, and tables that are confusion matrices.
import { Disposable } from '../../src/base/lifecycle';
import type { TableContent, TensorContent } from '../../src/shared/content';
import { l10n } from '../../src/shared/language';
import { formatCount } from '../../src/shared/text';
import { element } from '../components/element';
import type { CardSettings, CardView, Lane, ViewEvents } from './cardParts';
import { createSwitch } from './cardControls';
import { confusionMatrixOf, drawConfusionMatrix } from './confusionMatrix';
import { GridTable, type Cell, type Grid } from './gridTable';
import { LaneGrid, type LaneBody } from './laneGrid';

export function createTableView(events: ViewEvents): CardView {
  const asTable = createSwitch(l10n.t('Plain table'), (plain) => events.choose({ plain }));
  return new LaneGrid({
    className: 'table-lanes',
    controls: [asTable.element],
    makeBody: () => new TableBody(events, (plain) => asTable.set(plain)),
  });
}

export function createTensorView(events: ViewEvents): CardView {
  return new LaneGrid({
    className: 'table-lanes',
    controls: [],
    makeBody: () => new TensorBody(events),
  });
}

class TableBody extends Disposable implements LaneBody {
  readonly element = element('div', 'table-body');
  readonly #table: GridTable;
  readonly #matrix = element('div', 'confusion-place');
  readonly #told: (plain: boolean) => void;

  constructor(events: ViewEvents, told: (plain: boolean) => void) {
    super();
    this.#told = told;
    this.#table = this.own(new GridTable((words) => events.say(words)));
    this.#matrix.tabIndex = 0;
    this.element.append(this.#table.element, this.#matrix);
  }

  show({ shown, title, tag }: Lane, { options }: CardSettings): void {
    if (shown?.content.kind !== 'table') return;
    const plain = options['plain'] === true;
    this.#told(plain);
    const matrix = plain ? null : confusionMatrixOf(shown.content);
    this.#table.element.hidden = matrix !== null;
    this.#matrix.hidden = matrix === null;
    const words = `${tag}, ${title}`;
    this.#matrix.replaceChildren();
    if (matrix) this.#matrix.append(drawConfusionMatrix(matrix, words));
    else this.#table.show(gridOfTable(shown.content), words);
  }

  resize(): void {
    this.#table.resize();
  }
}

function gridOfTable({ columns, rows }: TableContent): Grid {
  return {
    columns,
    rowCount: rows.length,
    cellAt: (row, column) => cellOf(rows[row]?.[column]),
  };
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as Cell;
}

/** Shape and type first; the values of one slice of the last two dimensions when asked for. */
class TensorBody extends Disposable implements LaneBody {
  readonly element = element('div', 'tensor');
  readonly #facts = element('p', 'tensor-facts');
  readonly #open = element('button', 'link-button', l10n.t('Show the values'));
  readonly #slice = element('input', 'number-field');
  readonly #table: GridTable;
  #content: TensorContent | null = null;
  #words = '';

  constructor(events: ViewEvents) {
    super();
    this.#table = this.own(new GridTable((words) => events.say(words)));
    this.#table.element.hidden = true;
    this.#open.type = 'button';
    this.#open.addEventListener('click', () => {
      this.#table.element.hidden = false;
      this.#fill();
    });
    Object.assign(this.#slice, {
      type: 'number',
      min: '0',
      value: '0',
      ariaLabel: l10n.t('Slice'),
    });
    this.#slice.addEventListener('input', () => this.#fill());
    const line = element('div', 'tensor-line', this.#facts, this.#open, this.#slice);
    this.element.append(line, this.#table.element);
  }

  show({ shown, title, tag }: Lane): void {
    if (shown?.content.kind !== 'tensor') return;
    this.#content = shown.content;
    this.#words = `${tag}, ${title}`;
    const { dtype, shape, values } = shown.content;
    const dimensions = shape.length === 0 ? l10n.t('a single value') : shape.join(' × ');
    this.#facts.textContent = `${dtype}, ${dimensions}`;
    this.#slice.max = String(Math.max(0, sliceCount(shape) - 1));
    // So few that nobody needs to ask.
    if (values.length <= 64) this.#table.element.hidden = false;
    this.#fill();
  }

  resize(): void {
    this.#table.resize();
  }

  #fill(): void {
    const content = this.#content;
    const open = !this.#table.element.hidden;
    this.#open.hidden = open;
    this.#slice.hidden = !open || !content || sliceCount(content.shape) < 2;
    if (content && open)
      this.#table.show(gridOfTensor(content, this.#slice.valueAsNumber || 0), this.#words);
  }
}

function sliceCount(shape: readonly number[]): number {
  return shape.slice(0, -2).reduce((product, size) => product * size, 1);
}

/** Rows and columns are the last two dimensions; complex numbers take two columns each. */
function gridOfTensor({ dtype, shape, values }: TensorContent, slice: number): Grid {
  const parts = dtype.startsWith('complex') ? 2 : 1;
  const columns = Math.max(1, shape.at(-1) ?? 1) * parts;
  const rowCount = shape.length < 2 ? Math.ceil(values.length / columns) : (shape.at(-2) ?? 1);
  const start = Math.max(0, Math.min(sliceCount(shape) - 1, slice)) * rowCount * columns;
  return {
    columns: Array.from({ length: columns }, (_, column) => formatCount(column)),
    rowCount,
    cellAt: (row, column) => values[start + row * columns + column] ?? null,
  };
}
