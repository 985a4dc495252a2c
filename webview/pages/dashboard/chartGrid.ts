// The sections of charts: makes a tile for each chart, keeps them in order, and wakes those that come into sight.
import { Disposable } from '../../../src/base/lifecycle';
import type { ChartId, ChartKind } from '../../../src/shared/dashboardLayout';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import type { CardOptions } from '../../cards/cardParts';
import type { ChartView } from '../../charts/chartPicture';
import type { ChartSettings } from '../../charts/chartSettings';
import type { CardSize } from '../../components/chartCard';
import { ChartGroup } from '../../components/chartGroup';
import { arrangeChildren, element } from '../../components/element';
import { isBars, type Chart, type Section } from './chartLayout';
import type { Tile, TileParts } from './tile';

export interface GridEvents {
  expand(id: ChartId): void;
  toggleLog(id: ChartId): void;
  choose(id: ChartId, options: CardOptions): void;
  openChartMenu(id: ChartId, button: HTMLElement): void;
  resized(id: ChartId, size: Required<CardSize>): void;
  openLineSettings(id: ChartId, button: HTMLElement): void;
  openMark(mark: RunMark): void;
  toggleSection(key: string): void;
  openSectionMenu(key: string, button: HTMLElement): void;
}

/** Charts this far outside the window are drawn already. */
const headroom = '300px 0px';

/** As in the style sheet. */
const columnGap = 12;

export class ChartGrid extends Disposable {
  readonly element = element('main', 'groups');
  readonly #parts: TileParts;
  readonly #events: GridEvents;
  readonly #sections = new Map<string, ChartGroup>();
  readonly #tiles = new Map<ChartId, Tile>();
  /** What each tile was made as: lines may become bars. */
  readonly #forms = new Map<ChartId, ChartKind | 'bars'>();
  readonly #tileOf = new WeakMap<Element, Tile>();
  #columnWidth = 0;
  readonly #sight: IntersectionObserver;
  readonly #sizes: ResizeObserver;

  constructor(parts: TileParts, events: GridEvents) {
    super();
    this.#parts = parts;
    this.#events = events;
    this.#sight = new IntersectionObserver((entries) => this.#sightChanged(entries), {
      rootMargin: headroom,
    });
    this.#sizes = new ResizeObserver((entries) => this.#sizesChanged(entries));
    this.#sizes.observe(this.element);
  }

  /** As many columns as fit of at least this many pixels. */
  setColumnWidth(width: number): void {
    if (this.#columnWidth === width) return;
    this.#columnWidth = width;
    this.element.style.setProperty('--column-width', `${width}px`);
    this.#fitColumns();
  }

  /** Shows these sections; `settingsFor` tells how each chart is drawn. */
  set(
    sections: readonly Section[],
    collapsed: ReadonlySet<string>,
    settingsFor: (chart: Chart) => ChartSettings,
  ): void {
    const wanted = new Set(sections.flatMap(({ charts }) => charts.map(({ id }) => id)));
    for (const [id, tile] of this.#tiles) if (!wanted.has(id)) this.#drop(id, tile);
    const shown = sections.map(({ key, label, charts }) => {
      const section = this.#sectionFor(key, label);
      const cards = charts.flatMap((chart) => {
        const tile = this.#tileFor(chart);
        tile?.set(chart, settingsFor(chart));
        return tile?.element ?? [];
      });
      section.set(cards, collapsed.has(key));
      return section.element;
    });
    const keys = new Set(sections.map(({ key }) => key));
    for (const key of this.#sections.keys()) if (!keys.has(key)) this.#sections.delete(key);
    arrangeChildren(this.element, shown);
  }

  /** New points came for these runs. */
  markStale(runs: ReadonlySet<RunId>): void {
    for (const tile of this.#tiles.values()) tile.markStale(runs);
  }

  /** What of a chart of lines is in sight; null where nothing is drawn of it. */
  viewOf(id: ChartId): ChartView | null {
    return this.#tiles.get(id)?.view?.() ?? null;
  }

  scrollTo(id: ChartId): void {
    this.#tiles.get(id)?.element.scrollIntoView({ block: 'nearest' });
  }

  override dispose(): void {
    this.#sight.disconnect();
    this.#sizes.disconnect();
    for (const tile of this.#tiles.values()) tile.dispose();
    super.dispose();
  }

  #fitColumns(): void {
    const { paddingLeft, paddingRight } = getComputedStyle(this.element);
    const width = this.element.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    const columns = Math.max(1, Math.floor((width + columnGap) / (this.#columnWidth + columnGap)));
    this.element.style.setProperty('--columns', String(columns));
  }

  #sectionFor(key: string, label: string): ChartGroup {
    let section = this.#sections.get(key);
    if (!section) {
      section = new ChartGroup(key, label, {
        toggle: () => this.#events.toggleSection(key),
        openMenu: (button) => this.#events.openSectionMenu(key, button),
      });
      this.#sections.set(key, section);
    }
    return section;
  }

  #tileFor(chart: Chart): Tile | undefined {
    const { id } = chart;
    const present = this.#tiles.get(id);
    const form = isBars(chart) ? 'bars' : chart.kind;
    if (present && this.#forms.get(id) === form) return present;
    if (present) this.#drop(id, present);
    const tile = this.#parts.kinds[form]?.(chart, this.#parts, {
      expand: () => this.#events.expand(id),
      toggleLog: () => this.#events.toggleLog(id),
      choose: (options) => this.#events.choose(id, options),
      openLineSettings: (button) => this.#events.openLineSettings(id, button),
      openMark: (mark) => this.#events.openMark(mark),
      openMenu: (button) => this.#events.openChartMenu(id, button),
      resized: (size, done) => {
        if (done) this.#events.resized(id, size);
      },
    });
    if (!tile) return undefined;
    this.#tiles.set(id, tile);
    this.#forms.set(id, form);
    this.#tileOf.set(tile.body, tile);
    this.#sight.observe(tile.body);
    this.#sizes.observe(tile.body);
    return tile;
  }

  #drop(id: ChartId, tile: Tile): void {
    this.#sight.unobserve(tile.body);
    this.#sizes.unobserve(tile.body);
    this.#tiles.delete(id);
    tile.dispose();
  }

  #sightChanged(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      this.#tileOf.get(target)?.setInView(isIntersecting);
    }
  }

  #sizesChanged(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      if (target === this.element) this.#fitColumns();
      this.#tileOf.get(target)?.resize(contentRect.width, contentRect.height);
    }
  }
}
