// From the host's state to what charts and the legend are told.
import assert from 'node:assert/strict';
import {
  defaultDashboardView,
  type DashboardRun,
  type DashboardState,
} from '../../../src/shared/dashboardContract';
import type { RunId } from '../../../src/shared/vocabulary';
import type { ChartTheme } from '../../../webview/charts/chartTheme';
import type { Chart } from '../../../webview/pages/dashboard/chartLayout';
import {
  chartSettings,
  legendEntries,
  plottedLine,
  withPlotted,
} from '../../../webview/pages/dashboard/pageModel';

describe('the settings of a chart', () => {
  it('name the plotted runs of the chart, and what was changed on it alone', () => {
    const runs = ['a', 'b', 'c'].map((id) => ({ id, name: id, colour: 0, plotted: id !== 'b' }));
    const settingsFor = chartSettings({
      state: { runs } as unknown as DashboardState,
      view: defaultDashboardView,
      theme: { palette: 'dark' } as ChartTheme,
      highlight: new Set(),
      expanded: 'scalar:lr',
    });
    const chart = (tag: string, change: Chart['change']): Chart => ({
      id: `scalar:${tag}`,
      kind: 'scalar',
      tags: [tag],
      runs: [0, 1],
      change,
      own: false,
    });
    const told = (one: Chart): unknown => {
      const { runs, logY, expanded } = settingsFor(one);
      return { runs: runs.map(({ name }) => name), logY, expanded };
    };
    assert.deepEqual(told(chart('loss', { line: { logY: true } })), {
      runs: ['a'],
      logY: true,
      expanded: false,
    });
    assert.deepEqual(told(chart('lr', {})), { runs: ['a'], logY: false, expanded: true });
  });
});

describe('lines of a metric on the page', () => {
  const run = (id: string, line: string, owner: string): DashboardRun => ({
    id: id as RunId,
    name: line,
    line: line as RunId,
    owner: owner as RunId,
    state: 'finished',
    colour: 0,
    plotted: true,
    lastGrowthAtMs: null,
    problems: [],
    problemCount: 1,
    loading: id === 'a2',
    writers: 1,
  });
  const state = {
    runs: [run('a', 'a', 'a'), run('a1', 'a1', 'a'), run('a2', 'a1', 'a'), run('b', 'b', 'b')],
  } as unknown as DashboardState;

  it('are one in the legend where they are one to the eye', () => {
    assert.deepEqual(
      legendEntries(state, 'dark').map(({ id, loading, problemCount }) => [
        id,
        loading,
        problemCount,
      ]),
      [
        ['a', false, 1],
        ['a1', true, 2],
        ['b', false, 1],
      ],
    );
    assert.deepEqual([...plottedLine(state, 'a2' as RunId)], ['a1', 'a2']);
  });

  it('come and go with all of their run', () => {
    const { runs } = withPlotted(state, ['a1' as RunId], false);
    assert.deepEqual(
      runs.map(({ plotted }) => plotted),
      [false, false, false, true],
    );
    const off = { ...state, runs };
    assert.deepEqual([...plottedLine(off, 'a' as RunId)], []);
    assert.deepEqual(
      legendEntries(off, 'dark').map(({ id }) => id),
      ['a', 'b'],
    );
  });
});
