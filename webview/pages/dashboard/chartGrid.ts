// The groups of charts: makes tiles for tags, keeps them in order, and wakes those that come into sight.
import { Disposable } from '../../../src/base/lifecycle';
import type { RunId } from '../../../src/shared/vocabulary';
import type { ChartSettings } from '../../charts/chartSettings';
import { ChartGroup } from '../../components/chartGroup';
import { arrangeChildren, element } from '../../components/element';
import { ChartTile, type TileParts } from './chartTile';
import type { TagGroup } from './tagLayout';

export interface GridEvents {
  expand(tag: string): void;
  toggleLog(tag: string): void;
  toggleGroup(key: string): void;
}

/** Charts this far outside the window are drawn already. */
const headroom = '300px 0px';

export class ChartGrid extends Disposable {
  readonly element = element('main', 'groups');
  readonly #parts: Omit<TileParts, 'events'>;
  readonly #events: GridEvents;
  readonly #groups = new Map<string, ChartGroup>();
  readonly #tiles = new Map<string, ChartTile>();
  readonly #tileOf = new WeakMap<Element, ChartTile>();
  readonly #sight: IntersectionObserver;
  readonly #sizes: ResizeObserver;

  constructor(parts: Omit<TileParts, 'events'>, events: GridEvents) {
    super();
    this.#parts = parts;
    this.#events = events;
    this.#sight = new IntersectionObserver((entries) => this.#sightChanged(entries), {
      rootMargin: headroom,
    });
    this.#sizes = new ResizeObserver((entries) => this.#sizesChanged(entries));
  }

  /** Shows these groups; `settingsFor` tells how each tag is drawn. */
  set(
    groups: readonly TagGroup[],
    collapsed: ReadonlySet<string>,
    settingsFor: (tag: string) => ChartSettings,
  ): void {
    const wanted = new Set(groups.flatMap(({ tags }) => tags.map(({ tag }) => tag)));
    for (const [tag, tile] of this.#tiles) if (!wanted.has(tag)) this.#drop(tag, tile);
    const sections = groups.map(({ key, label, tags }) => {
      const group = this.#groupFor(key, label);
      const tiles = tags.map(({ tag }) => {
        const tile = this.#tileFor(tag);
        tile.setSettings(settingsFor(tag));
        return tile.element;
      });
      group.set(tiles, collapsed.has(key));
      return group.element;
    });
    const keys = new Set(groups.map(({ key }) => key));
    for (const key of this.#groups.keys()) if (!keys.has(key)) this.#groups.delete(key);
    arrangeChildren(this.element, sections);
  }

  /** New points came for these runs. */
  markStale(runs: ReadonlySet<RunId>): void {
    for (const { cell } of this.#tiles.values()) {
      if (cell.settings?.runs.some(({ id }) => runs.has(id))) cell.markStale();
    }
  }

  scrollTo(tag: string): void {
    this.#tiles.get(tag)?.element.scrollIntoView({ block: 'nearest' });
  }

  override dispose(): void {
    this.#sight.disconnect();
    this.#sizes.disconnect();
    for (const tile of this.#tiles.values()) tile.dispose();
    super.dispose();
  }

  #groupFor(key: string, label: string): ChartGroup {
    let group = this.#groups.get(key);
    if (!group) {
      group = new ChartGroup(key, label, () => this.#events.toggleGroup(key));
      this.#groups.set(key, group);
    }
    return group;
  }

  #tileFor(tag: string): ChartTile {
    const present = this.#tiles.get(tag);
    if (present) return present;
    const tile = new ChartTile(tag, {
      ...this.#parts,
      events: {
        expand: () => this.#events.expand(tag),
        toggleLog: () => this.#events.toggleLog(tag),
        resetZoom: () => {
          tile.cell.setYRange(null);
          this.#parts.context.zoom.jump(null);
        },
      },
    });
    this.#tiles.set(tag, tile);
    this.#tileOf.set(tile.cell.element, tile);
    this.#sight.observe(tile.cell.element);
    this.#sizes.observe(tile.cell.element);
    return tile;
  }

  #drop(tag: string, tile: ChartTile): void {
    this.#sight.unobserve(tile.cell.element);
    this.#sizes.unobserve(tile.cell.element);
    this.#tiles.delete(tag);
    tile.dispose();
  }

  #sightChanged(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      this.#tileOf.get(target)?.cell.setInView(isIntersecting);
    }
  }

  #sizesChanged(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, contentRect } of entries) {
      this.#tileOf.get(target)?.cell.resize(contentRect.width, contentRect.height);
    }
  }
}
