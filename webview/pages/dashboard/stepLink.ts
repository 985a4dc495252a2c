// One step for curves and cards: a step that is chosen on a chart is shown by all cards, and one that linked cards go to is chosen on the charts.
import { Disposable } from '../../../src/base/lifecycle';
import type { LinkedStep } from '../../cards/linkedStep';
import type { LinkedSelection } from '../../charts/linkedSelection';

export class StepLink extends Disposable {
  readonly #selection: LinkedSelection;
  readonly #step: LinkedStep;
  readonly #isOn: () => boolean;
  /** Whether cards were linked by hand before a chart led them; null while none does. */
  #before: boolean | null = null;

  /** @param isOn whether the user wants it, and x of the charts is steps */
  constructor(selection: LinkedSelection, step: LinkedStep, isOn: () => boolean) {
    super();
    this.#selection = selection;
    this.#step = step;
    this.#isOn = isOn;
    this.own(selection.onDidChange(() => this.#lead()));
    this.own(step.onDidChange(() => this.#follow()));
  }

  #lead(): void {
    const { range, isStep } = this.#selection;
    if (this.#isOn() && range && isStep) {
      this.#before ??= this.#step.linked;
      this.#step.link(true, range.from);
      return;
    }
    const before = this.#before;
    this.#before = null;
    // With nothing chosen any more the cards follow the newest again, as they did.
    if (before !== null) this.#step.link(before, null);
  }

  #follow(): void {
    const { linked, step } = this.#step;
    if (!this.#isOn()) return;
    // A card was let go by hand: what it then shows is its own.
    if (!linked) this.#before = null;
    else if (step !== null) this.#selection.set({ from: step, to: step });
    else if (this.#selection.isStep) this.#selection.set(null);
  }
}
