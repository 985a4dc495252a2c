// How old the data is, ticking, and why.
import type { Clock } from '../../src/base/clock';
import { Disposable, type Owned } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import { formatAge } from '../../src/shared/text';
import { element } from './element';

export interface DataAgeState {
  /** When data last arrived; null before the first. */
  readonly lastGrowthAtMs: number | null;
  readonly live: boolean;
  /** What is going on instead, such as reading; null when nothing is. */
  readonly activity: string | null;
  /** The reason in words, shown on hover. */
  readonly why: string;
}

export class DataAge extends Disposable {
  readonly element = element('div', 'data-age');
  readonly #clock: Clock;
  readonly #words = element('span');
  #state: DataAgeState = { lastGrowthAtMs: null, live: false, activity: null, why: '' };
  #timer: Owned | undefined;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
    this.element.role = 'note';
    this.element.tabIndex = 0;
    this.element.append(element('span', 'live-dot'), this.#words);
    this.#tick();
  }

  set(state: DataAgeState): void {
    this.#state = state;
    this.#show();
  }

  override dispose(): void {
    this.#timer?.dispose();
    super.dispose();
  }

  #tick(): void {
    if (!document.hidden) this.#show();
    this.#timer = this.#clock.after(1000, () => this.#tick());
  }

  #show(): void {
    const { lastGrowthAtMs, live, activity, why } = this.#state;
    const age = lastGrowthAtMs === null ? null : formatAge(this.#clock.now() - lastGrowthAtMs);
    const words = activity ?? (age === null ? '' : l10n.t('updated {0}', age));
    if (this.#words.textContent !== words) this.#words.textContent = words;
    this.element.title = why;
    this.element.ariaLabel = `${words}. ${why}`;
    this.element.classList.toggle('live', live);
    this.element.hidden = words === '';
  }
}
