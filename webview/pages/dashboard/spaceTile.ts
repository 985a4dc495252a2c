// A chart of something with a view of its own (a graph, a mesh), of one run at a time; the view is loaded when one is in sight.
import { Disposable } from '../../../src/base/lifecycle';
import { messageOf } from '../../../src/base/result';
import { l10n } from '../../../src/shared/language';
import type { RunId } from '../../../src/shared/vocabulary';
import type { CardContext } from '../../cards/cardParts';
import type { ChartSettings } from '../../charts/chartSettings';
import { ChartCard } from '../../components/chartCard';
import { element } from '../../components/element';
import { createChoiceBox } from '../../spaces/choiceBox';
import type { SpaceView } from '../../spaces/spaceView';
import { titleOf, type Chart } from './chartLayout';
import type { Tile, TileEvents, TileParts } from './tile';

export abstract class SpaceTile<View extends SpaceView> extends Disposable implements Tile {
  readonly body = element('div', 'content-place');
  /** Above the view: which run, and what else a kind offers. */
  protected readonly choices = element('div', 'space-choices');
  protected readonly context: CardContext;
  readonly #card: ChartCard;
  readonly #message = element('p', 'space-note');
  readonly #run = createChoiceBox(l10n.t('Run'), (id) => {
    this.#chosen = id as RunId;
    void this.#refresh();
  });
  #view: View | null = null;
  #runs: ChartSettings['runs'] = [];
  #tags: readonly string[] = [];
  #chosen: RunId | null = null;
  #inView = false;
  /** What is shown, so that the same is not laid out again. */
  #shown = '';

  constructor(chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.context = parts.cards;
    this.#card = new ChartCard(chart.id, titleOf(chart), this.body, {
      ...events,
      resetZoom: () => undefined,
    });
    this.#card.element.classList.add('content-card', 'graph-card');
    this.#card.setZoomed(false);
    this.#card.hideLog();
    this.choices.append(this.#run.element);
    this.body.append(this.choices, this.#message);
  }

  get element(): HTMLElement {
    return this.#card.element;
  }

  set(chart: Chart, settings: ChartSettings): void {
    this.#card.set(titleOf(chart), chart.change);
    this.#card.setExpanded(settings.expanded);
    this.#runs = settings.runs;
    this.#tags = chart.tags;
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

  /** Reads what the run has of the tags and has it shown with `show`, or says with `say` why there is nothing. */
  protected abstract load(run: RunId, tags: readonly string[]): Promise<void>;

  /** Takes a picture's name; false where it is shown already or something else is wanted by now. */
  protected begins(run: RunId, key: string): boolean {
    if (this.#shown === key || run !== this.#runNow || this.isDisposed) return false;
    this.#shown = key;
    return true;
  }

  /** The view, made when it is needed; null where something else is wanted by now. */
  protected viewFor(key: string, make: () => View): View | null {
    if (this.isDisposed || key !== this.#shown) return null;
    this.#message.hidden = true;
    if (this.#view) this.#view.element.hidden = false;
    else {
      this.#view = this.own(make());
      this.#view.setInView(this.#inView);
      this.body.append(this.#view.element);
    }
    return this.#view;
  }

  /** Nothing of what was shown before is left to be taken for what was asked for. */
  protected hideView(): void {
    if (this.#view) this.#view.element.hidden = true;
  }

  protected say(words: string): void {
    this.#message.hidden = false;
    this.#message.textContent = words;
    this.#shown = '';
  }

  /** Reads and shows again, for something else was chosen. */
  protected async again(): Promise<void> {
    await this.#refresh();
  }

  get #runNow(): RunId | undefined {
    return (this.#runs.find(({ id }) => id === this.#chosen) ?? this.#runs[0])?.id;
  }

  async #refresh(): Promise<void> {
    const run = this.#runNow;
    if (!this.#inView || run === undefined || this.isDisposed) return;
    try {
      await this.load(run, this.#tags);
    } catch (error) {
      this.say(messageOf(error));
    }
  }
}
