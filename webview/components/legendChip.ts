// One run in the legend.
import { l10n } from '../../src/shared/language';
import { describeProblemCount, describeState } from '../../src/shared/words';
import type { RunId } from '../../src/shared/vocabulary';
import { element } from './element';
import { icon, stateIcon } from './icon';
import type { LegendEntry, LegendEvents, ProblemWords } from './legend';
import { createPopover } from './popover';
import { colourSwatch, swatchOf } from './swatch';

export class LegendChip {
  readonly element = element('div', 'chip');
  readonly #toggle = element('button', 'chip-toggle');
  readonly #swatch = swatchOf({ colour: 'currentColor', dash: [] });
  readonly #state = element('span', 'chip-state');
  readonly #name = element('span', 'chip-name');
  readonly #badge = element('button', 'chip-badge', icon('warning'));
  readonly #problems = element('div', 'problem-list');
  #shown: LegendEntry | undefined;

  constructor(id: RunId, events: LegendEvents) {
    this.#toggle.type = this.#badge.type = 'button';
    this.#toggle.append(this.#swatch, this.#state, this.#name);
    this.#toggle.addEventListener('click', () => events.toggled(id, !this.#shown?.plotted));
    this.element.append(this.#toggle, createPopover(this.#badge, this.#problems).element);
    this.element.dataset['run'] = id;
    this.element.addEventListener('pointerenter', () => events.pointed(id));
    this.element.addEventListener('pointerleave', () => events.pointed(null));
    this.#toggle.addEventListener('focus', () => {
      if (this.#toggle.matches(':focus-visible')) events.pointed(id);
    });
    this.#toggle.addEventListener('blur', () => events.pointed(null));
  }

  set(entry: LegendEntry): void {
    const before = this.#shown;
    this.#shown = entry;
    colourSwatch(this.#swatch, entry);
    if (before?.state !== entry.state) this.#state.replaceChildren(stateIcon(entry.state));
    if (before?.name !== entry.name) this.#name.textContent = entry.name;
    this.#state.dataset['state'] = entry.state;
    this.element.classList.toggle('off', !entry.plotted);
    this.element.classList.toggle('loading', entry.loading);
    this.#toggle.ariaPressed = String(entry.plotted);
    const state = describeState(entry.state);
    this.#toggle.ariaLabel = `${entry.name}, ${state}`;
    this.#toggle.title = [
      entry.name,
      entry.loading ? l10n.t('{0}, being read', state) : state,
      ...(entry.writers > 1
        ? [l10n.t('{0} processes wrote it at the same time', entry.writers)]
        : []),
      entry.plotted ? l10n.t('Click to hide') : l10n.t('Click to plot'),
    ].join('\n');
    this.#showProblems(entry);
  }

  highlight(on: boolean): void {
    this.element.classList.toggle('highlighted', on);
  }

  #showProblems(entry: LegendEntry): void {
    this.#badge.hidden = entry.problemCount === 0;
    const count = describeProblemCount(entry.problemCount);
    this.#badge.ariaLabel = l10n.t('{0} in {1}', count, entry.name);
    this.#badge.title = [count, ...entry.problems.slice(0, 3).map(({ what }) => what)].join('\n');
    this.#problems.replaceChildren(
      element('h3', '', l10n.t('{0} in {1}', count, entry.name)),
      ...entry.problems.map(problemLine),
    );
    const hidden = entry.problemCount - entry.problems.length;
    if (hidden > 0) this.#problems.append(element('p', 'dim', l10n.t('and {0} more', hidden)));
  }
}

function problemLine({ what, where }: ProblemWords): HTMLElement {
  return element('p', '', element('span', '', what), element('code', 'dim', where));
}
