// A scatter plot of any two columns: pointed at, clicked, or walked from point to point with keys.
import { formatPlural } from '../../../src/shared/text';
import { readChartTheme } from '../../charts/chartTheme';
import { element, plainButton } from '../../components/element';
import { preparedContext } from '../canvas';
import { createChoiceBox } from '../choiceBox';
import { SpaceView } from '../spaceView';
import { vector } from '../vectorElement';
import { wordsOf, type SpaceData } from './columnsData';
import type { PlotFrame } from './parallelAxes';
import type { RowEvents } from './parallelView';
import { colourRows } from './rowColours';
import { RowTip, showKey } from './rowTip';
import { drawScatterAxes } from './scatterAxes';
import {
  defaultScatterState,
  nearestPoint,
  relationWords,
  scatterModel,
  type ScatterModel,
  type ScatterState,
} from './scatterModel';
import { valueTable } from './valueTable';

export interface ScatterEvents extends RowEvents {
  changed(state: ScatterState): void;
}

const reachPx = 16;
const radiusPx = 4.5;

export class ScatterView extends SpaceView {
  readonly #events: ScatterEvents;
  readonly #plot = element('div', 'space-plot');
  readonly #canvas = element('canvas', 'space-canvas');
  readonly #svg = vector('svg', { class: 'space-overlay', 'aria-hidden': 'true' });
  readonly #tip = new RowTip();
  readonly #relation = element('span', 'space-count');
  readonly #key = element('div', 'space-key');
  readonly #tablePlace = element('div', 'space-table');
  readonly #x = createChoiceBox('X', (x) => this.#change({ x }));
  readonly #y = createChoiceBox('Y', (y) => this.#change({ y }));
  readonly #colour = createChoiceBox('Colour by', (name) =>
    this.#change({ colourBy: name === '' ? null : name }),
  );
  readonly #logX = this.#newLog('Logarithmic x axis', 'log x', () => ({ logX: !this.#state.logX }));
  readonly #logY = this.#newLog('Logarithmic y axis', 'log y', () => ({ logY: !this.#state.logY }));
  #data: SpaceData = { columns: [], rows: [] };
  #state = defaultScatterState;
  #model: ScatterModel | null = null;
  #pointed: number | null = null;
  #highlighted: ReadonlySet<string> = new Set();

  constructor(events: ScatterEvents) {
    super('scatter');
    this.#events = events;
    const table = plainButton(
      'text-button',
      'Show the points as a table',
      () => this.#toggleTable(table),
      'Table',
    );
    table.setAttribute('aria-expanded', 'false');
    const controls = [
      this.#x.element,
      this.#logX,
      this.#y.element,
      this.#logY,
      this.#colour.element,
    ];
    const bar = element('div', 'space-bar', ...controls, this.#key, this.#relation, table);
    this.#plot.tabIndex = 0;
    this.#plot.role = 'application';
    this.#plot.ariaRoleDescription = 'scatter plot';
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
  setState(state: ScatterState): void {
    this.#state = state;
    this.#renew();
  }

  /** Rows that stand out, by id. */
  highlight(ids: ReadonlySet<string>): void {
    this.#highlighted = ids;
    this.redraw();
  }

  protected draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    const model = this.#model;
    if (!model || width === 0 || height === 0) return;
    const theme = readChartTheme();
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    drawScatterAxes(this.#svg, model, this.#frame());
    const { colours, key } = colourRows(
      this.#data,
      this.#state.colourBy,
      theme.palette,
      theme.axis,
    );
    showKey(this.#key, key);
    const context = preparedContext(this.#canvas, width, height);
    if (!context) return;
    const raised = model.shown.filter(
      (row) => row === this.#pointed || this.#highlighted.has(this.#data.rows[row]?.id ?? ''),
    );
    const dot = (row: number, radius: number): void => {
      const { x, y } = this.#placeOf(row);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
    };
    context.globalAlpha = raised.length > 0 ? 0.45 : 0.85;
    for (const row of model.shown) {
      dot(row, model.shown.length > 1500 ? radiusPx / 2 : radiusPx);
      context.fillStyle = colours[row] ?? theme.dimText;
      context.fill();
    }
    context.globalAlpha = 1;
    context.strokeStyle = theme.text;
    context.lineWidth = 1.5;
    for (const row of raised) {
      dot(row, radiusPx + 2);
      context.fillStyle = colours[row] ?? theme.dimText;
      context.fill();
      context.stroke();
    }
  }

  #newLog(label: string, words: string, change: () => Partial<ScatterState>): HTMLButtonElement {
    return plainButton('icon-button log-switch', label, () => this.#change(change()), words);
  }

  #frame(): PlotFrame {
    const { clientWidth: width, clientHeight: height } = this.#plot;
    return { left: 84, right: width - 16, top: 12, bottom: height - 48 };
  }

  #placeOf(row: number): { x: number; y: number } {
    const { left, right, top, bottom } = this.#frame();
    const across = this.#model?.x.scale.shares[row] ?? NaN;
    const up = this.#model?.y.scale.shares[row] ?? NaN;
    return { x: left + (right - left) * across, y: bottom - (bottom - top) * up };
  }

  #change(part: Partial<ScatterState>): void {
    this.#state = { ...this.#state, ...part };
    this.#renew();
    this.#events.changed(this.#state);
  }

  #renew(): void {
    const model = (this.#model = scatterModel(this.#data, this.#state));
    const choices = this.#data.columns.map(({ name }) => [name, name] as const);
    this.#x.set(choices, model?.x.column.name ?? '');
    this.#y.set(choices, model?.y.column.name ?? '');
    this.#colour.set([['', 'Run'], ...choices], this.#state.colourBy ?? '');
    this.#showLog(this.#logX, this.#state.logX, model?.x.column.kind === 'number');
    this.#showLog(this.#logY, this.#state.logY, model?.y.column.kind === 'number');
    const relation = model ? relationWords(model) : '';
    this.#relation.textContent = relation;
    if (model) this.#plot.ariaLabel = this.#describe(model, relation);
    if (!this.#tablePlace.hidden) this.#fillTable();
    this.redraw();
  }

  #describe({ x, y, shown }: ScatterModel, relation: string): string {
    const missing = this.#data.rows.length - shown.length;
    const parts = [
      `${y.column.name} over ${x.column.name}`,
      formatPlural(shown.length, 'run'),
      ...(missing > 0 ? [`${formatPlural(missing, 'run')} without a value`] : []),
      ...(relation ? [relation] : []),
      'arrow keys go from point to point',
    ];
    return parts.join(', ');
  }

  #showLog(button: HTMLButtonElement, on: boolean, possible: boolean): void {
    button.ariaPressed = String(on);
    button.disabled = !possible;
  }

  #toggleTable(button: HTMLElement): void {
    const shown = this.#tablePlace.hidden;
    this.#tablePlace.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
    if (shown) this.#fillTable();
  }

  #fillTable(): void {
    const model = this.#model;
    if (!model) return;
    const columns = [...new Set([model.x.column, model.y.column])];
    const table = valueTable({ ...this.#data, columns }, model.shown, 'Points from left to right');
    this.#tablePlace.replaceChildren(table);
  }

  #listen(): void {
    this.#plot.addEventListener('pointermove', (event) => {
      const box = this.#plot.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      const placeOf = (row: number): { x: number; y: number } => this.#placeOf(row);
      this.#point(this.#model && nearestPoint(this.#model, placeOf, point, reachPx), event);
    });
    this.#plot.addEventListener('pointerleave', () => this.#point(null));
    this.#plot.addEventListener('click', () => this.#open());
    this.#plot.addEventListener('keydown', (event) => this.#pressKey(event));
  }

  #point(row: number | null, event?: PointerEvent): void {
    if (row === null) this.#tip.hide();
    else if (event) this.#tip.show(this.#data, row, event);
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.#plot.classList.toggle('pointing', row !== null);
    this.#events.hovered(row === null ? null : (this.#data.rows[row]?.id ?? null));
    this.redraw();
  }

  #open(): void {
    const row = this.#data.rows[this.#pointed ?? -1];
    if (row) this.#events.clicked(row.id);
  }

  #pressKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (event.key === 'Enter') this.#open();
    else if (event.key === 'Escape') this.#point(null);
    else if (by !== undefined) this.#step(by);
    else return;
    event.preventDefault();
  }

  #step(by: number): void {
    const model = this.#model;
    if (!model || model.shown.length === 0) return;
    const now = this.#pointed === null ? -1 : model.shown.indexOf(this.#pointed);
    const wanted = now < 0 ? (by > 0 ? 0 : model.shown.length - 1) : now + by;
    const row = model.shown[Math.max(0, Math.min(model.shown.length - 1, wanted))];
    if (row === undefined) return;
    this.#point(row);
    const words = [model.x.column, model.y.column].map((one) => `${one.name} ${wordsOf(one, row)}`);
    this.say(`${this.#data.rows[row]?.name ?? ''}: ${words.join(', ')}`);
  }
}
