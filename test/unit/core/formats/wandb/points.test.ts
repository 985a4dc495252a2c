// What the records of a run file become: points, items and the end of the run.
import assert from 'node:assert/strict';
import { wandbFormat } from '../../../../../src/core/formats/wandb/format';
import { decodeFile } from '../../../../support/decodeFile';
import {
  exitRecord,
  historyRecord,
  metricRecord,
  plainHistoryRecord,
  recordOf,
  runRecord,
  statsRecord,
  wandbFile,
  type Item,
} from '../../../../support/wandbFiles';

/** Points as tag, step, wall time, value. */
function pointsOf(...records: readonly Uint8Array[]): unknown {
  const { tags, points, problems, tail } = decodeFile(wandbFormat, wandbFile(...records));
  assert.deepEqual([problems, tail], [[], null]);
  return points.map(([tag, ...rest]) => [tags[tag]!.tag, ...rest]);
}

/** Tags and steps of the points. */
function stepsOf(...records: readonly Uint8Array[]): unknown {
  return (pointsOf(...records) as unknown[][]).map(([tag, step]) => [tag, step]);
}

function row(step: number, ...items: readonly Item[]): Uint8Array {
  return historyRecord(step, 100 + step, items);
}

describe('a history record', () => {
  it('gives a point for every number and truth value', () => {
    const items: readonly Item[] = [
      [['loss'], '0.5'],
      [['flag'], 'true'],
      [['off'], 'false'],
      [['nan'], 'NaN'],
      [['low'], '-Infinity'],
      [['word'], '"0.5"'],
      [['nothing'], 'null'],
      [['list'], '[1,2]'],
    ];
    assert.deepEqual(pointsOf(row(3, ...items)), [
      ['loss', 3, 103, 0.5],
      ['flag', 3, 103, 1],
      ['off', 3, 103, 0],
      ['nan', 3, 103, NaN],
      ['low', 3, 103, -Infinity],
    ]);
  });

  it('names nested values alike in the old style and in the new one', () => {
    const old: Item = [
      'a/b',
      '{"c": 1, "d": {"e": NaN, "x,}": "}{", "l": [1, {"a": 2}]}, "f":true}',
    ];
    const nested: readonly Item[] = [
      [['a/b', 'c'], '1'],
      [['a/b', 'd', 'e'], 'NaN'],
      [['a/b', 'f'], 'true'],
    ];
    const points = [
      ['a/b.c', 1, 101, 1],
      ['a/b.d.e', 1, 101, NaN],
      ['a/b.f', 1, 101, 1],
    ];
    assert.deepEqual([pointsOf(row(1, old)), pointsOf(row(1, ...nested))], [points, points]);
  });

  it('gives one series where a key comes in both styles', () => {
    assert.deepEqual(pointsOf(row(0, ['loss', '1']), row(1, [['loss'], '2'])), [
      ['loss', 0, 100, 1],
      ['loss', 1, 101, 2],
    ]);
  });

  it('takes the step from its own field, or counts, where no item has it', () => {
    const items: readonly Item[] = [[['loss'], '1']];
    assert.deepEqual(
      pointsOf(plainHistoryRecord(items, 41), plainHistoryRecord(items), plainHistoryRecord(items)),
      [
        ['loss', 41, NaN, 1],
        ['loss', 1, NaN, 1],
        ['loss', 2, NaN, 1],
      ],
    );
  });

  it('has no points inside of an object that says what it is', () => {
    const picture: readonly Item[] = [
      [['seen', 'width'], '3'],
      [['seen', '_type'], '"image-file"'],
      [['seen', 'masks', 'm', 'size'], '5'],
      [['loss'], '1'],
    ];
    assert.deepEqual(
      pointsOf(
        row(0, ...picture),
        row(1, ['t', '{"nrows":1,"_type":"table-file"}'], ['loss', '2']),
      ),
      [
        ['loss', 0, 100, 1],
        ['loss', 1, 101, 2],
      ],
    );
  });

  it('may hold more points than a block', () => {
    const items = Array.from({ length: 20_000 }, (_, i): Item => [[`m${i}`], String(i)]);
    const { points, tags } = decodeFile(wandbFormat, wandbFile(row(0, ...items), row(1, ...items)));
    assert.deepEqual([points.length, tags.length], [40_000, 20_000]);
    assert.deepEqual(points.at(-1), [19_999, 1, 101, 19_999]);
  });
});

describe('a histogram in a history record', () => {
  function contentOf(...items: readonly Item[]): unknown {
    const file = wandbFile(row(0, [['x'], '1']), row(5, ...items));
    const { tags, items: found } = decodeFile(wandbFormat, file);
    return found.map(({ tag, step, wallTime, offset, length, form }) => {
      const bytes = file.subarray(offset, offset + length);
      const { tag: name, metadata } = tags[tag]!;
      const content = wandbFormat.readContent({
        kind: 'histogram',
        tag: name,
        form,
        bytes,
        offset,
        metadata,
      });
      return [name, step, wallTime, content];
    });
  }

  const content = {
    kind: 'histogram',
    lefts: Float64Array.of(0, 1),
    rights: Float64Array.of(1, 2.5),
    counts: Float64Array.of(3, 4),
    ...{ min: null, max: null, count: 7, sum: null, sumSquares: null },
  };

  it('is an item in both styles', () => {
    const nested: readonly Item[] = [
      [['net', 'w', 'bins'], '[0,1,2.5]'],
      [['net', 'w', '_type'], '"histogram"'],
      [['net', 'w', 'values'], '[3,4]'],
    ];
    const old: Item = ['net', '{"w":{"_type":"histogram","values":[3, 4],"bins":[0, 1, 2.5]}}'];
    const expected = [['net.w', 5, 105, content]];
    assert.deepEqual([contentOf(...nested), contentOf(old)], [expected, expected]);
  });

  it('is read out of a record of several chunks', () => {
    const long: Item = [['words'], `"${'x'.repeat(70_000)}"`];
    const old: Item = ['w', '{"_type":"histogram","values":[3,4],"bins":[0,1,2.5]}'];
    assert.deepEqual(contentOf(long, old), [['w', 5, 105, content]]);
  });

  it('without as many edges as it needs is told to be unreadable', () => {
    assert.throws(
      () => contentOf(['w', '{"_type":"histogram","values":[3,4],"bins":[0]}']),
      /edge/,
    );
  });
});

