// Parallel coordinates: one axis a column, one line a row; brushed with the pointer or with keys.
import {
  defaultParallelState,
  type Brush,
  type ParallelState,
} from '../../../src/shared/columnPlots';
import { l10n } from '../../../src/shared/language';
import { formatCount, formatCounted } from '../../../src/shared/text';
import { plainButton } from '../../components/element';
import { followDrag } from '../pointerDrag';
import { vector } from '../vectorElement';
import { wordsOf } from './columnsData';
import { axisX, drawAxes, type PlotFrame } from './parallelAxes';
import { axisAction } from './parallelKeys';
import { drawLines } from './parallelLines';
import { movedColumn, nearestLine, parallelModel, type ParallelModel } from './parallelModel';
import { RowsView, type RowEvents, type RowTable } from './rowsView';

export interface ParallelEvents extends RowEvents {
  /** The user changed something; `ids` are the rows within all brushes, null where none is brushed. */
  changed(state: ParallelState, ids: readonly string[] | null): void;
}

const reachPx = 8;

/** Room for the name and the values of an axis; where there are more of them, the plot is scrolled. */
const leastAxisPx = 84;

/** Less than this is a click and no brush. */
const leastDragPx = 4;

export class ParallelView extends RowsView<ParallelState> {
  readonly #events: ParallelEvents;
  readonly #clear: HTMLButtonElement;
  #model: ParallelModel = parallelModel(this.data, this.state);
  #focused: string | null = null;
  /** The size for which the axes were drawn; empty when they are to be drawn anew. */
  #drawnAxes = '';

  constructor(events: ParallelEvents) {
    const overlay = vector('svg', { class: 'space-overlay', role: 'group' });
    super('parallel', overlay, defaultParallelState, events);
    this.#events = events;
    this.#clear = plainButton(
      'text-button',
      l10n.t('Clear all limits'),
      () => this.#change({ brushes: [] }),
      l10n.t('Clear'),
    );
    overlay.setAttribute('aria-label', l10n.t('Parallel coordinates'));
    this.assemble([], [this.#clear], l10n.t('Show the rows as a table'));
    this.#listen();
  }

  protected draw(): void {
    const { clientWidth: width, clientHeight: height } = this.plot;
    if (width === 0 || height === 0) return;
    const frame = this.#frame();
    this.overlay.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const { axes, chosen } = this.#model;
    // Axes are kept while only the pointer moves: whoever has the focus keeps it.
    const wanted = `${width} × ${height}`;
    if (this.#drawnAxes !== wanted) {
      this.#drawnAxes = wanted;
      drawAxes(this.overlay, { axes, frame, focused: this.#focused, chosenRows: chosen.length });
    }
    const canvas = this.prepare();
    if (!canvas) return;
    const { context, colours, theme } = canvas;
    const highlighted = chosen.filter((row) => this.isHighlighted(row));
    const raised = this.pointed === null ? highlighted : [...highlighted, this.pointed];
    drawLines(context, { model: this.#model, frame, colours, raised, theme });
  }

  protected renew(): void {
    this.#model = parallelModel(this.data, this.state);
    this.#drawnAxes = '';
    const { rows } = this.data;
    const { axes, chosen } = this.#model;
    this.plot.style.minWidth = `max(100%, ${axes.length * leastAxisPx}px)`;
    const brushed = axes.some(({ brush }) => brush !== null);
    this.#clear.hidden = !brushed;
    this.note.textContent = brushed
      ? formatCounted(
          rows.length,
          l10n.t('{1} of {0} run'),
          l10n.t('{1} of {0} runs'),
          formatCount(chosen.length),
        )
      : formatCounted(rows.length, l10n.t('{0} run'), l10n.t('{0} runs'));
  }

  protected tableOf(): RowTable {
    return { data: this.data, rows: this.#model.chosen, caption: l10n.t('Runs within the limits') };
  }

  protected tellChange(): void {
    const ids = this.#model.chosen.map((row) => this.idOf(row) ?? '');
    this.#events.changed(this.state, this.state.brushes.length > 0 ? ids : null);
  }

  protected changeColour(colourBy: string | null): void {
    this.#change({ colourBy });
  }

  #frame(): PlotFrame {
    const { clientWidth: width, clientHeight: height } = this.plot;
    return { left: Math.min(96, width * 0.2), right: width - 56, top: 40, bottom: height - 36 };
  }

  #change(part: Partial<ParallelState>): void {
    this.change({ ...this.state, ...part });
  }

  #setBrush(column: string, brush: Brush | null): void {
    const others = this.state.brushes.filter(([name]) => name !== column);
    this.#change({ brushes: brush ? [...others, [column, brush]] : others });
  }

  #listen(): void {
    this.overlay.addEventListener('pointermove', (event) => {
      if (event.buttons === 0) this.#pointAt(event);
    });
    this.overlay.addEventListener('pointerleave', () => this.point(null));
    this.overlay.addEventListener('pointerdown', (event) => this.#press(event));
    this.overlay.addEventListener('keydown', (event) => this.#pressKey(event));
    this.overlay.addEventListener('focusin', (event) => {
      this.#focused = columnOf(event.target);
    });
  }

  #pointAt(event: PointerEvent): void {
    const frame = this.#frame();
    const { across, share } = this.#placeOf(event, frame);
    const reach = reachPx / (frame.bottom - frame.top);
    const row = nearestLine(this.#model, this.#model.chosen, { across, share }, reach);
    this.point(row, event);
  }

  #placeOf(event: PointerEvent, frame: PlotFrame): { across: number; share: number } {
    const box = this.plot.getBoundingClientRect();
    const gaps = Math.max(1, this.#model.axes.length - 1);
    return {
      across: ((event.clientX - box.left - frame.left) / (frame.right - frame.left)) * gaps,
      share: (frame.bottom - (event.clientY - box.top)) / (frame.bottom - frame.top),
    };
  }

  /** On an axis a drag makes a brush, on its name it moves the axis; elsewhere a click is one on a line. */
  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const column = columnOf(event.target);
    if (column === null) {
      this.clickPointed();
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
    followDrag(this.overlay, event, {
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
    followDrag(this.overlay, event, {
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
        this.#change({ colourBy: this.state.colourBy === column ? null : column });
        return;
      case 'line':
        this.#stepLine(action.by, column);
        return;
      case 'open': {
        this.clickPointed();
      }
    }
  }

  #toggleLog(column: string): void {
    const { logColumns } = this.state;
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
    const now = this.pointed === null ? -1 : rows.indexOf(this.pointed);
    const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
    if (next === undefined) return;
    this.point(next);
    this.say(`${this.data.rows[next]?.name ?? ''}: ${this.#lineWords(next)}`);
  }

  #lineWords(row: number): string {
    return this.#model.axes
      .map(({ column }) => `${column.name} ${wordsOf(column, row)}`)
      .join(', ');
  }

  #focus(column: string): void {
    this.#focused = column;
    for (const group of this.overlay.querySelectorAll<SVGGElement>('.parallel-axis')) {
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
