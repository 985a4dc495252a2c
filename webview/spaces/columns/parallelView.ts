// Parallel coordinates: one axis a column, one line a row; brushed with the pointer or with keys.
import { formatCount, formatPlural } from '../../../src/shared/text';
import { readChartTheme } from '../../charts/chartTheme';
import { element, plainButton } from '../../components/element';
import { preparedContext } from '../canvas';
import { createChoiceBox } from '../choiceBox';
import { SpaceView } from '../spaceView';
import { vector } from '../vectorElement';
import type { Brush } from './brushes';
import { wordsOf, type SpaceData } from './columnsData';
import { axisX, drawAxes, type PlotFrame } from './parallelAxes';
import { axisAction } from './parallelKeys';
import { drawLines } from './parallelLines';
import {
  defaultParallelState,
  movedColumn,
  nearestLine,
  parallelModel,
  type ParallelModel,
  type ParallelState,
} from './parallelModel';
import { followDrag } from '../pointerDrag';
import { colourRows } from './rowColours';
import { showKey, RowTip } from './rowTip';
import { valueTable } from './valueTable';

export interface RowEvents {
  /** The row under the pointer or reached by keys; null for none. */
  hovered(id: string | null): void;
  clicked(id: string): void;
}

export interface ParallelEvents extends RowEvents {
  /** The user changed something; `ids` are the rows within all brushes, null where none is brushed. */
  changed(state: ParallelState, ids: readonly string[] | null): void;
}

const reachPx = 8;

/** Less than this is a click and no brush. */
const leastDragPx = 4;

