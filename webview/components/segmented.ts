// A row of choices of which exactly one is on; arrow keys move between them.
import { element } from './element';

export interface SegmentedControl<T extends string> {
  readonly element: HTMLElement;
  /** None is on where the value is none of the choices. */
  set(value: T): void;
  /** Only these are to choose from. */
  offer(values: readonly T[]): void;
}

export function createSegmented<T extends string>(
  label: string,
  choices: readonly (readonly [value: T, label: string, title: string])[],
  changed: (value: T) => void,
): SegmentedControl<T> {
  const group = element('div', 'segmented');
  group.role = 'radiogroup';
  group.ariaLabel = label;
  const buttons = choices.map(([value, words, title]) => {
    const button = element('button', 'segment', words);
    button.type = 'button';
    button.role = 'radio';
    button.title = title;
    button.dataset['value'] = value;
    button.addEventListener('click', () => choose(value));
    return button;
  });
  group.append(...buttons);
  const show = (value: T): void => {
    buttons.forEach((button) => {
      const on = button.dataset['value'] === value;
      button.ariaChecked = String(on);
      button.tabIndex = on ? 0 : -1;
    });
    const isAnyOn = buttons.some((button) => button.ariaChecked === 'true' && !button.hidden);
    if (!isAnyOn && buttons[0]) buttons[0].tabIndex = 0;
  };
  const choose = (value: T): void => {
    show(value);
    changed(value);
  };
  group.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const offered = buttons.filter((button) => !button.hidden);
    const now = offered.findIndex((button) => button.ariaChecked === 'true');
    const next = offered[(now + by + offered.length) % offered.length];
    const choice = choices.find(([value]) => value === next?.dataset['value']);
    if (choice) choose(choice[0]);
    next?.focus();
  });
  return {
    element: group,
    set: show,
    offer: (values) => {
      for (const button of buttons)
        button.hidden = !values.some((value) => value === button.dataset['value']);
    },
  };
}
