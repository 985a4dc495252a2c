// Numbers, times and sizes as people read them.
import assert from 'node:assert/strict';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatCounted,
  formatDuration,
  formatMoment,
  formatNumber,
  formatNumbers,
  formatStep,
} from '../../../src/shared/text';

function each<T>(format: (value: T) => string, expected: readonly (readonly [T, string])[]): void {
  assert.deepEqual(
    expected.map(([value]) => [value, format(value)]),
    expected,
  );
}

describe('text', () => {
  it('shows numbers with four significant digits', () => {
    each(formatNumber, [
      [0, '0'],
      [-0, '0'],
      [0.25, '0.25'],
      [1.23456, '1.235'],
      [-12.3456, '−12.35'],
      [1234.5, '1235'],
      [9999.4, '9999'],
      [9999.6, '10k'],
      [12_345, '12.35k'],
      [999_999, '1M'],
      [2.5e9, '2.5G'],
      [0.001, '0.001'],
      [0.000123456, '1.235e-4'],
      [-3e-12, '−3e-12'],
      [1.5e14, '1.5e14'],
    ]);
  });

  it('names what is not a number', () => {
    each(formatNumber, [
      [NaN, 'NaN'],
      [Infinity, '+Inf'],
      [-Infinity, '−Inf'],
    ]);
  });

  it('gives the numbers of a column equally many decimals', () => {
    assert.deepEqual(formatNumbers([1.5, -12.34567, 0.25]), ['1.50', '−12.35', '0.25']);
    assert.deepEqual(formatNumbers([1.5, NaN, 2]), ['1.5', 'NaN', '2']);
    assert.deepEqual(formatNumbers([]), []);
  });

  it('groups the digits of counts', () => {
    each(formatCount, [
      [0, '0'],
      [999, '999'],
      [12_400, '12,400'],
      [-1_234_567, '−1,234,567'],
      [0.5, '0.5'],
      [NaN, 'NaN'],
    ]);
    assert.deepEqual(
      [1, 2000].map((count) => formatCounted(count, '{1}: {0} run', '{1}: {0} runs', 'all')),
      ['all: 1 run', 'all: 2,000 runs'],
    );
  });

  it('shortens steps from ten thousand on', () => {
    each(formatStep, [
      [950, '950'],
      [9_999, '9,999'],
      [12_400, '12.4k'],
      [1_250_000, '1.25M'],
      [-20_000, '−20k'],
    ]);
  });

  it('shows durations with their two leading units', () => {
    each(formatDuration, [
      [0, '0 s'],
      [12.5, '12.5 ms'],
      [4_250, '4.3 s'],
      [59_400, '59 s'],
      [59_600, '1m'],
      [200_000, '3m 20s'],
      [3_600_000, '1h'],
      [4_320_000, '1h 12m'],
      [86_399_000, '1d'],
      [183_600_000, '2d 3h'],
      [-90_000, '−1m 30s'],
      [NaN, '–'],
    ]);
  });

  it('shows ages', () => {
    each(formatAge, [
      [-50, 'just now'],
      [999, 'just now'],
      [3_400, '3 s ago'],
      [60_000, '1 min ago'],
      [7_300_000, '2 h ago'],
      [259_200_000, '3 d ago'],
    ]);
  });

  it('shows sizes with decimal units', () => {
    each(formatBytes, [
      [0, '0 B'],
      [512, '512 B'],
      [1500, '1.5 kB'],
      [999_950, '1 MB'],
      [3.2e9, '3.2 GB'],
      [5e15, '5000 TB'],
    ]);
  });

  it('shows moments in local time', () => {
    const moment = new Date(2024, 5, 10, 8, 3, 7);
    assert.equal(formatMoment(moment.getTime() / 1000), '2024-06-10 08:03:07');
    assert.equal(formatMoment(NaN), '–');
  });
});
