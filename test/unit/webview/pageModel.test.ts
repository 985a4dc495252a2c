// From the host's state to what charts and the legend are told.
import assert from 'node:assert/strict';
import { type DashboardRun, type DashboardState } from '../../../src/shared/dashboardContract';
import type { RunId } from '../../../src/shared/vocabulary';
import {
  legendEntries,
  plottedLine,
  withPlotted,
} from '../../../webview/pages/dashboard/pageModel';

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
