// The runs as chips: colour, state and name; a click plots a run or takes it off; folded to two rows when many.
import { l10n } from '../../src/shared/language';
import type { RunId, RunState } from '../../src/shared/vocabulary';
import { formatCount } from '../../src/shared/text';
import { arrangeChildren, element, plainButton } from './element';
import { LegendChip } from './legendChip';
import type { Swatch } from './swatch';

export interface LegendEntry extends Swatch {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunState;
  readonly plotted: boolean;
  readonly loading: boolean;
  /** How many processes wrote the same metric at the same time. */
  readonly writers: number;
  readonly problemCount: number;
  /** What is wrong and where, a sentence each. */
  readonly problems: readonly ProblemWords[];
}

export interface ProblemWords {
  readonly what: string;
  readonly where: string;
}

export interface LegendEvents {
  toggled(run: RunId, plotted: boolean): void;
  /** The run under the pointer or the focus; null when none is. */
  pointed(run: RunId | null): void;
}

/** More chips than this are not put into the page; the tree has them all. */
const mostChips = 300;

export class Legend {
  readonly element = element('div', 'legend');
  readonly #list = element('div', 'legend-list');
  readonly #more: HTMLButtonElement;
  readonly #events: LegendEvents;
  readonly #chips = new Map<RunId, LegendChip>();
  readonly #sizes: ResizeObserver;
  #folded = true;
  #total = 0;

  constructor(events: LegendEvents) {
    this.#events = events;
    this.#more = plainButton('link-button', l10n.t('Show all runs'), () =>
      this.#fold(!this.#folded),
    );
    this.element.role = 'group';
    this.element.ariaLabel = l10n.t('Runs');
    this.element.append(this.#list, this.#more);
    this.#sizes = new ResizeObserver(() => this.#showMore());
    this.#sizes.observe(this.#list);
    this.#fold(true);
  }

  set(entries: readonly LegendEntry[]): void {
    const shown = entries.slice(0, mostChips);
    const gone = new Set(this.#chips.keys());
    const nodes = shown.map((entry) => {
      gone.delete(entry.id);
      return this.#chipFor(entry).element;
    });
    for (const id of gone) this.#chips.delete(id);
    arrangeChildren(this.#list, nodes);
    this.#total = entries.length;
    this.element.hidden = entries.length === 0;
    this.#showMore();
  }

  /** Marks the runs that stand out in the charts. */
  highlight(runs: ReadonlySet<RunId>): void {
    for (const [id, chip] of this.#chips) chip.highlight(runs.has(id));
  }

  #chipFor(entry: LegendEntry): LegendChip {
    let chip = this.#chips.get(entry.id);
    if (!chip) {
      chip = new LegendChip(entry.id, this.#events);
      this.#chips.set(entry.id, chip);
    }
    chip.set(entry);
    return chip;
  }

  #fold(folded: boolean): void {
    this.#folded = folded;
    this.element.classList.toggle('folded', folded);
    this.#showMore();
  }

  #showMore(): void {
    const overflows = this.#list.scrollHeight > this.#list.clientHeight + 2;
    this.#more.hidden = this.#folded && !overflows;
    const words = this.#folded
      ? l10n.t('Show all {0}', formatCount(this.#total))
      : l10n.t('Show fewer');
    this.#more.textContent = words;
    this.#more.ariaLabel = this.#more.title = this.#folded
      ? l10n.t('Show all {0} runs', formatCount(this.#total))
      : l10n.t('Show fewer runs');
    this.#more.setAttribute('aria-expanded', String(!this.#folded));
  }
}
