// A chart of what a model is made of: the newest graph (or Keras model) of one run; its view is loaded when one is in sight.
import { Disposable } from '../../../src/base/lifecycle';
import { messageOf } from '../../../src/base/result';
import type { Content } from '../../../src/shared/content';
import type { RunId } from '../../../src/shared/vocabulary';
import type { CardContext } from '../../cards/cardParts';
import { visibleItems } from '../../cards/laneItems';
import type { ChartSettings } from '../../charts/chartSettings';
import { ChartCard } from '../../components/chartCard';
import { element } from '../../components/element';
import { createChoiceBox } from '../../spaces/choiceBox';
import type { GraphView } from '../../spaces/graph/graphView';
import { titleOf, type Chart } from './chartLayout';
import type { Tile, TileEvents, TileParts } from './tile';

type GraphKind = 'graph' | 'kerasModel';

export class GraphTile extends Disposable implements Tile {
  readonly body = element('div', 'content-place');
  readonly #kind: GraphKind;
  readonly #context: CardContext;
  readonly #card: ChartCard;
  readonly #message = element('p', 'space-note');
  readonly #run = createChoiceBox('Run', (id) => {
    this.#chosen = id as RunId;
    void this.#refresh();
  });
  #view: GraphView | null = null;
  #runs: ChartSettings['runs'] = [];
  #tag = '';
  #chosen: RunId | null = null;
  #inView = false;
  /** What is shown, so that the same is not laid out again. */
  #shown = '';

  constructor(kind: GraphKind, chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.#kind = kind;
    this.#context = parts.cards;
    this.#card = new ChartCard(chart.id, titleOf(chart), this.body, {
      ...events,
      resetZoom: () => undefined,
    });
    this.#card.element.classList.add('content-card', 'graph-card');
    this.#card.setZoomed(false);
    this.#card.hideLog();
    this.body.append(this.#run.element, this.#message);
  }

  get element(): HTMLElement {
    return this.#card.element;
  }

  set(chart: Chart, settings: ChartSettings): void {
    this.#card.set(titleOf(chart), chart.change);
    this.#card.setExpanded(settings.expanded);
    this.#runs = settings.runs;
    this.#tag = chart.tags[0] ?? '';
    const choices = settings.runs.map(({ id, name }) => [id, name] as const);
    this.#run.set(choices, this.#runNow ?? '');
    this.#run.element.hidden = choices.length < 2;
    void this.#refresh();
  }

  setInView(inView: boolean): void {
    this.#inView = inView;
    this.#view?.setInView(inView);
    if (inView) void this.#refresh();
  }

  /** The view follows its own size. */
  resize(): void {
    this.#view?.redraw();
  }

  markStale(runs: ReadonlySet<RunId>): void {
    if (this.#runNow !== undefined && runs.has(this.#runNow)) void this.#refresh();
  }

  override dispose(): void {
    super.dispose();
    this.#card.element.remove();
  }

  get #runNow(): RunId | undefined {
    return (this.#runs.find(({ id }) => id === this.#chosen) ?? this.#runs[0])?.id;
  }

  async #refresh(): Promise<void> {
    const run = this.#runNow;
    if (!this.#inView || run === undefined || this.isDisposed) return;
    try {
      await this.#load(run);
    } catch (error) {
      this.#say(messageOf(error));
    }
  }

  async #load(run: RunId): Promise<void> {
    const { contents } = this.#context;
    const query = { run, kind: this.#kind, tag: this.#tag };
    const items = visibleItems(await contents.getItems(query));
    const place = items.places.at(-1);
    const key = JSON.stringify([run, this.#tag, place]);
    if (this.#shown === key || run !== this.#runNow || this.isDisposed) return;
    this.#shown = key;
    if (!place) {
      this.#say('This run has none.');
      return;
    }
    const sizeBytes = items.sizes.at(-1) ?? 0;
    const content = await contents.getContent({ ...query, ...place, sizeBytes });
    await this.#show(content, key);
  }

  async #show(content: Content, key: string): Promise<void> {
    const { GraphView, sourceOfContent } = await import('../../spaces/graph/openGraph');
    if (this.isDisposed || key !== this.#shown) return;
    const source = sourceOfContent(content);
    if (!source) {
      this.#say('This is not in a form that can be drawn.');
      return;
    }
    this.#message.hidden = true;
    if (!this.#view) {
      this.#view = this.own(new GraphView());
      this.body.append(this.#view.element);
    }
    this.#view.setGraph(source);
  }

  #say(words: string): void {
    this.#message.hidden = false;
    this.#message.textContent = words;
    this.#shown = '';
  }
}
