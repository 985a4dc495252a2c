// Says at the top of the page that it shows one file's run only, and leads to all runs.
import type { DashboardFile } from '../../src/shared/dashboardContract';
import { l10n } from '../../src/shared/language';
import { element, plainButton } from './element';

export class ScopeLabel {
  readonly element = element('div', 'scope');
  readonly #run = element('h1', 'scope-run');
  readonly #place = element('span', 'scope-place dim');

  constructor(showAll: () => void) {
    const all = plainButton('link-button', l10n.t('All runs: open their dashboard'), showAll);
    all.append(l10n.t('All runs'));
    this.element.append(this.#run, this.#place, all);
    this.element.hidden = true;
  }

  /** Nothing is shown on a page of all runs. */
  set(file: DashboardFile | null): void {
    this.element.hidden = file === null;
    if (!file) return;
    this.#run.textContent = file.run;
    // A path that is too long loses its beginning, which tells least; the mark keeps it from being turned round.
    this.#place.textContent = `\u200e${file.directory}`;
    this.#place.title = `${file.name}\n${file.directory}`;
  }
}
