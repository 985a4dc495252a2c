// Starts and ends that processes announce, and times that are none.
import assert from 'node:assert/strict';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';
import { decodeFile } from '../../../../support/decodeFile';
import {
  event,
  joinBytes,
  record,
  scalarRecord,
  sessionRecord,
  simpleValue,
} from '../../../../support/eventFiles';

describe('session logs', () => {
  it('mark the start and the end between the points', () => {
    const file = joinBytes(
      sessionRecord('start', 0, 100),
      scalarRecord('t', 0, 1),
      scalarRecord('t', 1, 1),
      sessionRecord('start', 1, 200),
      scalarRecord('t', 1, 2),
      record(event({ wallTime: 250, step: 2, sessionStatus: 3 })),
      sessionRecord('stop', 2, 300),
    );
    assert.deepEqual(decodeFile(tensorboardFormat, file).marks, [
      { kind: 'start', at: 0, step: 0, wallTime: 100 },
      { kind: 'start', at: 2, step: 1, wallTime: 200 },
      { kind: 'end', at: 3, wallTime: 300, exitCode: null },
    ]);
  });
});

describe('wall times', () => {
  it('that are no numbers cost only themselves', () => {
    const times = [1, NaN, Infinity, -Infinity, 2, 0, -5];
    const records = times.map((wallTime, step) => scalarRecord('t', step, step, wallTime));
    const { points, problems } = decodeFile(tensorboardFormat, joinBytes(...records));
    const offset = (index: number): number =>
      records.slice(0, index).reduce((sum, { length }) => sum + length, 0);
    const bad = (index: number): object => ({
      kind: 'badWallTime',
      offset: offset(index),
      bytes: 0,
      detail: null,
    });
    assert.deepEqual(
      points.map(([, step, wallTime, number]) => [step, wallTime, number]),
      [1, NaN, NaN, NaN, 2, 0, -5].map((wallTime, step) => [step, wallTime, step]),
    );
    assert.deepEqual(problems, [bad(1), bad(2), bad(3)]);
  });

  it('that are missing are no problem', () => {
    const file = record(event({ step: 3, values: [simpleValue('t', 1)] }));
    const { points, problems } = decodeFile(tensorboardFormat, file);
    assert.deepEqual([points, problems], [[[0, 3, NaN, 1]], []]);
  });
});
