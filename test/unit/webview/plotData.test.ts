// The table as plots take it: which columns, in which order, and what stands in them.
import assert from 'node:assert/strict';
import { defaultRunsView } from '../../../src/shared/runsPageContract';
import { readRunsView } from '../../../src/vscode/panels/runsPageChecks';
import { plotDataOf } from '../../../webview/pages/runs/plotData';
import { TableData } from '../../../webview/pages/runs/tableData';
import { SceneTable } from '../../support/tableScenes';

function sceneData(): TableData {
  const table = new SceneTable(12, 45);
  const data = new TableData();
  const columns = table.answer(data.query(defaultRunsView, [])).directory!.map(({ key }) => key);
  const view = { ...defaultRunsView, filter: 'optimizer.name != sgd' };
  data.take({ ...table.answer(data.query(view, columns)), looks: table.looks(0x8000) });
  return data;
}

describe('the table as plots take it', () => {
  it('has the columns in which the shown runs differ, what came out last', () => {
    const data = sceneData();
    const keys = [
      'run:name',
      'metric:val/loss',
      'run:started',
      'config:model',
      'config:lr',
      'config:amp',
    ];
    const columns = keys.map((key) => data.column(key)!);
    const space = plotDataOf(data, columns, 'dark');
    assert.deepEqual(
      space.columns.map(({ name, kind }) => [name, kind]),
      [
        ['lr', 'number'],
        ['amp', 'text'],
        ['val/loss', 'number'],
      ],
    );
    assert.equal(space.rows.length, 8);
    const { id, name, colour } = space.rows[1]!;
    assert.deepEqual([id, name, colour.slice(0, 1)], ['run-2', 'resnet50-lion-2', '#']);
    assert.deepEqual(space.columns[0]!.values[1], data.cell('config:lr', 2));
  });

  it('is kept with the view, and odd choices become the usual ones', () => {
    const plots = {
      form: 'scatter',
      parallel: {
        order: ['a', 1],
        logColumns: ['b'],
        brushes: [['a', { from: 0.1, to: 0.5 }], ['b', {}], 3],
        colourBy: 7,
      },
      scatter: { x: 'a', y: null, logX: true, logY: 'yes', colourBy: 'c' },
      target: 'loss',
    };
    assert.deepEqual(readRunsView({ plots }).plots, {
      form: 'scatter',
      parallel: {
        order: ['a'],
        logColumns: ['b'],
        brushes: [['a', { from: 0.1, to: 0.5 }]],
        colourBy: null,
      },
      scatter: { x: 'a', y: null, logX: true, logY: false, colourBy: 'c' },
      target: 'loss',
    });
    assert.deepEqual(readRunsView({ plots: 'no' }).plots, defaultRunsView.plots);
  });
});
