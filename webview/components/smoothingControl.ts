// The smoothing slider with its number field: the slider covers 0 to 0.99, the field goes up to 0.999.
import { formatNumber } from '../../src/shared/text';
import { element } from './element';

export interface SmoothingControl {
  readonly element: HTMLElement;
  set(weight: number): void;
}

const sliderEnd = 0.99;
const fieldEnd = 0.999;

export function createSmoothingControl(changed: (weight: number) => void): SmoothingControl {
  const slider = element('input', 'slider');
  slider.type = 'range';
  slider.min = '0';
  slider.max = String(sliderEnd);
  slider.step = '0.01';
  slider.ariaLabel = 'Smoothing';
  const field = element('input', 'number-field');
  field.type = 'number';
  field.min = '0';
  field.max = String(fieldEnd);
  field.step = '0.001';
  field.ariaLabel = 'Smoothing weight';
  const show = (weight: number): void => {
    slider.value = String(Math.min(sliderEnd, weight));
    slider.style.setProperty('--filled', `${(Math.min(sliderEnd, weight) / sliderEnd) * 100}%`);
    if (Number(field.value) !== weight || field.value === '') field.value = formatNumber(weight);
  };
  slider.addEventListener('input', () => {
    show(Number(slider.value));
    changed(Number(slider.value));
  });
  field.addEventListener('input', () => {
    if (field.value === '' || !field.validity.valid) return;
    show(Number(field.value));
    changed(Number(field.value));
  });
  // What is left behind in the field is what is in force.
  let inForce = 0;
  field.addEventListener('blur', () => {
    field.value = formatNumber(inForce);
  });
  const label = element('span', 'control-label', 'Smoothing');
  label.ariaHidden = 'true';
  const box = element('div', 'smoothing', label, slider, field);
  return {
    element: box,
    set: (weight) => {
      inForce = weight;
      show(weight);
    },
  };
}
