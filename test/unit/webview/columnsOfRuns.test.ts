// Parallel coordinates and scatter plots without a browser: scales, limits, order, keys, colours.
import assert from 'node:assert/strict';
import { defaultParallelState, defaultScatterState } from '../../../src/shared/columnPlots';
import { rampColour } from '../../../webview/spaces/columns/rowColours';
import { movedBrush, rowsWithin, stretchedBrush } from '../../../webview/spaces/columns/brushes';
import { scaleOf, wordsOf, type SpaceData } from '../../../webview/spaces/columns/columnsData';
import { axisAction } from '../../../webview/spaces/columns/parallelKeys';
import {
  movedColumn,
  nearestLine,
  parallelModel,
} from '../../../webview/spaces/columns/parallelModel';
import {
  nearestPoint,
  relationWords,
  scatterModel,
} from '../../../webview/spaces/columns/scatterModel';

const data: SpaceData = {
  columns: [
    { kind: 'number', name: 'lr', values: [1e-4, 1e-3, 1e-2, 0] },
    { kind: 'text', name: 'optimizer', values: ['sgd', 'adam', null, 'adam'] },
    { kind: 'number', name: 'loss', values: [1, 2, 3, NaN] },
  ],
  rows: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id, colour: '#000000' })),
};
const [rates, optimisers] = data.columns;
const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

describe('columns of runs', () => {
  it('puts decades at even distances on a logarithmic axis and leaves out what is not positive', () => {
    const { shares, kind } = scaleOf(rates!, true);
    assert.equal(kind, 'log');
    assert.ok(Math.abs(shares[1]! - 0.5) < 1e-9 && Math.abs(shares[0]! + shares[2]! - 1) < 1e-9);
    assert.ok(Number.isNaN(shares[3]));
  });

  it('gives texts a place each in their order, and none to a missing one', () => {
    const scale = scaleOf(optimisers!, false);
    assert.deepEqual([...scale.shares], [0.75, 0.25, NaN, 0.25]);
    assert.deepEqual(scale.ticks(5), [
      { label: 'adam', share: 0.25 },
      { label: 'sgd', share: 0.75 },
    ]);
    assert.deepEqual(
      [scale.wordsAt(0.2), scale.wordsAt(1), wordsOf(optimisers!, 2)],
      ['adam', 'sgd', '–'],
    );
  });

  it('keeps a constant column in the middle', () => {
    const scale = scaleOf({ kind: 'number', name: 'c', values: [7, 7] }, false);
    assert.deepEqual([...scale.shares], [0.5, 0.5]);
  });

  it('counts a row within all limits only, and without a value within none', () => {
    const shares = new Map([
      ['x', Float64Array.of(0.1, 0.5, 0.9)],
      ['y', Float64Array.of(0.5, NaN, 0.5)],
    ]);
    const brushes = new Map([
      ['x', { from: 0.4, to: 1 }],
      ['y', { from: 0, to: 1 }],
      ['gone', { from: 0, to: 0 }],
    ]);
    assert.deepEqual([...rowsWithin(3, brushes, (name) => shares.get(name))], [0, 0, 1]);
  });

  it('moves a limit only as far as the axis goes', () => {
    assert.deepEqual(movedBrush({ from: 0.5, to: 0.75 }, 0.5), { from: 0.75, to: 1 });
    assert.deepEqual(stretchedBrush({ from: 0.5, to: 0.75 }, -1), { from: 0.5, to: 0.51 });
  });

  it('orders axes as chosen and finds the line under the pointer', () => {
    const state = {
      ...defaultParallelState,
      order: ['loss'],
      brushes: [['loss', { from: 0, to: 0.6 }]] as const,
    };
    const model = parallelModel(data, state);
    assert.deepEqual(
      model.axes.map(({ column }) => column.name),
      ['loss', 'lr', 'optimizer'],
    );
    assert.deepEqual(model.chosen, [0, 1]);
    assert.equal(nearestLine(model, model.chosen, { across: 0, share: 0.45 }, 0.1), 1);
    assert.equal(nearestLine(model, model.chosen, { across: 0, share: 0.8 }, 0.1), null);
    assert.deepEqual(movedColumn(['a', 'b', 'c'], 'a', 1), ['b', 'a', 'c']);
    assert.deepEqual(movedColumn(['a', 'b', 'c'], 'a', -1), ['a', 'b', 'c']);
  });

  it('knows its keys and leaves others alone', () => {
    const brush = { from: 0.5, to: 0.9 };
    assert.deepEqual(axisAction({ ...plain, key: 'ArrowLeft' }, null), { kind: 'focus', by: -1 });
    assert.deepEqual(axisAction({ ...plain, key: 'ArrowDown' }, null), {
      kind: 'brush',
      brush: { from: 0, to: 0.5 },
    });
    assert.deepEqual(axisAction({ ...plain, key: 'Escape' }, brush), {
      kind: 'brush',
      brush: null,
    });
    assert.equal(axisAction({ ...plain, key: 'Escape' }, null), null);
    assert.equal(axisAction({ ...plain, key: 'l', ctrlKey: true }, null), null);
    assert.equal(axisAction({ ...plain, key: 'x' }, null), null);
  });

  it('shows rows that have both values and says how the columns go together', () => {
    const model = scatterModel(data, { ...defaultScatterState, x: 'lr', y: 'loss' });
    assert.ok(model);
    assert.deepEqual(model.shown, [0, 1, 2]);
    assert.equal(relationWords(model), 'Pearson 0.9042, Spearman 1');
    const placeOf = (row: number) => ({ x: 10 * row, y: 0 });
    assert.equal(nearestPoint(model, placeOf, { x: 11, y: 3 }, 5), 1);
    assert.equal(nearestPoint(model, placeOf, { x: 11, y: 8 }, 5), null);
    assert.equal(scatterModel({ columns: [], rows: [] }, defaultScatterState), null);
  });

  it('makes a ramp that rises evenly in lightness', () => {
    assert.deepEqual(
      [0, 0.5, 1].map((share) => rampColour(share, 'dark')),
      ['oklch(0.500 0.130 275.0)', 'oklch(0.715 0.180 187.5)', 'oklch(0.930 0.130 100.0)'],
    );
  });
});
