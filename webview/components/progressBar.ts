// A thin line at the top of the page: how much has been read, or that runs are being looked for.
import { l10n } from '../../src/shared/language';
import { element } from './element';

export class ProgressBar {
  readonly element = element('div', 'progress');
  readonly #bar = element('div', 'progress-bar');

  constructor() {
    this.element.role = 'progressbar';
    this.element.append(this.#bar);
    this.set(null, false, '');
  }

  /** Nothing is known of the page's state yet. */
  begin(): void {
    this.set(null, true, l10n.t('Loading'));
  }

  /** `share` 0 … 1, or null for unknown. Hidden when not busy. */
  set(share: number | null, busy: boolean, label: string): void {
    this.element.classList.toggle('busy', busy);
    this.element.classList.toggle('unknown', share === null);
    this.element.ariaLabel = label;
    this.element.ariaHidden = String(!busy);
    this.element.ariaValueNow = share === null ? null : String(Math.round(share * 100));
    this.#bar.style.width = share === null ? '' : `${Math.max(2, share * 100)}%`;
  }
}
