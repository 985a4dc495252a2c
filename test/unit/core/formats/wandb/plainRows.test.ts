// Rows of known keys and numbers are read in a faster way, which must not show.
import assert from 'node:assert/strict';
import { wandbFormat } from '../../../../../src/core/formats/wandb/format';
import type { LogFormat } from '../../../../../src/core/model/decoded';
import { decodeFile } from '../../../../support/decodeFile';
import {
  exitRecord,
  historyRecord,
  metricRecord,
  plainHistoryRecord,
  statsRecord,
  wandbFile,
  type Item,
} from '../../../../support/wandbFiles';

const onDamage: LogFormat = {
  ...wandbFormat,
  createDecoder: () => wandbFormat.createDecoder('onDamage'),
};

/** Tag, step and value of all points. */
function pointsOf(file: Uint8Array, format = onDamage): unknown[] {
  const { tags, points } = decodeFile(format, file);
  return points.map(([tag, step, , value]) => [tags[tag]!.tag, step, value]);
}

function row(step: number, ...items: readonly Item[]): Uint8Array {
  return historyRecord(step, 100 + step, items);
}

describe('rows after the first of their kind', () => {
  it('may have their keys in any order, and one key twice', () => {
    const file = wandbFile(
      row(0, [['a'], '1'], [['long/name'], '2'], [['n', 'x'], '3']),
      row(1, [['n', 'x'], '6'], [['a'], '4'], [['long/name'], '5']),
      row(2, [['a'], '7'], [['a'], '8']),
      row(3),
    );
    assert.deepEqual(pointsOf(file), [
      ['a', 0, 1],
      ['long/name', 0, 2],
      ['n.x', 0, 3],
      ['n.x', 1, 6],
      ['a', 1, 4],
      ['long/name', 1, 5],
      ['a', 2, 8],
    ]);
  });

  it('may hold words, nothing, a new key, and numbers of every form', () => {
    const values = ['0.5', 'NaN', '-Infinity', '1e-05', 'true', 'null', '"text"', '{"deep":9}'];
    const rows = values.map((value, step) => row(step, [['a'], value], [['b'], '1']));
    const file = wandbFile(...rows, row(8, [['new'], '2']), row(9, [['a'], '3']));
    assert.deepEqual(
      pointsOf(file).filter((point) => (point as unknown[])[0] !== 'b'),
      [
        ['a', 0, 0.5],
        ['a', 1, NaN],
        ['a', 2, -Infinity],
        ['a', 3, 0.00001],
        ['a', 4, 1],
        ['a.deep', 7, 9],
        ['new', 8, 2],
        ['a', 9, 3],
      ],
    );
  });

  it('follow a step metric, and the step that stands beside the items', () => {
    const file = wandbFile(
      metricRecord({ pattern: 'v*', stepMetric: 'epoch' }),
      plainHistoryRecord(
        [
          [['v'], '1'],
          [['epoch'], '0.5'],
        ],
        7,
      ),
      plainHistoryRecord(
        [
          [['v'], '2'],
          [['epoch'], '1.5'],
        ],
        300,
      ),
      plainHistoryRecord([[['v'], '3']], 70_000),
      plainHistoryRecord([[['epoch'], '2.5']], 80_000),
    );
    assert.deepEqual(pointsOf(file), [
      ['v', 0.5, 1],
      ['epoch', 7, 0.5],
      ['v', 1.5, 2],
      ['epoch', 300, 1.5],
      ['v', 1.5, 3],
      ['epoch', 80_000, 2.5],
    ]);
  });

  it('behind the end take it back, and samples count on from them', () => {
    const file = wandbFile(
      row(0, [['a'], '1']),
      row(1, [['a'], '2']),
      exitRecord(0, 5),
      row(2, [['a'], '3']),
      statsRecord(200, 0, [['cpu', '50']]),
    );
    const { marks } = decodeFile(onDamage, file);
    assert.deepEqual(
      [pointsOf(file).at(-1), marks.map(({ kind, at }) => [kind, at])],
      [
        ['system/cpu', 2, 50],
        [
          ['end', 2],
          ['end', 3],
          ['end', 4],
        ],
      ],
    );
  });

  it('are believed for the header behind them only where not every checksum is compared', () => {
    const rows = [0, 1, 2, 3].map((step) => row(step, [['a'], '12345']));
    const file = wandbFile(...rows);
    const damaged = file.slice();
    const digit = Buffer.from(file).indexOf('12345', wandbFile(...rows.slice(0, 2)).length);
    damaged[digit] = '9'.charCodeAt(0);
    const values = (format: LogFormat): unknown[] =>
      decodeFile(format, damaged).points.map(([, step, , value]) => [step, value]);
    assert.deepEqual(values(onDamage).at(2), [2, 92_345]);
    assert.deepEqual(values(wandbFormat), [
      [0, 12_345],
      [1, 12_345],
      [3, 12_345],
    ]);
    assert.deepEqual(decodeFile(onDamage, damaged, 50), decodeFile(onDamage, damaged));
  });

  it('of many keys are told apart', () => {
    const names = Array.from({ length: 3_000 }, (_, at) => `layers.${at}.weight/norm`);
    const items = (offset: number): Item[] =>
      names.map((name, at) => [[name], String((at + offset) % 3_000)] as const);
    const file = wandbFile(row(0, ...items(0)), row(1, ...items(1).reverse()));
    const { points, tags } = decodeFile(onDamage, file);
    assert.equal(points.length, 6_000);
    assert.deepEqual(
      points.filter(
        ([tag, step, , value]) =>
          Number(tags[tag]!.tag.split('.')[1]) !== (value + 3_000 - step) % 3_000,
      ),
      [],
    );
  });
});
