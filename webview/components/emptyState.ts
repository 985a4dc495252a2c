// What the page shows instead of charts: why there are none, and what one can do about it.
import { element } from './element';
import { icon } from './icon';
import { createButton, createProgressRing } from './toolkit';

export interface EmptyStateAction {
  readonly label: string;
  readonly act: () => void;
}

export interface EmptyStateWords {
  /** Stable name of the state, for styles and tests. */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
  readonly actions: readonly EmptyStateAction[];
}

/** Where an empty state is shown. One that is shown already stays as it is, with the focus that its buttons may have. */
export class EmptyPlace {
  readonly element = element('div', 'empty-place');
  #kind = '';

  /** @param words null where there is something else to show */
  show(words: EmptyStateWords | null): void {
    const kind = words?.kind ?? '';
    if (kind === this.#kind) return;
    this.#kind = kind;
    this.element.replaceChildren(...(words ? [createEmptyState(words)] : []));
  }
}

function createEmptyState(words: EmptyStateWords): HTMLElement {
  const picture = words.busy ? createProgressRing() : icon('chart');
  const buttons = words.actions.map(({ label, act }, at) =>
    createButton(label, at === 0 ? 'primary' : 'secondary', act),
  );
  const box = element(
    'div',
    'empty-state',
    picture,
    element('h2', '', words.title),
    element('p', '', words.text),
    ...(buttons.length > 0 ? [element('div', 'empty-actions', ...buttons)] : []),
  );
  box.dataset['empty'] = words.kind;
  return box;
}
