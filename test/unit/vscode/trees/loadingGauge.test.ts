// When a load counts as long.
import assert from 'node:assert/strict';
import { LoadingGauge } from '../../../../src/vscode/trees/loadingGauge';

const megabyte = 1 << 20;

/** What is said at each of these moments: milliseconds, and megabytes that wait of a thousand. */
function saidAt(moments: readonly (readonly [number, number])[], stopped = false): string[] {
  const gauge = new LoadingGauge();
  return moments.map(([nowMs, waiting]) => {
    const bytesTotal = 1_000 * megabyte;
    const progress = { searching: false, bytesTotal, bytesRead: bytesTotal - waiting * megabyte };
    return gauge.note(progress, stopped, nowMs);
  });
}

describe('the loading gauge', () => {
  it('calls a load of more than 64 MB long at once, and until it is nearly done', () => {
    const moments = [
      [0, 65],
      [100, 10],
      [200, 3],
    ] as const;
    assert.deepEqual(saidAt(moments), ['long', 'long', 'none']);
  });

  it('calls a smaller load long after two seconds', () => {
    const moments = [
      [0, 20],
      [1_999, 19],
      [2_000, 18],
    ] as const;
    assert.deepEqual(saidAt(moments), ['none', 'none', 'long']);
  });

  it('does not count what files grow by, however long they do', () => {
    const moments = [
      [0, 3],
      [10_000, 4],
      [10_100, 20],
    ] as const;
    assert.deepEqual(saidAt(moments), ['none', 'none', 'none']);
  });

  it('says that reading was stopped when nothing is read any more', () => {
    const moments = [
      [0, 65],
      [100, 0],
    ] as const;
    assert.deepEqual(saidAt(moments, true), ['long', 'stopped']);
  });
});
