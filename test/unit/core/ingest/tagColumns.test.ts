// Facts about points that a reading thread has sorted by tag: the store keeps the same of them as point by point.
import assert from 'node:assert/strict';
import type { DecodedTag, PointBlock } from '../../../../src/core/model/decoded';
import { columnsIn } from '../../../../src/core/ingest/bulkContract';
import { gatherColumns } from '../../../../src/core/ingest/tagColumns';
import type { FileWriter } from '../../../../src/core/store/fileWriter';
import type { RunData } from '../../../../src/core/store/runData';
import { RunStore } from '../../../../src/core/store/store';
import { noItems } from '../../../support/noItems';
import { randomFrom } from '../store/random';
import { runId } from '../store/saidFile';

type Point = readonly [tag: number, step: number, wallTime: number, value: number];

const names = ['loss', 'accuracy', 'rate'];
const tags = names.map((tag, index): DecodedTag => {
  const nothing = { metadata: null, displayName: null, description: null };
  return { index, tag, kind: 'scalar', isBare: false, ...nothing };
});

function blockOf(points: readonly Point[]): PointBlock {
  return {
    count: points.length,
    tags: Uint32Array.from(points, ([tag]) => tag),
    steps: Float64Array.from(points, ([, step]) => step),
    wallTimes: Float64Array.from(points, ([, , wallTime]) => wallTime),
    values: Float64Array.from(points, ([, , , value]) => value),
  };
}

/** Some points of every tag, the more the further back it stands, `from` one step on. */
function pointsFrom(from: number, steps: number, random: () => number): Point[] {
  const points: Point[] = [];
  for (let step = from; step < from + steps; step++) {
    for (let tag = 0; tag < names.length; tag++) {
      if (random() > [0.01, 0.5, 1][tag]!) continue;
      const value = tag === 1 ? random() : Math.fround(random());
      points.push([tag, step, 1_700_000_000 + step, random() < 0.01 ? NaN : value]);
    }
  }
  return points;
}

function append(writer: FileWriter, points: readonly Point[], sorted: boolean): void {
  const block = blockOf(points);
  const columns = sorted ? columnsIn(gatherColumns(block, block.count)) : [];
  assert.equal(columns.length > 0, sorted);
  writer.append(tags, { points: block, items: noItems, marks: [], columns });
}

/** All that the store says of a run. */
function contentOf(run: RunData): unknown {
  const series = names.map((tag) =>
    [...(run.find('scalar', tag)?.segments() ?? [])].map((segment) => ({
      number: segment.number,
      visible: segment.visible,
      ascend: segment.columns.wallTimesAscend,
      points: Array.from({ length: segment.count }, (_, i) => [
        segment.stepAt(i),
        segment.wallTimeAt(i),
        segment.valueAt(i),
      ]),
    })),
  );
  return { points: run.points, starts: run.starts, lastStep: run.lastStep, series };
}

describe('points sorted by tag', () => {
  it('are stored as point by point, and so is what follows them', () => {
    const random = randomFrom(5);
    for (let round = 0; round < 40; round++) {
      const first = pointsFrom(0, 1 + Math.floor(random() * 3_000), random);
      if (first.length === 0) continue;
      // Some files go on where they were, some resume at an earlier step, with room left in the columns or not.
      const next = pointsFrom(Math.floor(random() * 4_000), 2_500, random);
      const runs = [false, true].map((sorted) => {
        const run = new RunStore().addRun(runId('run'));
        const writer = run.addFile('f');
        append(writer, first, sorted);
        const before = contentOf(run);
        append(writer, next, false);
        return [before, contentOf(run)];
      });
      assert.deepEqual(runs[1], runs[0]);
    }
  });

  it('are left in the order of their records where the store has to decide about one', () => {
    const points: Point[] = [
      [0, 1, 1_700_000_000, 1],
      [0, 2, 1_700_000_001, 2],
    ];
    const odd: Record<string, Point> = {
      'a step that goes back': [0, 1, 1_700_000_002, 3],
      'no step': [0, NaN, 1_700_000_002, 3],
      'a time that goes back': [0, 3, 1_600_000_000, 3],
      'no time': [0, 3, NaN, 3],
      'a time in milliseconds': [0, 3, 1_700_000_002_000, 3],
    };
    const sorted = Object.entries(odd).filter(
      ([, point]) => gatherColumns(blockOf([...points, point]), 3) !== null,
    );
    assert.deepEqual(sorted, []);
    assert.notEqual(gatherColumns(blockOf(points), 2), null);
  });
});
