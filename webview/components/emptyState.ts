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

export function createEmptyState(words: EmptyStateWords): HTMLElement {
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
