// From the host's state to what charts are told.
import assert from 'node:assert/strict';
import { defaultDashboardView, type DashboardState } from '../../../src/shared/dashboardContract';
import type { ChartTheme } from '../../../webview/charts/chartTheme';
import { chartSettings } from '../../../webview/pages/dashboard/pageModel';

describe('the settings of a chart', () => {
  it('name the runs that have the tag as a scalar, whatever else it is in others', () => {
    const runs = ['a', 'b'].map((id) => ({ id, name: id, colour: 0, plotted: true }));
    const state = {
      runs,
      tags: [
        { tag: 'loss', kind: 'scalar', runs: [0] },
        { tag: 'loss', kind: 'text', runs: [1] },
      ],
    } as unknown as DashboardState;
    const settingsFor = chartSettings({
      state,
      view: defaultDashboardView,
      theme: { palette: 'dark' } as ChartTheme,
      highlight: new Set(),
      expandedTag: null,
      logTags: new Set(),
    });
    assert.deepEqual(
      settingsFor('loss').runs.map(({ name }) => name),
      ['a'],
    );
  });
});
