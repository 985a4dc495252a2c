// A drop-down list whose choices change with the page, and a field for a number or nothing: native controls in the editor's likeness.
import { element } from './element';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Choices with the same heading stand below it; empty for none. */
  readonly heading: string;
}

export interface SelectField {
  readonly element: HTMLSelectElement;
  set(value: string, choices: readonly Choice[]): void;
}

export function createSelect(label: string, chosen: (value: string) => void): SelectField {
  const select = element('select', 'select');
  select.ariaLabel = label;
  let shown = '';
  select.addEventListener('change', () => chosen(select.value));
  return {
    element: select,
    set: (value, choices) => {
      const key = JSON.stringify(choices);
      if (key !== shown) select.replaceChildren(...optionsOf(choices));
      shown = key;
      if (select.value !== value) select.value = value;
    },
  };
}

function optionsOf(choices: readonly Choice[]): HTMLElement[] {
  const headings = [...new Set(choices.map(({ heading }) => heading))];
  return headings.flatMap((heading) => {
    const options = choices
      .filter((choice) => choice.heading === heading)
      .map(({ value, label }) => {
        const option = element('option', '', label);
        option.value = value;
        return option;
      });
    if (heading === '') return options;
    const group = element('optgroup', '', ...options);
    group.label = heading;
    return [group];
  });
}

export interface NumberField {
  readonly element: HTMLInputElement;
  set(value: number | null): void;
}

/** Empty for null. What is no number is marked and not told. */
export function createNumberField(
  label: string,
  placeholder: string,
  typed: (value: number | null) => void,
): NumberField {
  const field = element('input', 'number-field');
  field.type = 'text';
  field.inputMode = 'decimal';
  field.ariaLabel = field.title = label;
  field.placeholder = placeholder;
  let told: number | null = null;
  field.addEventListener('input', () => {
    const words = field.value.trim().replace(',', '.').replace('−', '-');
    const value = words === '' ? null : Number(words);
    const isBad = value !== null && !Number.isFinite(value);
    field.ariaInvalid = String(isBad);
    if (isBad || value === told) return;
    told = value;
    typed(value);
  });
  return {
    element: field,
    set: (value) => {
      told = value;
      // What is being typed stays as it is typed.
      if (document.activeElement === field) return;
      field.value = value === null ? '' : String(value);
      field.ariaInvalid = 'false';
    },
  };
}
