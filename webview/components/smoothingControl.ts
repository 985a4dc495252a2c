// The smoothing slider with its number field; what they stand for depends on the kind of smoothing.
import { l10n } from '../../src/shared/language';
import type { LineView } from '../../src/shared/lineView';
import { formatNumber } from '../../src/shared/text';
import { element } from './element';
import { amountKeys } from './lineControls';

export interface SmoothingControl {
  readonly element: HTMLElement;
  set(view: LineView): void;
}

/** How the slider and the field mean an amount. The field goes further than the slider. */
interface Scale {
  label(): string;
  readonly sliderEnd: number;
  readonly sliderStep: number;
  readonly fieldStart: number;
  readonly fieldEnd: number;
  readonly fieldStep: number;
  amountAt(place: number): number;
  /** The slider's place for an amount. */
  placeOf(amount: number): number;
}

const widthEnd = 100;
const windowEnd = 1001;

const weightScale: Scale = {
  label: () => l10n.t('Smoothing weight'),
  sliderEnd: 0.99,
  sliderStep: 0.01,
  fieldStart: 0,
  fieldEnd: 0.999,
  fieldStep: 0.001,
  amountAt: (place) => place,
  placeOf: (amount) => amount,
};

/** Small amounts have most of the slider. */
const scales: Readonly<Record<LineView['smoothingKind'], Scale>> = {
  ema: weightScale,
  timeWeightedEma: weightScale,
  gaussian: {
    label: () => l10n.t('Smoothing sigma in points'),
    sliderEnd: 1,
    sliderStep: 0.01,
    fieldStart: 0,
    fieldEnd: 1000,
    fieldStep: 0.5,
    amountAt: (place) => Math.round(widthEnd * place * place * 2) / 2,
    placeOf: (amount) => Math.sqrt(amount / widthEnd),
  },
  runningMean: {
    label: () => l10n.t('Smoothing window in points'),
    sliderEnd: 1,
    sliderStep: 0.01,
    fieldStart: 1,
    fieldEnd: 1_000_000,
    fieldStep: 1,
    amountAt: (place) => 1 + Math.round((windowEnd - 1) * place * place),
    placeOf: (amount) => Math.sqrt((amount - 1) / (windowEnd - 1)),
  },
};

export function createSmoothingControl(
  changed: (change: Partial<LineView>) => void,
): SmoothingControl {
  const slider = element('input', 'slider');
  slider.type = 'range';
  slider.min = '0';
  slider.ariaLabel = l10n.t('Smoothing');
  const field = element('input', 'number-field');
  field.type = 'number';
  let kind: LineView['smoothingKind'] = 'ema';
  let inForce = 0;
  const show = (amount: number): void => {
    const scale = scales[kind];
    const { sliderEnd } = scale;
    const place = Math.min(sliderEnd, Math.max(0, scale.placeOf(amount)));
    slider.value = String(place);
    slider.ariaValueText = formatNumber(amount);
    slider.style.setProperty('--filled', `${(place / sliderEnd) * 100}%`);
    if (Number(field.value) !== amount || field.value === '') field.value = formatNumber(amount);
  };
  const choose = (amount: number): void => {
    show(amount);
    changed({ [amountKeys[kind]]: amount });
  };
  slider.addEventListener('input', () => choose(scales[kind].amountAt(Number(slider.value))));
  field.addEventListener('input', () => {
    if (field.value !== '' && field.validity.valid) choose(Number(field.value));
  });
  // What is left behind in the field is what is in force.
  field.addEventListener('blur', () => {
    field.value = formatNumber(inForce);
  });
  const label = element('span', 'control-label', l10n.t('Smoothing'));
  label.ariaHidden = 'true';
  return {
    element: element('div', 'smoothing', label, slider, field),
    set: (view) => {
      kind = view.smoothingKind;
      const scale = scales[kind];
      const { fieldStart, fieldEnd, fieldStep, sliderEnd, sliderStep } = scale;
      Object.assign(slider, { max: sliderEnd, step: sliderStep });
      field.ariaLabel = field.title = scale.label();
      Object.assign(field, { min: fieldStart, max: fieldEnd, step: fieldStep });
      inForce = view[amountKeys[kind]];
      show(inForce);
    },
  };
}
