// A labelled list to choose one of, whose choices may change.
import { element } from '../components/element';

export interface ChoiceBox {
  readonly element: HTMLElement;
  set(choices: readonly (readonly [value: string, label: string])[], value: string): void;
}

export function createChoiceBox(label: string, chosen: (value: string) => void): ChoiceBox {
  const list = element('select', 'choice');
  list.ariaLabel = label;
  list.addEventListener('change', () => chosen(list.value));
  const box = element('label', 'choice-box', element('span', 'control-label', label), list);
  let told = '';
  return {
    element: box,
    set: (choices, value) => {
      const words = JSON.stringify(choices);
      if (words !== told) {
        list.replaceChildren(...choices.map(([one, name]) => new Option(name, one)));
        told = words;
      }
      list.value = value;
    },
  };
}
