// A scatter plot of any two columns: pointed at, clicked, or walked from point to point with keys.
import { defaultScatterState, type ScatterState } from '../../../src/shared/columnPlots';
import { l10n } from '../../../src/shared/language';
import { formatCounted } from '../../../src/shared/text';
import { plainButton } from '../../components/element';
import { createChoiceBox } from '../choiceBox';
import { vector } from '../vectorElement';
import { wordsOf } from './columnsData';
import type { PlotFrame } from './parallelAxes';
import { RowsView, type RowCanvas, type RowEvents, type RowTable } from './rowsView';
import { drawScatterAxes } from './scatterAxes';
import { nearestPoint, relationWords, scatterModel, type ScatterModel } from './scatterModel';

export interface ScatterEvents extends RowEvents {
  changed(state: ScatterState): void;
}

const reachPx = 16;
const radiusPx = 4.5;

export class ScatterView extends RowsView<ScatterState> {
  readonly #events: ScatterEvents;
  readonly #x = createChoiceBox('X', (x) => this.#change({ x }));
  readonly #y = createChoiceBox('Y', (y) => this.#change({ y }));
  readonly #logX = this.#newLog(l10n.t('Logarithmic x axis'), l10n.t('log x'), () => ({
    logX: !this.state.logX,
  }));
  readonly #logY = this.#newLog(l10n.t('Logarithmic y axis'), l10n.t('log y'), () => ({
    logY: !this.state.logY,
  }));
  #model: ScatterModel | null = null;

  constructor(events: ScatterEvents) {
    const overlay = vector('svg', { class: 'space-overlay', 'aria-hidden': 'true' });
    super('scatter', overlay, defaultScatterState, events);
    this.#events = events;
    this.plot.tabIndex = 0;
    this.plot.role = 'application';
    this.plot.ariaRoleDescription = l10n.t('scatter plot');
    const axes = [this.#x.element, this.#logX, this.#y.element, this.#logY];
    this.assemble(axes, [], l10n.t('Show the points as a table'));
    this.#listen();
  }

  protected draw(): void {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const model = this.#model;
    if (!model || width === 0 || height === 0) return;
    this.overlay.setAttribute('viewBox', `0 0 ${width} ${height}`);
    drawScatterAxes(this.overlay, model, this.#frame());
    const canvas = this.prepare();
    if (canvas) this.#drawPoints(model, canvas);
  }

  protected renew(): void {
    const model = (this.#model = scatterModel(this.data, this.state));
    const choices = this.data.columns.map(({ name }) => [name, name] as const);
    this.#x.set(choices, model?.x.column.name ?? '');
    this.#y.set(choices, model?.y.column.name ?? '');
    this.#showLog(this.#logX, this.state.logX, model?.x.column.kind === 'number');
    this.#showLog(this.#logY, this.state.logY, model?.y.column.kind === 'number');
    const relation = model ? relationWords(model) : '';
    this.note.textContent = relation;
    if (model) this.plot.ariaLabel = this.#describe(model, relation);
  }

  protected tableOf(): RowTable | null {
    const model = this.#model;
    if (!model) return null;
    const columns = [...new Set([model.x.column, model.y.column])];
    const caption = l10n.t('Points from left to right');
    return { data: { ...this.data, columns }, rows: model.shown, caption };
  }

  protected tellChange(): void {
    this.#events.changed(this.state);
  }

  protected changeColour(colourBy: string | null): void {
    this.#change({ colourBy });
  }

  #drawPoints(model: ScatterModel, { context, colours, theme }: RowCanvas): void {
    const raised = model.shown.filter((row) => row === this.pointed || this.isHighlighted(row));
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
    const press = (): void => this.#change(change());
    const button = plainButton('icon-button log-switch', label, press, words);
    // It is called what stands on it.
    button.ariaLabel = null;
    return button;
  }

  #frame(): PlotFrame {
    const { clientWidth: width, clientHeight: height } = this.plot;
    return { left: 84, right: width - 16, top: 12, bottom: height - 48 };
  }

  #placeOf(row: number): { x: number; y: number } {
    const { left, right, top, bottom } = this.#frame();
    const across = this.#model?.x.scale.shares[row] ?? NaN;
    const up = this.#model?.y.scale.shares[row] ?? NaN;
    return { x: left + (right - left) * across, y: bottom - (bottom - top) * up };
  }

  #change(part: Partial<ScatterState>): void {
    this.change({ ...this.state, ...part });
  }

  #describe({ x, y, shown }: ScatterModel, relation: string): string {
    const missing = this.data.rows.length - shown.length;
    const parts = [
      l10n.t('{0} over {1}', y.column.name, x.column.name),
      formatCounted(shown.length, l10n.t('{0} run'), l10n.t('{0} runs')),
      ...(missing > 0
        ? [
            formatCounted(
              missing,
              l10n.t('{0} run without a value'),
              l10n.t('{0} runs without a value'),
            ),
          ]
        : []),
      ...(relation ? [relation] : []),
      l10n.t('arrow keys go from point to point'),
    ];
    return parts.join(', ');
  }

  #showLog(button: HTMLButtonElement, on: boolean, possible: boolean): void {
    button.ariaPressed = String(on);
    button.disabled = !possible;
  }

  #listen(): void {
    this.plot.addEventListener('pointermove', (event) => {
      const box = this.plot.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      const placeOf = (row: number): { x: number; y: number } => this.#placeOf(row);
      this.point(this.#model && nearestPoint(this.#model, placeOf, point, reachPx), event);
    });
    this.plot.addEventListener('pointerleave', () => this.point(null));
    this.plot.addEventListener('click', () => this.clickPointed());
    this.plot.addEventListener('keydown', (event) => this.#pressKey(event));
  }

  #pressKey(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (event.key === 'Enter') this.clickPointed();
    else if (event.key === 'Escape') this.point(null);
    else if (by !== undefined) this.#step(by);
    else return;
    event.preventDefault();
  }

  #step(by: number): void {
    const model = this.#model;
    if (!model || model.shown.length === 0) return;
    const now = this.pointed === null ? -1 : model.shown.indexOf(this.pointed);
    const wanted = now < 0 ? (by > 0 ? 0 : model.shown.length - 1) : now + by;
    const row = model.shown[Math.max(0, Math.min(model.shown.length - 1, wanted))];
    if (row === undefined) return;
    this.point(row);
    const words = [model.x.column, model.y.column].map((one) => `${one.name} ${wordsOf(one, row)}`);
    this.say(`${this.data.rows[row]?.name ?? ''}: ${words.join(', ')}`);
  }
}
