// The one door to the webview UI toolkit: our own names for its controls, so that a successor touches one file.
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
  vsCodeTextField,
  type Button,
  type Checkbox,
  type Dropdown,
  type Option,
  type TextField,
} from '@vscode/webview-ui-toolkit';

declare global {
  interface HTMLElementTagNameMap {
    'vscode-button': Button;
    'vscode-checkbox': Checkbox;
    'vscode-dropdown': Dropdown;
    'vscode-option': Option;
    'vscode-text-field': TextField;
  }
}

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeProgressRing(),
  vsCodeTextField(),
);

export function createButton(
  label: string,
  appearance: 'primary' | 'secondary',
  act: () => void,
): HTMLElement {
  const button = document.createElement('vscode-button');
  button.appearance = appearance;
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

export interface CheckboxControl {
  readonly element: HTMLElement;
  set(checked: boolean): void;
}

export function createCheckbox(
  label: string,
  title: string,
  changed: (checked: boolean) => void,
): CheckboxControl {
  const box = document.createElement('vscode-checkbox');
  box.textContent = label;
  box.title = title;
  // Setting `checked` from code fires `change` too; only what the user did counts.
  let told = box.checked;
  box.addEventListener('change', () => {
    if (box.checked === told) return;
    told = box.checked;
    changed(told);
  });
  return {
    element: box,
    set: (checked) => {
      told = checked;
      box.checked = checked;
    },
  };
}

export interface DropdownControl {
  readonly element: HTMLElement;
  set(value: string): void;
}

export function createDropdown(
  label: string,
  choices: readonly (readonly [value: string, label: string])[],
  changed: (value: string) => void,
): DropdownControl {
  const dropdown = document.createElement('vscode-dropdown');
  dropdown.ariaLabel = label;
  for (const [value, words] of choices) {
    const option = document.createElement('vscode-option');
    option.value = value;
    option.textContent = words;
    dropdown.append(option);
  }
  let told = '';
  dropdown.addEventListener('change', () => {
    if (dropdown.value === told) return;
    told = dropdown.value;
    changed(told);
  });
  return {
    element: dropdown,
    set: (value) => {
      told = value;
      dropdown.value = value;
    },
  };
}

export interface TextControl {
  readonly element: HTMLElement;
  readonly value: string;
  set(value: string): void;
}

export function createTextField(
  label: string,
  placeholder: string,
  typed: (value: string) => void,
): TextControl {
  const field = document.createElement('vscode-text-field');
  // The field takes its accessible name from its text; the style sheet hides the label itself.
  field.textContent = label;
  field.placeholder = placeholder;
  field.addEventListener('input', () => typed(field.value));
  return {
    element: field,
    get value() {
      return field.value;
    },
    set: (value) => {
      if (field.value !== value) field.value = value;
    },
  };
}

export function createProgressRing(): HTMLElement {
  return document.createElement('vscode-progress-ring');
}
