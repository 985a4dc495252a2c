// What stands before a message.
import assert from 'node:assert/strict';
import { placeLine } from '../../../../../src/core/formats/console/linePrefix';

const message = 'step: 10  loss: 1.5';

describe('the prefix of a line', () => {
  it('tells the rank, however the launcher writes it', () => {
    const ranked: readonly (readonly [string, number])[] = [
      ['', -1],
      ['[rank3]: ', 3],
      ['[default0]:', 0],
      ['[rank: 2] ', 2],
      [' 7: ', 7],
      ['[1,5]<stdout>:', 5],
      ['(RayTrainWorker pid=1234, ip=10.0.0.1) ', 1234],
      ['[2026-08-22 10:11:12,123] [INFO] [logging.py:96:log_dist] [Rank 1] ', 1],
    ];
    for (const [prefix, rank] of ranked) {
      const { text, rank: found } = placeLine(prefix + message);
      assert.deepEqual([prefix, text, found], [prefix, message, rank]);
    }
  });

  it('is taken off as common loggers write it', () => {
    const prefixes = [
      '2026-08-22 10:11:12,123 - root - INFO - ',
      '[2026-08-22 10:11:12,123][train][INFO] - ',
      '2026-08-22 10:11:12.123 | INFO     | train:main:12 - ',
      '2026/08/22 10:11:12 - mmengine - INFO - ',
      'INFO:root:',
      '[INFO|trainer.py:2134] 2026-08-22 10:11:12,123 >> ',
      '[titan] 2026-08-22 10:11:12,123 - root - INFO - ',
      '[08/22 10:11:12 d2.utils.events]: ',
      '[08/22 10:11:12] d2.utils.events INFO: ',
    ];
    const texts = prefixes.map((prefix) => placeLine(prefix + message).text);
    assert.deepEqual(
      texts,
      prefixes.map(() => message),
    );
  });

  it('leaves what belongs to the message', () => {
    const texts = [
      '[0]\ttrain-logloss:0.5',
      '0:\tlearn: 0.5',
      '[metric][batch=100]: loss: 2',
      '[epoch=1][batch=10/100]:',
      '{"a": 1}',
      '938/938 - 3s - 3ms/step - loss: 1',
    ];
    assert.deepEqual(
      texts.map((text) => placeLine(text).text),
      texts,
    );
  });

  it('tells the time, in the zone that it names', () => {
    const times = [
      '2026-08-22T10:11:12.5Z ',
      '2026-08-22T12:11:12.500+02:00 ',
      '2026-08-22T04:41:12.5-0530 ',
    ];
    const expected = Date.UTC(2026, 7, 22, 10, 11, 12, 500) / 1000;
    assert.deepEqual(
      times.map((time) => placeLine(time + message).wallTime),
      times.map(() => expected),
    );
    const local = new Date(2026, 7, 22, 10, 11, 12).getTime() / 1000;
    assert.equal(placeLine(`[2026-08-22 10:11:12] ${message}`).wallTime, local);
  });
});
