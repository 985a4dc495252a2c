// When two settings of a chart give the same picture.
import assert from 'node:assert/strict';
import type { RunMark } from '../../../src/shared/runMarks';
import type { RunId } from '../../../src/shared/vocabulary';
import { looksAlike, type ChartSettings } from '../../../webview/charts/chartSettings';
import type { ChartTheme } from '../../../webview/charts/chartTheme';

const theme = {} as ChartTheme;
const solid: readonly number[] = [];
const noMarks: readonly RunMark[] = [];

function makeSettings(change: Partial<ChartSettings> = {}): ChartSettings {
  return {
    tags: ['loss'],
    margins: [],
    axis: 'step',
    xTags: [],
    logX: false,
    fixedX: { from: null, to: null },
    fixedY: { from: null, to: null },
    groups: null,
    baseline: null,
    difference: false,
    rowOrder: 'nearest',
    marks: noMarks,
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
      { logX: true },
      { tags: ['loss', 'val'] },
      { xTags: ['epoch'] },
      { fixedY: { from: 0, to: null } },
      { groups: { members: [[run!.id]], centre: 'mean', band: 'std' } },
      { marks: [] },
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
