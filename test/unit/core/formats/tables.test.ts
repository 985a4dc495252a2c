// Tables as people write them: which are logs, what their columns are called, and which cells are numbers.
import assert from 'node:assert/strict';
import { tagOfColumn } from '../../../../src/core/formats/delimited/columnTags';
import { delimitedFormat } from '../../../../src/core/formats/delimited/format';
import { decodeFile, type DecodedFile } from '../../../support/decodeFile';

function decode(text: string, file = 'metrics.csv'): DecodedFile & { readonly isLog: boolean } {
  const bytes = new TextEncoder().encode(text);
  const decoder = delimitedFormat.createDecoder('always', undefined, file);
  decoder.decode(bytes, 0, bytes.length, 0, true);
  const format = {
    ...delimitedFormat,
    createDecoder: () => delimitedFormat.createDecoder('always', undefined, file),
  };
  return { ...decodeFile(format, bytes), isLog: decoder.isLog ?? true };
}

/** Tag, step, time where there is one, and value of every point. */
function pointsOf(text: string): unknown[] {
  const { tags, points } = decode(text);
  return points.map(([tag, step, wallTime, value]) => [
    tags[tag]!.tag,
    step,
    ...(Number.isNaN(wallTime) ? [] : [wallTime]),
    value,
  ]);
}

describe('tables', () => {
  it('have decimal commas where cells end with semicolons, and only there', () => {
    assert.deepEqual(pointsOf('step;loss;lr\n1;0,25;1,5e-3\n2;"0,5";1.234,5\n'), [
      ['loss', 1, 0.25],
      ['lr', 1, 0.0015],
    ]);
    assert.deepEqual(pointsOf('step,loss\n1,0.25\n'), [['loss', 1, 0.25]]);
  });

  it('have moments as texts and as numbers', () => {
    const rows = [
      '2026-11-22T15:40:00Z,1,2',
      '1795362000500,2,3',
      '"2026-11-22 15:40:01Z",3,4',
      ',4,5',
    ];
    assert.deepEqual(pointsOf(`timestamp,step,loss\n${rows.join('\n')}\n`), [
      ['loss', 1, 1795362000, 2],
      ['loss', 2, 1795362000.5, 3],
      ['loss', 3, 1795362001, 4],
      ['loss', 4, 5],
    ]);
  });

  it('are counted by row where metrics come with times alone', () => {
    const rows = ['1795362000,0.5', '1795362001,', '1795362002,0.25'];
    assert.deepEqual(pointsOf(`timestamp,loss\n${rows.join('\n')}\n`), [
      ['loss', 0, 1795362000, 0.5],
      ['loss', 2, 1795362002, 0.25],
    ]);
  });

  it('of CatBoost tell how far it has come', () => {
    const bytes = new TextEncoder().encode('iter\tPassed\tRemaining\n0\t40\t360\n1\t80\t320\n');
    const decoder = delimitedFormat.createDecoder('always', undefined, 'time_left.tsv');
    const progress = { done: 2, total: 10, unit: 'iteration', elapsed: 0.08, remaining: 0.32 };
    assert.deepEqual(decoder.decode(bytes, 0, bytes.length, 0, true).facts, [
      { kind: 'progress', progress },
    ]);
  });

  it('may begin anew with other columns', () => {
    assert.deepEqual(pointsOf('step,a\n1,2\nstep,b,a\n3,4,5\n'), [
      ['a', 1, 2],
      ['b', 3, 4],
      ['a', 3, 5],
    ]);
  });

  it('are called as their writers called the metrics before they made files of them', () => {
    const columns = [
      ['plots/metrics/train/loss.tsv', 'loss', 'train/loss'],
      ['dvclive/plots/metrics/acc.tsv', 'acc', 'acc'],
      ['plots/metrics/train/loss.tsv', 'other', 'other'],
      ['catboost_info/learn_error.tsv', 'AUC', 'learn/AUC'],
      ['Train_Samples_train_loss.csv', 'train_loss', 'Train/Samples/train_loss'],
      ['Train_Samples_train_loss.csv', 'other', 'other'],
      ['run-a-tag-eval_loss.csv', 'Value', 'eval_loss'],
      ['metrics.csv', 'Value', 'Value'],
    ] as const;
    assert.deepEqual(
      columns.map(([file, column]) => tagOfColumn(file, column)),
      columns.map(([, , tag]) => tag),
    );
  });

  const rowsOf = (row: (at: number) => string): string =>
    Array.from({ length: 150 }, (_, at) => `${row(at)}\n`).join('');

  for (const [what, isLog, text, file] of [
    ['a header with a step', true, 'step,loss\n', 'metrics.csv'],
    ['a header without one', false, 'name,loss\n', 'metrics.csv'],
    ['a split of data without a metric', false, 'step,question\n', 'train.csv'],
    ['a split with a metric', true, 'step,loss\n', 'train.csv'],
    ['seconds under the name of epochs', false, 'epoch,temp\n1700000000,2\n', 'sensor_log.csv'],
    ['many events in one step', false, `step,kind,sum\n${rowsOf(() => '1,A,2')}`, 'pay_log.csv'],
    ['many batches in one epoch', true, `epoch,loss\n${rowsOf((at) => `1,${at}`)}`, 'log.csv'],
    ['steps with texts beside them', true, `step,kind\n${rowsOf((at) => `${at},A`)}`, 'log.csv'],
    ['no row that can be read', false, `step,what\n${rowsOf(() => 'Step 1,stir')}`, 'log.csv'],
  ] as const) {
    it(`${isLog ? 'are logs' : 'are none'}: ${what}`, () => {
      assert.equal(decode(text, file).isLog, isLog);
    });
  }
});
