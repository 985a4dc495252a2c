// Places and labels of axis ticks for plain numbers, linear and logarithmic.
import { formatCount, formatNumber } from '../../src/shared/text';
import type { Range } from './range';

export interface AxisTick {
  readonly value: number;
  readonly label: string;
}

/** The smallest of 1, 2, 5 × 10ⁿ that is not below `size`. */
export function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const digits = size / power;
  const nice = digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10;
  return nice * power;
}

/** At most about `count` round places in the range, at least `leastStep` apart. */
export function linearTicks(range: Range, count: number, leastStep = 0): readonly AxisTick[] {
  const width = range.to - range.from;
  if (!(width > 0) || !Number.isFinite(width)) return [];
  const step = Math.max(leastStep, niceStep(width / Math.max(1, count)));
  const largest = Math.max(Math.abs(range.from), Math.abs(range.to));
  return multiples(range, step).map((value) => ({
    value,
    label: labelOf(value, step, largest),
  }));
}

/** Powers of ten, with 2 and 5 between them where there is room; a narrow range gets linear places. */
export function logTicks(range: Range, count: number): readonly AxisTick[] {
  const low = Math.log10(range.from);
  const high = Math.log10(range.to);
  if (high - low < 0.8) return linearTicks(range, count);
  const stride = Math.max(1, Math.ceil((high - low) / Math.max(1, count)));
  const digits = stride === 1 && (high - low) * 3 <= count * 1.5 ? [1, 2, 5] : [1];
  const ticks: AxisTick[] = [];
  for (let power = Math.floor(low / stride) * stride; power <= high; power += stride) {
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= range.from && value <= range.to) {
        ticks.push({ value, label: formatNumber(value) });
      }
    }
  }
  return ticks;
}

function multiples(range: Range, step: number): number[] {
  const first = Math.ceil(range.from / step - 1e-9);
  const last = Math.floor(range.to / step + 1e-9);
  const values: number[] = [];
  // Multiplying (not adding up) and rounding to 12 digits keeps 0.30000000000000004 away.
  for (let k = first; k <= last; k++) values.push(Number((k * step).toPrecision(12)));
  return values;
}

/** All labels of an axis share their unit and number of decimals, so that they line up. */
function labelOf(value: number, step: number, largest: number): string {
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(step) + 1e-9);
  if (largest < 1e-3) {
    const exponent = Math.floor(Math.log10(largest));
    const digits = Math.min(6, Math.max(0, exponent - power));
    return `${minus((value / 10 ** exponent).toFixed(digits))}e${exponent}`;
  }
  const [factor, letter] = unitFor(largest);
  const decimals = Math.max(0, Math.log10(factor) - power);
  if (letter !== '' && decimals > 2) return formatCount(value);
  return minus((value / factor).toFixed(Math.min(9, decimals))) + letter;
}

function unitFor(largest: number): readonly [number, string] {
  if (largest >= 1e12) return [1e12, 'T'];
  if (largest >= 1e9) return [1e9, 'G'];
  if (largest >= 1e6) return [1e6, 'M'];
  return largest >= 1e4 ? [1e3, 'k'] : [1, ''];
}

function minus(digits: string): string {
  return digits.startsWith('-') ? `−${digits.slice(1)}` : digits;
}
