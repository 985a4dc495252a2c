// A chart of values without columns: the card's frame here, its inside loaded when the first such card is on the page.
import { Disposable } from '../../../src/base/lifecycle';
import type { ItemKind } from '../../../src/shared/items';
import type { RunId } from '../../../src/shared/vocabulary';
import type { CardSettings } from '../../cards/cardParts';
import type { ContentCard } from '../../cards/contentCard';
import type { ChartSettings } from '../../charts/chartSettings';
import { ChartCard } from '../../components/chartCard';
import { element } from '../../components/element';
import { titleOf, type Chart } from './chartLayout';
import type { Tile, TileEvents, TileParts } from './tile';

export class ContentTile extends Disposable implements Tile {
  readonly body = element('div', 'content-place');
  readonly #kind: ItemKind;
  readonly #card: ChartCard;
  #content: ContentCard | null = null;
  #settings: CardSettings | null = null;
  #inView = false;

  constructor(kind: ItemKind, chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.#kind = kind;
    this.#card = new ChartCard(chart.id, titleOf(chart), this.body, {
      ...events,
      resetZoom: () => undefined,
    });
    this.#card.element.classList.add('content-card');
    this.#card.setZoomed(false);
    this.#card.hideLog();
    this.#load(parts, events).catch((error: unknown) => parts.context.onError(error));
  }

  get element(): HTMLElement {
    return this.#card.element;
  }

  set(chart: Chart, settings: ChartSettings): void {
    this.#card.set(titleOf(chart), chart.change);
    this.#card.setExpanded(settings.expanded);
    this.#settings = {
      kind: this.#kind,
      tags: chart.tags,
      runs: settings.runs,
      theme: settings.theme,
      expanded: settings.expanded,
      options: chart.change.options ?? {},
    };
    this.#content?.set(this.#settings);
  }

  setInView(inView: boolean): void {
    this.#inView = inView;
    this.#content?.setInView(inView);
  }

  resize(width: number, height: number): void {
    this.#content?.resize(width, height);
  }

  markStale(runs: ReadonlySet<RunId>): void {
    if (this.#settings?.runs.some(({ id }) => runs.has(id))) this.#content?.markStale(runs);
  }

  override dispose(): void {
    super.dispose();
    this.#card.element.remove();
  }

  async #load({ cards }: TileParts, events: TileEvents): Promise<void> {
    const { createCard } = await import('../../cards/createCard');
    if (this.isDisposed) return;
    const content = this.own(createCard(this.#kind, cards, { choose: (o) => events.choose(o) }));
    this.#content = content;
    this.body.append(content.element);
    if (this.#settings) content.set(this.#settings);
    content.setInView(this.#inView);
  }
}