export class ParallelView extends SpaceView {
  readonly #events: ParallelEvents;
  readonly #plot = element('div', 'space-plot');
  readonly #canvas = element('canvas', 'space-canvas');
  readonly #svg = vector('svg', { class: 'space-overlay', role: 'group' });
  readonly #tip = new RowTip();
  readonly #count = element('span', 'space-count');
  readonly #key = element('div', 'space-key');
  readonly #clear: HTMLButtonElement;
  readonly #tablePlace = element('div', 'space-table');
  readonly #colour = createChoiceBox('Colour by', (name) =>
    this.#change({ colourBy: name === '' ? null : name }),
  );
  #data: SpaceData = { columns: [], rows: [] };
  #state = defaultParallelState;
  #model: ParallelModel = parallelModel(this.#data, this.#state);
  #focused: string | null = null;
  /** The size for which the axes were drawn; empty when they are to be drawn anew. */
  #drawnAxes = '';
  #pointed: number | null = null;
  #highlighted: ReadonlySet<string> = new Set();

  constructor(events: ParallelEvents) {
    super('parallel');
    this.#events = events;
    this.#clear = plainButton(
      'text-button',
      'Remove all limits',
      () => this.#change({ brushes: [] }),
      'Clear',
    );
    const table = plainButton(
      'text-button',
      'Show the rows as a table',
      () => this.#toggleTable(table),
      'Table',
    );
    table.setAttribute('aria-expanded', 'false');
    const bar = element(
      'div',
      'space-bar',
      this.#colour.element,
      this.#key,
      this.#count,
      this.#clear,
      table,
    );
    this.#svg.setAttribute('aria-label', 'Parallel coordinates');
    this.#tablePlace.hidden = true;
    this.#plot.append(this.#canvas, this.#svg, this.#tip.element);
    this.element.append(bar, this.#plot, this.#tablePlace);
    this.#listen();
  }

  setData(data: SpaceData): void {
    this.#data = data;
    this.#pointed = null;
    this.#renew();
  }

  /** Shows what was chosen before, without an event. */
  setState(state: ParallelState): void {
    this.#state = state;
    this.#renew();
  }

  /** Rows that stand out, by id. */
  highlight(ids: ReadonlySet<string>): void {
    this.#highlighted = ids;
    this.redraw();
  }

  protected draw(): void {
    const theme = readChartTheme();
    const { clientWidth: width, clientHeight: height } = this.#plot;
    if (width === 0 || height === 0) return;
    const frame = this.#frame();
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const { axes, chosen } = this.#model;
    // Axes are kept while only the pointer moves: whoever has the focus keeps it.
    const wanted = `${width} × ${height}`;
    if (this.#drawnAxes !== wanted) {
      this.#drawnAxes = wanted;
      drawAxes(this.#svg, { axes, frame, focused: this.#focused, chosenRows: chosen.length });
    }
    const { colours, key } = colourRows(
      this.#data,
      this.#state.colourBy,
      theme.palette,
      theme.axis,
    );
    showKey(this.#key, key);
    const context = preparedContext(this.#canvas, width, height);
    if (!context) return;
    const highlighted = chosen.filter((row) =>
      this.#highlighted.has(this.#data.rows[row]?.id ?? ''),
    );
    const raised = this.#pointed === null ? highlighted : [...highlighted, this.#pointed];
    drawLines(context, { model: this.#model, frame, colours, raised, theme });
  }

  #frame(): PlotFrame {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    return { left: Math.min(96, width * 0.2), right: width - 56, top: 40, bottom: height - 36 };
  }

  #renew(): void {
    this.#model = parallelModel(this.#data, this.#state);
    this.#drawnAxes = '';
    const { columns, rows } = this.#data;
    const { axes, chosen } = this.#model;
    const choices = columns.map(({ name }) => [name, name] as const);
    this.#colour.set([['', 'Run'], ...choices], this.#state.colourBy ?? '');
    const brushed = axes.some(({ brush }) => brush !== null);
    this.#clear.hidden = !brushed;
    this.#count.textContent = brushed
      ? `${formatCount(chosen.length)} of ${formatPlural(rows.length, 'run')}`
      : formatPlural(rows.length, 'run');
    if (!this.#tablePlace.hidden) this.#fillTable();
    this.redraw();
  }

  #change(part: Partial<ParallelState>): void {
    this.#state = { ...this.#state, ...part };
    this.#renew();
    const ids = this.#model.chosen.map((row) => this.#data.rows[row]?.id ?? '');
    this.#events.changed(this.#state, this.#state.brushes.length > 0 ? ids : null);
  }

  #setBrush(column: string, brush: Brush | null): void {
    const others = this.#state.brushes.filter(([name]) => name !== column);
    this.#change({ brushes: brush ? [...others, [column, brush]] : others });
  }

  #toggleTable(button: HTMLElement): void {
    const shown = this.#tablePlace.hidden;
    this.#tablePlace.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
    if (shown) this.#fillTable();
  }

  #fillTable(): void {
    this.#tablePlace.replaceChildren(
      valueTable(this.#data, this.#model.chosen, 'Runs within the limits'),
    );
  }

  #listen(): void {
    this.#svg.addEventListener('pointermove', (event) => {
      if (event.buttons === 0) this.#point(event);
    });
    this.#svg.addEventListener('pointerleave', () => this.#setPointed(null));
    this.#svg.addEventListener('pointerdown', (event) => this.#press(event));
    this.#svg.addEventListener('keydown', (event) => this.#pressKey(event));
    this.#svg.addEventListener('focusin', (event) => {
      this.#focused = columnOf(event.target);
    });
  }

  #point(event: PointerEvent): void {
    const frame = this.#frame();
    const { across, share } = this.#placeOf(event, frame);
    const reach = reachPx / (frame.bottom - frame.top);
    const row = nearestLine(this.#model, this.#model.chosen, { across, share }, reach);
    this.#setPointed(row, event);
  }

  #placeOf(event: PointerEvent, frame: PlotFrame): { across: number; share: number } {
    const box = this.#plot.getBoundingClientRect();
    const gaps = Math.max(1, this.#model.axes.length - 1);
    return {
      across: ((event.clientX - box.left - frame.left) / (frame.right - frame.left)) * gaps,
      share: (frame.bottom - (event.clientY - box.top)) / (frame.bottom - frame.top),
    };
  }

  #setPointed(row: number | null, event?: PointerEvent): void {
    if (row === null) this.#tip.hide();
    else if (event) this.#tip.show(this.#data, row, event);
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.#plot.classList.toggle('pointing', row !== null);
    this.#events.hovered(row === null ? null : (this.#data.rows[row]?.id ?? null));
    this.redraw();
  }

  /** On an axis a drag makes a brush, on its name it moves the axis; elsewhere a click is one on a line. */
  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const column = columnOf(event.target);
    if (column === null) {
      const row = this.#data.rows[this.#pointed ?? -1];
      if (row) this.#events.clicked(row.id);
      return;
    }
    this.#focus(column);
    const isName =
      event.target instanceof Element && event.target.closest('.parallel-name') !== null;
    event.preventDefault();
    if (isName) this.#dragAxis(event, column);
    else this.#dragBrush(event, column);
  }

  #dragBrush(event: PointerEvent, column: string): void {
    const frame = this.#frame();
    const shareOf = (at: PointerEvent): number =>
      Math.max(0, Math.min(1, this.#placeOf(at, frame).share));
    const start = shareOf(event);
    followDrag(this.#svg, event, {
      moved: (at) => {
        if (Math.abs(at.clientY - event.clientY) < leastDragPx) return;
        const now = shareOf(at);
        this.#setBrush(column, { from: Math.min(start, now), to: Math.max(start, now) });
      },
      ended: (at) => {
        if (Math.abs(at.clientY - event.clientY) < leastDragPx) this.#setBrush(column, null);
      },
    });
  }

  #dragAxis(event: PointerEvent, column: string): void {
    const names = this.#model.axes.map((axis) => axis.column.name);
    const frame = this.#frame();
    const room = axisX(frame, 1, names.length) - axisX(frame, 0, names.length);
    followDrag(this.#svg, event, {
      moved: (at) => {
        const by = Math.round((at.clientX - event.clientX) / Math.max(1, room));
        this.#change({ order: movedColumn(names, column, by) });
      },
      ended: () => undefined,
    });
  }

  #pressKey(event: KeyboardEvent): void {
    const column = columnOf(event.target);
    const axis = this.#model.axes.find((one) => one.column.name === column);
    const action = axis && axisAction(event, axis.brush);
    if (!action || column === null) return;
    event.preventDefault();
    const names = this.#model.axes.map((one) => one.column.name);
    switch (action.kind) {
      case 'brush':
        this.#setBrush(column, action.brush);
        return;
      case 'focus':
        this.#focus(names[names.indexOf(column) + action.by] ?? column);
        return;
      case 'move':
        this.#change({ order: movedColumn(names, column, action.by) });
        return;
      case 'log':
        this.#toggleLog(column);
        return;
      case 'colour':
        this.#change({ colourBy: this.#state.colourBy === column ? null : column });
        return;
      case 'line':
        this.#stepLine(action.by, column);
        return;
      case 'open': {
        const row = this.#data.rows[this.#pointed ?? -1];
        if (row) this.#events.clicked(row.id);
      }
    }
  }

  #toggleLog(column: string): void {
    const { logColumns } = this.#state;
    const without = logColumns.filter((name) => name !== column);
    this.#change({
      logColumns: without.length < logColumns.length ? without : [...logColumns, column],
    });
  }

  /** From line to line in the order in which they cross the axis, top down. */
  #stepLine(by: -1 | 1, column: string): void {
    const axis = this.#model.axes.find((one) => one.column.name === column);
    if (!axis) return;
    const shareOf = (row: number): number => axis.scale.shares[row] ?? NaN;
    const rows = this.#model.chosen.filter((row) => !Number.isNaN(shareOf(row)));
    rows.sort((a, b) => shareOf(b) - shareOf(a));
    const now = this.#pointed === null ? -1 : rows.indexOf(this.#pointed);
    const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
    if (next === undefined) return;
    this.#setPointed(next);
    this.say(`${this.#data.rows[next]?.name ?? ''}: ${this.#lineWords(next)}`);
  }

  #lineWords(row: number): string {
    return this.#model.axes
      .map(({ column }) => `${column.name} ${wordsOf(column, row)}`)
      .join(', ');
  }

  #focus(column: string): void {
    this.#focused = column;
    for (const group of this.#svg.querySelectorAll<SVGGElement>('.parallel-axis')) {
      const isIt = group.dataset['column'] === column;
      group.tabIndex = isIt ? 0 : -1;
      if (isIt) group.focus();
    }
  }
}

function columnOf(target: EventTarget | null): string | null {
  if (!(target instanceof Element)) return null;
  return target.closest('.parallel-axis')?.getAttribute('data-column') ?? null;
}
