// The row below a card that chooses the step: a slider that keys move too, the newest step, and the link to other cards.
import { l10n } from '../../src/shared/language';
import { formatCount } from '../../src/shared/text';
import { element, plainButton } from '../components/element';
import { icon } from '../components/icon';

export interface StepBarEvents {
  /** Null: the newest, and what comes after it. */
  choose(step: number | null): void;
  link(linked: boolean): void;
  /** Shows or hides the choices of the kind. */
  options(shown: boolean): void;
}

export interface StepBarState {
  /** Ascending. */
  readonly steps: readonly number[];
  readonly chosen: number | null;
  readonly linked: boolean;
  readonly hasOptions: boolean;
  readonly optionsShown: boolean;
  /** Whether the drawing shows all steps at once. */
  readonly allSteps: boolean;
}

export class StepBar {
  readonly element = element('div', 'step-bar');
  readonly #slider = element('input', 'slider step-slider');
  readonly #words = element('output', 'step-words');
  readonly #latest: HTMLButtonElement;
  readonly #link: HTMLButtonElement;
  readonly #options: HTMLButtonElement;
  readonly #events: StepBarEvents;
  #state: StepBarState | null = null;

  constructor(events: StepBarEvents) {
    this.#events = events;
    this.#slider.type = 'range';
    this.#slider.min = '0';
    this.#slider.ariaLabel = l10n.t('Step');
    this.#slider.addEventListener('input', () => this.#moved());
    this.#latest = plainButton(
      'icon-button',
      l10n.t('Follow the newest step'),
      () => events.choose(this.#state?.chosen === null ? (this.#state.steps.at(-1) ?? null) : null),
      icon('newest'),
    );
    this.#link = plainButton(
      'icon-button',
      l10n.t('Link the step of all cards'),
      () => events.link(!(this.#state?.linked ?? false)),
      icon('link'),
    );
    this.#options = plainButton(
      'icon-button',
      l10n.t('How it is shown'),
      () => events.options(!(this.#state?.optionsShown ?? false)),
      icon('options'),
    );
    this.element.append(...[this.#slider, this.#words, this.#latest, this.#link, this.#options]);
  }

  set(state: StepBarState): void {
    this.#state = state;
    const { steps, chosen } = state;
    const last = Math.max(0, steps.length - 1);
    const at =
      chosen === null
        ? last
        : Math.max(
            0,
            steps.findLastIndex((step) => step <= chosen),
          );
    const single = steps.length < 2 || state.allSteps;
    for (const part of [this.#slider, this.#latest, this.#link]) part.hidden = single;
    this.#slider.max = String(last);
    if (this.#slider.valueAsNumber !== at) this.#slider.value = String(at);
    this.#slider.style.setProperty('--filled', `${last === 0 ? 100 : (at / last) * 100}%`);
    const words = describeStep(state, steps[at]);
    this.#slider.setAttribute('aria-valuetext', words);
    if (this.#words.textContent !== words) this.#words.textContent = words;
    this.#latest.ariaPressed = String(chosen === null);
    this.#link.ariaPressed = String(state.linked);
    this.#options.hidden = !state.hasOptions;
    this.#options.setAttribute('aria-expanded', String(state.optionsShown));
  }

  #moved(): void {
    const { steps = [] } = this.#state ?? {};
    const at = this.#slider.valueAsNumber;
    // Dragged to its end the slider follows what comes.
    this.#events.choose(at >= steps.length - 1 ? null : (steps[at] ?? null));
  }
}

function describeStep({ steps, allSteps }: StepBarState, step: number | undefined): string {
  if (step === undefined) return '';
  if (allSteps && steps.length > 1)
    return l10n.t(
      '{0} steps, {1} to {2}',
      formatCount(steps.length),
      formatCount(steps[0]!),
      formatCount(steps.at(-1)!),
    );
  return l10n.t('step {0}', formatCount(step));
}
