// A group of charts with a common prefix: a heading that folds it, and the grid below.
import { l10n } from '../../src/shared/language';
import { formatCount, formatCounted } from '../../src/shared/text';
import { arrangeChildren, element, plainButton } from './element';
import { icon } from './icon';

export interface GroupEvents {
  toggle(): void;
  openMenu(button: HTMLElement): void;
}

export class ChartGroup {
  readonly element = element('section', 'group');
  readonly #head = element('button', 'group-head');
  readonly #count = element('span', 'count');
  readonly #grid = element('div', 'grid');
  readonly #label: string;

  constructor(key: string, label: string, events: GroupEvents) {
    this.#label = label;
    this.#head.type = 'button';
    this.#head.append(icon('chevron'), element('span', 'group-name', label), ' ', this.#count);
    this.#head.addEventListener('click', () => events.toggle());
    const more = plainButton(
      'icon-button group-more',
      l10n.t('Menu of {0}', label),
      () => events.openMenu(more),
      icon('more'),
    );
    more.ariaHasPopup = 'menu';
    this.element.dataset['group'] = key;
    const line = element('div', 'group-line', element('h2', '', this.#head), more);
    this.element.append(line, this.#grid);
  }

  set(cards: readonly HTMLElement[], collapsed: boolean): void {
    this.#count.textContent = formatCount(cards.length);
    this.#head.ariaLabel = formatCounted(
      cards.length,
      l10n.t('{1}, {0} chart'),
      l10n.t('{1}, {0} charts'),
      this.#label,
    );
    this.#head.setAttribute('aria-expanded', String(!collapsed));
    this.#grid.hidden = collapsed;
    arrangeChildren(this.#grid, cards);
  }
}
