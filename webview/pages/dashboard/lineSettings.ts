// The panel with the settings of one chart of lines: what differs there from the other charts, and the way back.
import { l10n } from '../../../src/shared/language';
import type { LineView } from '../../../src/shared/lineView';
import type { ChartId } from '../../../src/shared/dashboardLayout';
import { element, plainButton } from '../../components/element';
import { icon } from '../../components/icon';
import { LineControls, type LineOffers, type ReadXAxis } from '../../components/lineControls';

export interface LineSettingsEvents {
  changed(chart: ChartId, line: Partial<LineView>): void;
  readonly readX: ReadXAxis;
}

/** What the panel shows of a chart. */
export interface ShownChart {
  readonly id: ChartId;
  readonly title: string;
  readonly own: Partial<LineView>;
}

export class LineSettings {
  readonly element = element('div', 'popover settings-panel');
  readonly #title = element('span');
  readonly #reset: HTMLButtonElement;
  readonly #controls: LineControls;
  readonly #events: LineSettingsEvents;
  #chart: ShownChart | null = null;
  #opener: HTMLElement | null = null;
  #stop = new AbortController();

  constructor(events: LineSettingsEvents) {
    this.#events = events;
    this.#controls = new LineControls(events.readX, {
      changed: (change) => this.#change({ ...this.#chart?.own, ...change }),
      reset: (keys) => this.#change(without(this.#chart?.own ?? {}, keys)),
    });
    this.#reset = plainButton('text-button', l10n.t('As on all charts'), () => this.#change({}));
    this.#reset.append(icon('resetZoom'), l10n.t('As on all charts'));
    this.element.hidden = true;
    this.element.role = 'dialog';
    this.element.ariaLabel = l10n.t('Chart settings');
    this.element.append(
      element('div', 'settings-title', this.#title, this.#reset),
      this.#controls.element,
    );
  }

  get chart(): ChartId | null {
    return this.#chart?.id ?? null;
  }

  /** Opens the panel below a button; a second time closes it. */
  toggle(chart: ChartId, opener: HTMLElement): boolean {
    const isOpen = this.#chart?.id === chart;
    this.close();
    if (isOpen) return false;
    this.#opener = opener;
    this.#chart = { id: chart, title: '', own: {} };
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener('pointerdown', (event) => this.#pressed(event), { signal });
    // On the document: a control that takes itself back leaves the focus nowhere.
    document.addEventListener('keydown', (event) => this.#key(event), { signal, capture: true });
    return true;
  }

  /** @param view how the chart is drawn, its own choices included */
  show(chart: ShownChart, view: LineView, offers: LineOffers): void {
    const isFirst = this.element.hidden;
    this.#chart = chart;
    this.#title.textContent = chart.title;
    const own = new Set(Object.keys(chart.own) as (keyof LineView)[]);
    this.#reset.hidden = own.size === 0;
    this.#controls.set(view, offers, own);
    this.element.hidden = false;
    if (!isFirst) return;
    this.#place();
    this.element.querySelector<HTMLElement>('select, input')?.focus();
  }

  close(): void {
    if (!this.#chart) return;
    this.#stop.abort();
    this.#chart = null;
    this.element.hidden = true;
    this.#opener?.focus({ preventScroll: true });
    this.#opener = null;
  }

  #change(line: Partial<LineView>): void {
    if (this.#chart) this.#events.changed(this.#chart.id, line);
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.close();
  }

  #pressed(event: Event): void {
    const target = event.target as Node;
    if (!this.element.contains(target) && this.#opener?.contains(target) !== true) this.close();
  }

  /** Beside the chart, so that its changes are seen; where there is no room beside it, below the button. */
  #place(): void {
    const opener = this.#opener;
    if (!opener) return;
    const { width, height } = this.element.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const card = opener.closest('.card');
    if (card && !hasRoom(card.getBoundingClientRect(), width, height)) {
      card.scrollIntoView({ block: 'start' });
    }
    const chart = card?.getBoundingClientRect();
    const button = opener.getBoundingClientRect();
    const fits = (left: number): boolean => left >= gap && left + width <= clientWidth - gap;
    const beside = chart ? [chart.right + gap, chart.left - gap - width].find(fits) : undefined;
    const left = beside ?? Math.max(gap, Math.min(button.right - width, clientWidth - width - gap));
    const below = beside === undefined ? roomBelow(chart, button, height) : chart!.top;
    const top = Math.max(gap, Math.min(below, clientHeight - height - gap));
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px` });
  }
}

/** Pixels around the panel. */
const gap = 8;

/** Whether the panel has a place where the whole chart stays in sight. */
function hasRoom({ left, right, top, bottom }: DOMRect, width: number, height: number): boolean {
  const { clientWidth, clientHeight } = document.documentElement;
  const [wide, high] = [width + 2 * gap, height + 2 * gap];
  return (
    clientWidth - right >= wide || left >= wide || clientHeight - bottom >= high || top >= high
  );
}

/** Under or over the whole chart where that is possible, else as far below it as the window allows. */
function roomBelow(chart: DOMRect | undefined, button: DOMRect, height: number): number {
  if (!chart) return button.bottom + 4;
  const isAbove = chart.top >= height + 2 * gap;
  const fitsBelow = document.documentElement.clientHeight - chart.bottom >= height + 2 * gap;
  return isAbove && !fitsBelow ? chart.top - gap - height : chart.bottom + gap;
}

function without(line: Partial<LineView>, keys: readonly (keyof LineView)[]): Partial<LineView> {
  const kept = Object.entries(line).filter(([key]) => !keys.some((one) => one === key));
  return Object.fromEntries(kept);
}
