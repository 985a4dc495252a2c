// From the host's state and the user's view to how each chart of lines is drawn.
import assert from 'node:assert/strict';
import {
  defaultDashboardView,
  type DashboardState,
  type DashboardView,
} from '../../../src/shared/dashboardContract';
import type { GroupedRuns } from '../../../src/shared/runGrouping';
import type { RunId } from '../../../src/shared/vocabulary';
import { lineQueryOf, type ChartSettings } from '../../../webview/charts/chartSettings';
import type { ChartTheme } from '../../../webview/charts/chartTheme';
import { lineLook } from '../../../webview/charts/seriesLayer';
import type { Chart } from '../../../webview/pages/dashboard/chartLayout';
import { chartSettings } from '../../../webview/pages/dashboard/lineLooks';
import { readXAxis, xAxisChoices, xAxisOf } from '../../../webview/pages/dashboard/xAxisChoices';

const runs = ['a', 'b', 'c'].map((id, colour) => ({ id, name: id, colour, plotted: id !== 'b' }));
const ids = (...names: string[]): RunId[] => names as RunId[];

function settingsOf(
  chart: Partial<Chart>,
  view: Partial<DashboardView> = {},
  groups: readonly GroupedRuns[] | null = null,
): ChartSettings {
  const settingsFor = chartSettings({
    state: { runs } as unknown as DashboardState,
    view: { ...defaultDashboardView, ...view },
    theme: { palette: 'dark' } as ChartTheme,
    highlight: new Set(ids('c')),
    expanded: 'scalar:lr',
    marks: [],
    groupsBy: () => groups,
  });
  return settingsFor({
    ...{
      id: 'scalar:loss',
      kind: 'scalar',
      tags: ['loss'],
      runs: [0, 1, 2],
      change: {},
      own: false,
    },
    ...chart,
  });
}

describe('the settings of a chart of lines', () => {
  it('name the plotted runs of the chart, and what was changed on it alone', () => {
    const told = (settings: ChartSettings): unknown => {
      const { runs, logY, expanded } = settings;
      return { runs: runs.map(({ name }) => name), logY, expanded };
    };
    const change = { line: { logY: true } };
    assert.deepEqual(told(settingsOf({ change, runs: [0, 1] })), {
      runs: ['a'],
      logY: true,
      expanded: false,
    });
    assert.deepEqual(told(settingsOf({ id: 'scalar:lr' })), {
      runs: ['a', 'c'],
      logY: false,
      expanded: true,
    });
  });

  it('show a group as its first plotted run, and ask for all of them', () => {
    const groups = [
      { key: '1', label: 'lr = 1', runs: ids('b', 'c', 'a') },
      { key: '2', label: 'gone', runs: ids('b') },
    ];
    const settings = settingsOf({}, { groupBy: { kind: 'folder' } }, groups);
    assert.deepEqual(
      settings.runs.map(({ id, name }) => [id, name]),
      [['c', 'lr = 1 (2 runs)']],
    );
    assert.deepEqual(settings.groups, { members: [ids('c', 'a')], centre: 'mean', band: 'std' });
    assert.deepEqual(lineQueryOf(settings).runs, ids('c', 'a'));
    assert.deepEqual([...settings.highlight], ids('c'));
  });

  it('show runs as they are until groups are known', () => {
    const settings = settingsOf({}, { groupBy: { kind: 'folder' } });
    assert.deepEqual([settings.groups, settings.runs.length], [null, 2]);
  });

  it('compare with a baseline only while it is plotted', () => {
    const difference = (baseline: string): unknown => {
      const settings = settingsOf({}, { baseline, difference: true });
      return [settings.baseline, settings.difference];
    };
    assert.deepEqual(
      [difference('a'), difference('b')],
      [
        ['a', true],
        [null, true],
      ],
    );
  });

  it('tell several tags apart: by colour for one run, by dashes and name for several', () => {
    const of = (shown: number[], tagAt: number): unknown => {
      const settings = settingsOf({ tags: ['x', 'y'], runs: shown });
      const line = { tag: ['x', 'y'][tagAt]!, tagAt, tags: 2, writer: 0, writers: 1 };
      const { name, colour, dash } = lineLook(settings.runs[0]!, line);
      return { name, same: colour === settings.runs[0]!.colour, dashed: dash.length > 0 };
    };
    assert.deepEqual(of([0], 1), { name: 'a · y', same: false, dashed: false });
    assert.deepEqual(of([0, 2], 1), { name: 'a · y', same: true, dashed: true });
    assert.deepEqual(of([0, 2], 0), { name: 'a · x', same: true, dashed: false });
  });
});

describe('the x axes of the page', () => {
  const tags = ['loss', 'train/epoch', 'tokens'].map((tag) => ({
    ...{ tag, kind: 'scalar' as const, runs: [0] },
  }));

  it('are those that are logged, and any metric', () => {
    assert.deepEqual(
      xAxisChoices(tags, defaultDashboardView).map(({ value }) => value),
      [
        ...['step', 'relative', 'wall', 'epoch', 'tokens'],
        ...['metric:loss', 'metric:tokens', 'metric:train/epoch'],
      ],
    );
  });

  it('are read back as they were chosen', () => {
    for (const value of ['step', 'wall', 'epoch', 'tokens', 'metric:loss']) {
      const view = { ...defaultDashboardView, ...readXAxis(tags, value) };
      assert.equal(xAxisOf(tags, view), value);
    }
    assert.deepEqual(readXAxis(tags, 'epoch'), { axis: 'metric', xTags: ['train/epoch'] });
  });
});
