// Tells screen readers what changed, without moving the focus.
import { element } from './element';

export class LiveRegion {
  readonly element = element('div', 'visually-hidden');

  constructor() {
    this.element.ariaLive = 'polite';
    this.element.role = 'status';
  }

  say(words: string): void {
    if (this.element.textContent !== words) this.element.textContent = words;
  }
}
