// Small labelled controls of cards: a choice from a list, a slider, a switch.
import { element, plainButton } from '../components/element';
import { icon, type IconName } from '../components/icon';

export interface Choice {
  readonly element: HTMLElement;
  readonly value: string;
  set(value: string): void;
  setChoices(choices: readonly (readonly [value: string, label: string])[]): void;
}

export function createChoice(
  label: string,
  choices: readonly (readonly [value: string, label: string])[],
  changed: (value: string) => void,
): Choice {
  const list = element('select', 'select');
  list.ariaLabel = label;
  list.title = label;
  let told = '';
  const setChoices: Choice['setChoices'] = (wanted) => {
    if (told === JSON.stringify(wanted)) return;
    told = JSON.stringify(wanted);
    const { value } = list;
    list.replaceChildren(
      ...wanted.map(([each, words]) => {
        const option = element('option', '', words);
        option.value = each;
        return option;
      }),
    );
    if (wanted.some(([each]) => each === value)) list.value = value;
  };
  setChoices(choices);
  list.addEventListener('change', () => changed(list.value));
  return {
    element: list,
    get value() {
      return list.value;
    },
    set: (value) => {
      if (list.value !== value) list.value = value;
    },
    setChoices,
  };
}

export interface SliderControl {
  readonly element: HTMLElement;
  set(value: number): void;
}

/** @param usual the value that a double click goes back to */
export function createSlider(
  label: string,
  range: { readonly least: number; readonly most: number; readonly by: number; usual: number },
  changed: (value: number) => void,
): SliderControl {
  const input = element('input', 'slider');
  const { least, most, by, usual } = range;
  Object.assign(input, { type: 'range', min: least, max: most, step: by, value: usual });
  const fill = (): void => {
    const share = (input.valueAsNumber - least) / (most - least);
    input.style.setProperty('--filled', `${share * 100}%`);
    input.setAttribute('aria-valuetext', `${Math.round(input.valueAsNumber * 100)} %`);
  };
  input.addEventListener('input', () => {
    fill();
    changed(input.valueAsNumber);
  });
  input.addEventListener('dblclick', () => {
    input.valueAsNumber = usual;
    fill();
    changed(usual);
  });
  fill();
  return {
    element: element('label', 'control', element('span', 'control-label', label), input),
    set: (value) => {
      input.valueAsNumber = value;
      fill();
    },
  };
}

export interface SwitchControl {
  readonly element: HTMLElement;
  set(on: boolean): void;
}

/** A button that stays pressed. */
export function createSwitch(label: string, changed: (on: boolean) => void): SwitchControl {
  const button = element('button', 'switch', label);
  button.type = 'button';
  button.ariaPressed = 'false';
  const set = (on: boolean): void => {
    button.ariaPressed = String(on);
  };
  button.addEventListener('click', () => {
    const on = button.ariaPressed !== 'true';
    set(on);
    changed(on);
  });
  return { element: button, set };
}

export function createAction(label: string, name: IconName, act: () => void): HTMLButtonElement {
  return plainButton('icon-button', label, act, icon(name));
}
