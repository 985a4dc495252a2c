// Places and labels of axis ticks.
import assert from 'node:assert/strict';
import { linearTicks, logTicks } from '../../../webview/charts/ticks';
import { durationTicks, wallTicks } from '../../../webview/charts/timeTicks';

const labels = (ticks: readonly { readonly label: string }[]): string =>
  ticks.map(({ label }) => label).join(' ');

describe('ticks', () => {
  it('stand at round numbers with equally many decimals', () => {
    assert.equal(labels(linearTicks({ from: 0, to: 1 }, 5)), '0 0.2 0.4 0.6 0.8 1.0');
    assert.equal(labels(linearTicks({ from: -0.3, to: 0.3 }, 4)), '−0.2 0 0.2');
    assert.equal(labels(linearTicks({ from: 0, to: 60_000 }, 4)), '0 20k 40k 60k');
    assert.equal(labels(linearTicks({ from: 1e-6, to: 3e-6 }, 4)), '1e-6 2e-6 3e-6');
    assert.equal(
      labels(linearTicks({ from: 1_000_000, to: 1_000_004 }, 2)),
      '1,000,000 1,000,002 1,000,004',
    );
  });

  it('stay whole where asked to', () => {
    assert.equal(labels(linearTicks({ from: 9.5, to: 11.5 }, 5, 1)), '10 11');
  });

  it('are none on an empty or endless range', () => {
    assert.deepEqual(linearTicks({ from: 1, to: 1 }, 5), []);
    assert.deepEqual(linearTicks({ from: 0, to: Infinity }, 5), []);
  });

  it('stand at powers of ten on a log axis, closer when there is room', () => {
    assert.equal(labels(logTicks({ from: 1e-4, to: 1 }, 5)), '1e-4 0.001 0.01 0.1 1');
    assert.equal(labels(logTicks({ from: 1e-8, to: 1 }, 4)), '1e-8 1e-6 1e-4 0.01 1');
    assert.equal(labels(logTicks({ from: 0.8, to: 30 }, 6)), '1 2 5 10 20');
    assert.equal(labels(logTicks({ from: 2, to: 3 }, 3)), '2.0 2.5 3.0');
  });

  it('stand at round durations', () => {
    assert.equal(labels(durationTicks({ from: 0, to: 95 }, 4)), '0 30 s 1m 1m 30s');
    assert.equal(labels(durationTicks({ from: 0, to: 40_000 }, 4)), '0 3h 6h 9h');
    assert.equal(labels(durationTicks({ from: 0, to: 0.4 }, 4)), '0.0 s 0.1 s 0.2 s 0.3 s 0.4 s');
  });

  it('stand at round times of the local day', () => {
    const at = (day: number, hour: number, minute = 0): number =>
      new Date(2024, 5, day, hour, minute).getTime() / 1000;
    assert.equal(
      labels(wallTicks({ from: at(10, 8, 13), to: at(10, 8, 41) }, 3)),
      '08:20 08:30 08:40',
    );
    assert.equal(
      labels(wallTicks({ from: at(10, 20), to: at(11, 4) }, 4)),
      '20:00 22:00 Jun 11 02:00 04:00',
    );
    assert.equal(
      labels(wallTicks({ from: at(1, 0), to: at(5, 0) }, 4)),
      'Jun 1 Jun 2 Jun 3 Jun 4 Jun 5',
    );
  });
});
