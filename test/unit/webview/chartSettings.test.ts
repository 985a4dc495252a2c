// When two settings of a chart give the same picture.
import assert from 'node:assert/strict';
import type { RunId } from '../../../src/shared/vocabulary';
import { looksAlike, type ChartSettings } from '../../../webview/charts/chartSettings';
import type { ChartTheme } from '../../../webview/charts/chartTheme';

const theme = {} as ChartTheme;
const solid: readonly number[] = [];

function makeSettings(change: Partial<ChartSettings> = {}): ChartSettings {
  return {
    axis: 'step',
    logY: false,
    ignoreOutliers: true,
    smoothing: { kind: 'ema', weight: 0.6 },
    ghosts: true,
    skipDowntime: false,
    newestWriter: false,
    runs: [{ id: 'a' as RunId, name: 'a', colour: 'red', dash: solid }],
    highlight: new Set(['a' as RunId]),
    expanded: false,
    theme,
    ...change,
  };
}

describe('settings of a chart', () => {
  it('look alike when only made anew', () => {
    assert.equal(looksAlike(makeSettings(), makeSettings()), true);
  });

  it('look different with any other choice, run, colour or highlight', () => {
    const [run] = makeSettings().runs;
    const changes: Partial<ChartSettings>[] = [
      { axis: 'wall' },
      { logY: true },
      { ignoreOutliers: false },
      { smoothing: { kind: 'ema', weight: 0.7 } },
      { smoothing: { kind: 'none' } },
      { ghosts: false },
      { skipDowntime: true },
      { newestWriter: true },
      { runs: [] },
      { runs: [{ ...run!, colour: 'blue' }] },
      { runs: [{ ...run!, name: 'b' }] },
      { highlight: new Set() },
      { highlight: new Set(['b' as RunId]) },
      { expanded: true },
      { theme: { ...theme } },
    ];
    assert.deepEqual(
      changes.filter((change) => looksAlike(makeSettings(), makeSettings(change))),
      [],
    );
  });
});
