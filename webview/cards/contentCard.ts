// The inside of a card of values without columns: loads what is in sight, lets the user choose the step, has a view draw.
import { Disposable } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import { formatCounted } from '../../src/shared/text';
import type { RunId } from '../../src/shared/vocabulary';
import { element } from '../components/element';
import type {
  CardContext,
  CardOptions,
  CardSettings,
  CardView,
  Lane,
  Reference,
  ViewMaker,
} from './cardParts';
import { unionSteps } from './laneItems';
import { LaneLoader } from './laneLoader';
import { StepBar } from './stepBar';

export interface ContentCardEvents {
  /** The user chose this for the card; comes back with the settings. */
  choose(options: CardOptions): void;
}

/** More runs than these are shown when asked for. */
const mostLanes = 12;

export class ContentCard extends Disposable {
  readonly element = element('div', 'content');
  readonly #context: CardContext;
  readonly #view: CardView;
  readonly #controls = element('div', 'content-controls');
  readonly #bar: StepBar;
  readonly #more = element('button', 'link-button content-more');
  readonly #loaders = new Map<string, LaneLoader>();
  #settings: CardSettings | null = null;
  #ownStep: number | null = null;
  #reference: Reference = null;
  #others: ReadonlyMap<string, readonly number[]> = new Map();
  #optionsShown = false;
  #showsAll = false;
  #inView = false;
  #frame = 0;

  constructor(makeView: ViewMaker, context: CardContext, events: ContentCardEvents) {
    super();
    this.#context = context;
    this.#view = this.own(
      makeView({
        choose: (options) => events.choose(options),
        compareWith: (reference) => this.#compareWith(reference),
        wantAlso: (steps) => this.#wantAlso(steps),
        say: (words) => context.say(words),
        openLink: (address) => context.openLink(address),
      }),
    );
    this.#bar = new StepBar({
      choose: (step) => this.#choose(step),
      link: (linked) => context.step.link(linked, this.step),
      options: (shown) => this.#showOptions(shown),
    });
    this.#more.type = 'button';
    this.#more.addEventListener('click', () => {
      this.#showsAll = true;
      this.#refresh();
    });
    this.#controls.append(...this.#view.controls);
    this.#controls.role = 'group';
    this.#controls.ariaLabel = l10n.t('How it is shown');
    const drawing = element('div', 'content-view', this.#view.element, this.#more);
    this.element.append(this.#controls, drawing, this.#bar.element);
    this.own(context.step.onDidChange(() => this.#refresh()));
    this.#showOptions(false);
  }

  /** The chosen step; null for the newest of each run. */
  get step(): number | null {
    return this.#context.step.linked ? this.#context.step.step : this.#ownStep;
  }

  set(settings: CardSettings): void {
    const before = this.#settings;
    if (before && JSON.stringify(before) === JSON.stringify(settings)) return;
    this.#settings = settings;
    this.#makeLoaders(settings);
    if (before?.expanded !== settings.expanded) this.#showOptions(settings.expanded);
    this.#refresh();
  }

  setInView(inView: boolean): void {
    this.#inView = inView;
    if (inView) this.#refresh();
    else this.#hide();
  }

  resize(width: number, height: number): void {
    this.#view.resize(width, height);
    if (this.#inView) this.#draw();
  }

  /** New values came for these runs. */
  markStale(runs: ReadonlySet<RunId>): void {
    const { tags = [], runs: looks = [] } = this.#settings ?? {};
    for (const { id } of looks) {
      if (!runs.has(id)) continue;
      for (const tag of tags) this.#loaders.get(`${id} ${tag}`)?.markStale();
    }
    this.#refresh();
  }

  override dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const loader of this.#loaders.values()) loader.dispose();
    super.dispose();
  }

  #makeLoaders({ kind, tags, runs }: CardSettings): void {
    const wanted = new Set<string>();
    for (const look of runs) {
      for (const tag of tags) {
        const key = `${look.id} ${tag}`;
        wanted.add(key);
        const present = this.#loaders.get(key);
        if (present) present.setLook(look);
        else {
          const changed = (): void => this.#refresh();
          this.#loaders.set(key, new LaneLoader(kind, tag, look, this.#context, changed));
        }
      }
    }
    for (const [key, loader] of this.#loaders) {
      if (wanted.has(key)) continue;
      loader.dispose();
      this.#loaders.delete(key);
    }
  }

  /** In the order of the runs; a run that lacks a tag has no lane once that is known. */
  get #shownLoaders(): readonly LaneLoader[] {
    const { runs = [], tags = [] } = this.#settings ?? {};
    const all = runs.flatMap(({ id }) =>
      tags.flatMap((tag) => this.#loaders.get(`${id} ${tag}`) ?? []),
    );
    const present = all.filter(({ items }) => items?.steps.length !== 0);
    return this.#showsAll ? present : present.slice(0, mostLanes);
  }

  #refresh(): void {
    if (!this.#inView || this.isDisposed) return;
    const history = this.#view.wantsHistory;
    const wanted = { step: this.step, reference: this.#reference, history };
    for (const loader of this.#shownLoaders) {
      loader.want({ ...wanted, others: this.#others.get(loader.key) ?? [] });
    }
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const settings = this.#settings;
    if (!settings || !this.#inView) return;
    const loaders = this.#shownLoaders;
    const lanes = loaders.map((loader) => loader.lane(settings.tags.length > 1));
    this.#view.show(lanes, settings);
    this.#showBar(loaders);
    const hidden = this.#loaders.size - loaders.length;
    this.#more.hidden = this.#showsAll || loaders.length < mostLanes || hidden <= 0;
    this.#more.textContent = formatCounted(
      hidden,
      l10n.t('Show {0} more run'),
      l10n.t('Show {0} more runs'),
    );
    this.element.dataset['state'] = stateOf(lanes);
  }

  #showBar(loaders: readonly LaneLoader[]): void {
    this.#bar.set({
      steps: unionSteps(loaders.flatMap(({ items }) => items ?? [])),
      chosen: this.step,
      linked: this.#context.step.linked,
      hasOptions: this.#view.controls.length > 0,
      optionsShown: this.#optionsShown,
      allSteps: this.#view.wantsHistory,
    });
  }

  /** Out of sight nothing is kept of what is drawn: pictures take memory. */
  #hide(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#settings) this.#view.show([], this.#settings);
  }

  #choose(step: number | null): void {
    const { step: linked } = this.#context;
    if (linked.linked) linked.link(true, step);
    else {
      this.#ownStep = step;
      this.#refresh();
    }
  }

  /** Views say it with every drawing: the same again must not draw once more. */
  #compareWith(reference: Reference): void {
    if (reference === this.#reference) return;
    this.#reference = reference;
    this.#refresh();
  }

  #wantAlso(steps: ReadonlyMap<string, readonly number[]>): void {
    if (JSON.stringify([...steps]) === JSON.stringify([...this.#others])) return;
    this.#others = steps;
    this.#refresh();
  }

  #showOptions(shown: boolean): void {
    this.#optionsShown = shown;
    this.#controls.hidden = !shown || this.#view.controls.length === 0;
    this.#showBar(this.#shownLoaders);
  }
}

function stateOf(lanes: readonly Lane[]): string {
  if (lanes.length === 0) return 'empty';
  if (lanes.some(({ state }) => state === 'loading')) return 'loading';
  return lanes.some(({ state }) => state === 'failed') ? 'failed' : 'drawn';
}
