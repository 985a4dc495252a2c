// A W&B run as the engine shows it, from the header of its file to its end.
import assert from 'node:assert/strict';
import { useEngine } from '../../../../support/engineRig';
import {
  exitRecord,
  historyRecord,
  runRecord,
  statsRecord,
  wandbFile,
} from '../../../../support/wandbFiles';

const blockBytes = 32_768;
const name = 'wandb/offline-run-20260102_030405-abc';
const file = `${name}/run-abc.wandb`;

/** Seconds since the Unix epoch, as the writer of a run that goes on now has them. */
function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** A run of this many rows, and the machine's share after each hundred. */
function runOf(rows: number): Uint8Array[] {
  const start = nowSeconds() - rows / 10;
  const records = [runRecord(start)];
  for (let step = 0; step < rows; step++) {
    const time = start + step / 10;
    records.push(
      historyRecord(step, time, [
        [['train', 'loss'], String(1 / (step + 1))],
        [['lr'], '1e-05'],
      ]),
    );
    if (step % 100 === 99) records.push(statsRecord(Math.floor(time), 0, [['cpu', '12.5']]));
  }
  return records;
}

describe('a W&B run', () => {
  const rig = useEngine();

  it('starts with nothing but a header, grows by blocks and ends', async () => {
    const records = runOf(1_000);
    const whole = wandbFile(...records, exitRecord(0, 100));
    rig().write(file, whole.subarray(0, 7));
    const seen = (): unknown => {
      const { state, lastStep, problemCount } = rig().run(name);
      return [state, lastStep, problemCount];
    };
    await rig().load();
    const states = [seen()];
    rig().append(file, whole.subarray(7, blockBytes));
    await rig().poll();
    states.push((seen() as unknown[])[0]);
    rig().append(file, whole.subarray(blockBytes));
    await rig().poll();
    states.push(seen());
    assert.deepEqual(states, [['starting', null, 0], 'running', ['finished', 999, 0]]);
    assert.deepEqual(rig().listed(name), ['scalar lr', 'scalar system/cpu', 'scalar train.loss']);
    assert.deepEqual(
      [rig().valueAt(500, 'train.loss', name), rig().draw('system/cpu', name).line.length],
      [1 / 501, 10],
    );
  });
});
