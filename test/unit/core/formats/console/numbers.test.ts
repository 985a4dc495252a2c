// Numbers in printed lines.
import assert from 'node:assert/strict';
import {
  looksTrained,
  namedValues,
  numberOf,
  secondsOf,
} from '../../../../../src/core/formats/console/numbers';

describe('numbers of a console', () => {
  it('are read as people and Python print them, and nothing else is', () => {
    const texts = ['1', '-2.5e-3', '+.5', '3,214', '1,234,567.8', 'nan', '-inf', 'Infinity', '5.'];
    assert.deepEqual(texts.map(numberOf), [
      1,
      -0.0025,
      0.5,
      3214,
      1234567.8,
      NaN,
      -Infinity,
      Infinity,
      5,
    ]);
    const others = ['', '-', '1,2', '1.2.3', '0x1f', 'nano', '1e', '10:11', 'True'];
    assert.deepEqual(
      others.map(numberOf),
      others.map(() => undefined),
    );
  });

  it('stand behind names, with or without units', () => {
    assert.deepEqual(
      namedValues('loss=0.5, acc: 91.2%, mem: 12.3GiB(25%)  tps: 3,214 | lr : 1e-4', 0),
      [
        ['loss', 0.5],
        ['acc', 91.2],
        ['mem', 12.3],
        ['tps', 3214],
        ['lr', 1e-4],
      ],
    );
  });

  it('have names of several words where a separator says so', () => {
    assert.deepEqual(namedValues(' lm loss: 9.1E+00 | grad norm: 3.2 |', 0, '|'), [
      ['lm loss', 9.1],
      ['grad norm', 3.2],
    ]);
  });

  it('are not times of day, dates, addresses or versions', () => {
    const text = 'time: 10:11:12 date: 2026-11-22 host=10.0.0.1 torch: 2.13.0 url=1/2';
    assert.deepEqual(namedValues(text, 0), []);
  });

  it('are seconds where a clock shows them', () => {
    const texts = ['02:11', '1:02:03', '2 days, 1:00:00', '?', '1:2:3:4'];
    assert.deepEqual(texts.map(secondsOf), [131, 3723, 176_400, null, null]);
  });

  it('are those of a training by their names', () => {
    const names = [
      'loss',
      'train_loss',
      'Loss/train',
      'val_acc',
      'top1/accuracy',
      'grad_norm',
      'mAP50',
      'box_loss',
    ];
    const others = [
      'errors',
      'upgraded',
      'lossless',
      'speed',
      'returncode',
      'clearance',
      'mapped',
      'glr',
    ];
    const trained = [...names, ...others].filter((name) => looksTrained([[name, 1]]));
    assert.deepEqual(trained, names);
  });
});
