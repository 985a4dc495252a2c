// The steps of a lane: what is visible, and which value belongs to a step.
import assert from 'node:assert/strict';
import type { ItemList } from '../../../../src/shared/items';
import {
  indexAt,
  spreadIndices,
  unionSteps,
  visibleItems,
} from '../../../../webview/cards/laneItems';

function listOf(rows: readonly (readonly [step: number, superseded: number])[]): ItemList {
  return {
    revision: 1,
    fileNames: ['a', 'b'],
    files: Uint32Array.from(rows, (_, at) => at % 2),
    numbers: Float64Array.from(rows, (_, at) => at),
    steps: Float64Array.from(rows, ([step]) => step),
    wallTimes: Float64Array.from(rows, (_, at) => 100 + at),
    sizes: Float64Array.from(rows, () => 10),
    segments: new Uint32Array(rows.length),
    superseded: Uint8Array.from(rows, ([, superseded]) => superseded),
  };
}

describe('the values of a lane', () => {
  const items = visibleItems(
    listOf([
      [0, 0],
      [20, 1],
      [10, 0],
      [10, 0],
      [5, 0],
    ]),
  );

  it('ascend in steps, without what was superseded, the last of a step alone', () => {
    assert.deepEqual(items, {
      steps: Float64Array.of(0, 5, 10),
      wallTimes: Float64Array.of(100, 104, 103),
      sizes: Float64Array.of(10, 10, 10),
      places: [
        { file: 'a', number: 0 },
        { file: 'a', number: 4 },
        { file: 'b', number: 3 },
      ],
    });
  });

  it('are found at or before a step', () => {
    const found = [null, -1, 0, 4, 5, 99].map((step) => indexAt(items, step));
    assert.deepEqual(found, [2, -1, 0, 0, 1, 2]);
    assert.equal(indexAt({ steps: new Float64Array() }, null), -1);
  });

  it('of several lanes have all steps of any', () => {
    const other = visibleItems(listOf([[7, 0]]));
    assert.deepEqual(unionSteps([items, other, items]), [0, 5, 7, 10]);
  });
});

describe('indices spread over a long list', () => {
  it('are all of a short one, and end with the last', () => {
    assert.deepEqual(spreadIndices(0, 8), []);
    assert.deepEqual(spreadIndices(4, 8), [0, 1, 2, 3]);
    assert.deepEqual(spreadIndices(20, 8), [0, 4, 8, 12, 16, 19]);
    assert.ok(spreadIndices(100_000, 128).length <= 128);
  });

  it('stay mostly the same while the list grows', () => {
    const before = new Set(spreadIndices(1000, 128));
    const after = spreadIndices(1010, 128);
    assert.ok(after.filter((at) => !before.has(at)).length <= 3);
  });
});