describe('a step metric', () => {
  const sixAt2: Item[] = [
    [['loss'], '1'],
    [['gs'], '6'],
  ];

  it('gives the steps of the metric that names it', () => {
    const metric = metricRecord({ name: 'loss', stepMetric: 'gs' });
    assert.deepEqual(stepsOf(metric, row(2, ...sixAt2, [['other'], '1'])), [
      ['loss', 6],
      ['gs', 2],
      ['other', 2],
    ]);
  });

  it('gives the steps of all metrics with a prefix, the longest one first, but not its own', () => {
    const rules = [
      metricRecord({ pattern: '*', stepMetric: 'gs' }),
      metricRecord({ pattern: 'val/*', stepMetric: 'epoch' }),
    ];
    const items: readonly Item[] = [...sixAt2, [['val/loss'], '1'], [['epoch'], '0.25']];
    assert.deepEqual(stepsOf(...rules, row(2, ...items)), [
      ['loss', 6],
      ['gs', 2],
      ['val/loss', 0.25],
      ['epoch', 6],
    ]);
  });

  it('counts less than a rule for the name, and a later rule adds to it or replaces it', () => {
    const glob = metricRecord({ pattern: '*', stepMetric: 'gs' });
    const named = metricRecord({ name: 'loss', stepMetric: 'other' });
    const bare = metricRecord({ name: 'loss' });
    const replaced = metricRecord({ name: 'loss', overwrites: true });
    const items: readonly Item[] = [
      [['loss'], '1'],
      [['gs'], '6'],
      [['other'], '7'],
    ];
    const lossStep = (...rules: readonly Uint8Array[]): unknown =>
      (stepsOf(...rules, row(2, ...items)) as unknown[][])[0];
    assert.deepEqual(
      [lossStep(glob, bare), lossStep(glob, named, bare), lossStep(glob, named, replaced)],
      [
        ['loss', 2],
        ['loss', 7],
        ['loss', 2],
      ],
    );
  });

  it('that a row lacks has its last value, and before the first the log counts', () => {
    const metric = metricRecord({ name: 'a.b', stepMetric: 'g\\.s' });
    const value: Item = [['a', 'b'], '1'];
    assert.deepEqual(stepsOf(metric, row(0, value), row(1, [['g', 's'], '9']), row(2, value)), [
      ['a.b', 0],
      ['g.s', 1],
      ['a.b', 9],
    ]);
  });

  it('may be the time', () => {
    const metric = metricRecord({ pattern: 'l*', stepMetric: '_runtime' });
    assert.deepEqual(stepsOf(metric, row(2, [['loss'], '1'])), [['loss', 0.5]]);
  });
});

describe('a system record', () => {
  it('gives points by its own time, at the step where the training is', () => {
    const records = [
      statsRecord(200, 500_000_000, [['cpu', '1.5']]),
      row(4, [['cpu'], '0']),
      statsRecord(215, 0, [
        ['cpu', '2'],
        ['gpu.0.temp', 'NaN'],
        ['odd', '"x"'],
      ]),
    ];
    assert.deepEqual(pointsOf(...records), [
      ['system/cpu', 0, 200.5, 1.5],
      ['cpu', 4, 104, 0],
      ['system/cpu', 4, 215, 2],
      ['system/gpu.0.temp', 4, 215, NaN],
    ]);
  });
});

describe('an exit record', () => {
  function marksOf(...records: readonly Uint8Array[]): unknown {
    return decodeFile(wandbFormat, wandbFile(...records)).marks;
  }

  it('ends the run, and so do points that follow it', () => {
    const records = [
      row(0, [['loss'], '1']),
      exitRecord(1, 30),
      statsRecord(140, 0, [['cpu', '1']]),
    ];
    assert.deepEqual(marksOf(runRecord(90), ...records, recordOf(3, new Uint8Array(0))), [
      { kind: 'end', at: 1, wallTime: 120, exitCode: 1 },
      { kind: 'end', at: 2, wallTime: 120, exitCode: 1 },
    ]);
  });

  it('ends it no earlier than its last point, and counts from where it was resumed', () => {
    const last = row(60, [['loss'], '1']);
    assert.deepEqual(
      [
        marksOf(runRecord(90), last, exitRecord(0, 30)),
        marksOf(runRecord(90, 20), exitRecord(0, 30)),
      ],
      [
        [{ kind: 'end', at: 1, wallTime: 160, exitCode: 0 }],
        [{ kind: 'end', at: 0, wallTime: 100, exitCode: 0 }],
      ],
    );
  });
});
