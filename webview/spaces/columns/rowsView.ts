// What the plots of rows share: data and choices, the row that is pointed at, rows that stand out, colours and a table.
import { l10n } from '../../../src/shared/language';
import { readChartTheme, type ChartTheme } from '../../charts/chartTheme';
import { element, plainButton } from '../../components/element';
import { preparedContext } from '../canvas';
import { createChoiceBox } from '../choiceBox';
import { SpaceView } from '../spaceView';
import type { SpaceData } from './columnsData';
import { colourRows } from './rowColours';
import { RowTip, showKey } from './rowTip';
import { valueTable } from './valueTable';

export interface RowEvents {
  /** The row under the pointer or reached by keys; null for none. */
  hovered(id: string | null): void;
  clicked(id: string): void;
}

/** What a drawing is made with. */
export interface RowCanvas {
  readonly context: CanvasRenderingContext2D;
  /** CSS colours by row. */
  readonly colours: readonly string[];
  readonly theme: ChartTheme;
}

/** The rows of a plot as a table. */
export interface RowTable {
  readonly data: SpaceData;
  readonly rows: readonly number[];
  readonly caption: string;
}

export abstract class RowsView<
  State extends { readonly colourBy: string | null },
> extends SpaceView {
  protected readonly plot = element('div', 'space-plot');
  /** Says beside the controls how much is shown. */
  protected readonly note = element('span', 'space-count');
  protected readonly overlay: SVGSVGElement;
  readonly #events: RowEvents;
  readonly #canvas = element('canvas', 'space-canvas');
  readonly #tip = new RowTip();
  readonly #key = element('div', 'space-key');
  readonly #tablePlace = element('div', 'space-table');
  readonly #colour = createChoiceBox(l10n.t('Colour by'), (name) =>
    this.changeColour(name === '' ? null : name),
  );
  #data: SpaceData = { columns: [], rows: [] };
  #state: State;
  #pointed: number | null = null;
  #highlighted: ReadonlySet<string> = new Set();

  /** @param overlay stands over the drawing */
  constructor(kind: string, overlay: SVGSVGElement, state: State, events: RowEvents) {
    super(kind);
    this.overlay = overlay;
    this.#state = state;
    this.#events = events;
    this.#tablePlace.hidden = true;
    this.plot.append(this.#canvas, overlay, this.#tip.element);
  }

  setData(data: SpaceData): void {
    this.#data = data;
    this.#pointed = null;
    this.#renew();
  }

  /** Shows what was chosen before, without an event. */
  setState(state: State): void {
    this.#state = state;
    this.#renew();
  }

  /** Rows that stand out, by id. */
  highlight(ids: ReadonlySet<string>): void {
    this.#highlighted = ids;
    this.redraw();
  }

  protected get data(): SpaceData {
    return this.#data;
  }

  protected get state(): State {
    return this.#state;
  }

  protected get pointed(): number | null {
    return this.#pointed;
  }

  /** Puts controls, plot and table into the element. @param tableLabel what the button for the table is called */
  protected assemble(
    before: readonly HTMLElement[],
    after: readonly HTMLElement[],
    tableLabel: string,
  ): void {
    const words = l10n.t('Table');
    const table = plainButton('text-button', tableLabel, () => this.#toggleTable(table), words);
    table.setAttribute('aria-expanded', 'false');
    const own = [this.#colour.element, this.#key, this.note];
    const bar = element('div', 'space-bar', ...before, ...own, ...after, table);
    this.element.append(bar, element('div', 'space-scroll', this.plot), this.#tablePlace);
  }

  /** Works out what is shown from data and choices. */
  protected abstract renew(): void;

  /** What the button shows as a table; null while there is nothing. */
  protected abstract tableOf(): RowTable | null;

  /** The choices are others because of the user. */
  protected abstract tellChange(): void;

  protected abstract changeColour(colourBy: string | null): void;

  protected change(state: State): void {
    this.#state = state;
    this.#renew();
    this.tellChange();
  }

  /** Gets the canvas ready; null where there is no room. */
  protected prepare(): RowCanvas | null {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const theme = readChartTheme();
    const { colourBy } = this.#state;
    const { colours, key } = colourRows(this.#data, colourBy, theme.palette, theme.axis);
    showKey(this.#key, key);
    const context = preparedContext(this.#canvas, width, height);
    return context && { context, colours, theme };
  }

  /** Whether a row was made to stand out. */
  protected isHighlighted(row: number): boolean {
    return this.#highlighted.has(this.idOf(row) ?? '');
  }

  protected idOf(row: number | null): string | undefined {
    return this.#data.rows[row ?? -1]?.id;
  }

  /** @param event where the pointer is, if it is the pointer */
  protected point(row: number | null, event?: PointerEvent): void {
    if (row === null) this.#tip.hide();
    else if (event) this.#tip.show(this.#data, row, event);
    if (row === this.#pointed) return;
    this.#pointed = row;
    this.plot.classList.toggle('pointing', row !== null);
    this.#events.hovered(this.idOf(row) ?? null);
    this.redraw();
  }

  /** The row that is pointed at is chosen. */
  protected clickPointed(): void {
    const id = this.idOf(this.#pointed);
    if (id !== undefined) this.#events.clicked(id);
  }

  #renew(): void {
    this.renew();
    const choices = this.#data.columns.map(({ name }) => [name, name] as const);
    this.#colour.set([['', l10n.t('Run')], ...choices], this.#state.colourBy ?? '');
    if (!this.#tablePlace.hidden) this.#fillTable();
    this.redraw();
  }

  #toggleTable(button: HTMLElement): void {
    const shown = this.#tablePlace.hidden;
    this.#tablePlace.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
    if (shown) this.#fillTable();
  }

  #fillTable(): void {
    const table = this.tableOf();
    if (table) {
      this.#tablePlace.replaceChildren(valueTable(table.data, table.rows, table.caption));
    }
  }
}
