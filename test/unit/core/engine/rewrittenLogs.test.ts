// Logs that their writers write anew as a whole, followed while that happens: what was read stays until there is more.
import assert from 'node:assert/strict';
import { useEngine } from '../../../support/engineRig';

function text(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}

function state(steps: readonly number[]): Uint8Array {
  const rows = steps.map((step) => ({ loss: step / 2, step }));
  const document = { best_metric: null, global_step: 9, log_history: rows, max_steps: 12 };
  return new TextEncoder().encode(JSON.stringify(document, null, 2));
}

function sacred(steps: readonly number[]): Uint8Array {
  const timestamps = steps.map((step) => `2026-11-22T15:40:${step + 10}.5`);
  const values = steps.map((step) => step / 2);
  return new TextEncoder().encode(
    JSON.stringify({ loss: { steps, timestamps, values } }, null, 2).replace('1.5', 'NaN'),
  );
}

const table = (steps: readonly number[]): Uint8Array =>
  text('epoch,step,loss', ...steps.map((step) => `0,${step},${step / 2}`));

const writers = [
  ['run/trainer_state.json', state],
  ['run/metrics.json', sacred],
  ['run/metrics.csv', table],
] as const;

describe('logs written anew as a whole', () => {
  const rig = useEngine();

  for (const [file, contentOf] of writers) {
    it(`${file} keeps its points while it is empty, half written, and gains those that are new`, async () => {
      rig().write(file, contentOf([1, 2, 3]));
      await rig().load();
      const whole = contentOf([1, 2, 3, 4, 5]);
      const seen: number[][] = [];
      for (const length of [0, 10, whole.length >> 1, whole.length]) {
        rig().write(file, whole.subarray(0, length));
        await rig().poll();
        seen.push(rig().steps());
      }
      const atLeast = seen.map((steps) => steps.filter((step) => step <= 3));
      assert.deepEqual(
        [atLeast, seen.at(-1), rig().draw().ghosts, rig().troubles()],
        [Array(4).fill([1, 2, 3]), [1, 2, 3, 4, 5], [], []],
      );
    });

    it(`${file} is believed to be shorter when it stays so`, async () => {
      rig().write(file, contentOf([1, 2, 3, 4]));
      await rig().load();
      rig().write(file, contentOf([1, 2]));
      const seen: number[][] = [];
      for (let look = 0; look < 4; look++) {
        await rig().poll();
        seen.push(rig().steps());
      }
      assert.deepEqual([seen[0], seen.at(-1), rig().troubles()], [[1, 2, 3, 4], [1, 2], []]);
    });
  }

  it('tables whose header grows keep their points and gain the column', async () => {
    rig().write('run/metrics.csv', table([1, 2, 3]));
    await rig().load();
    const rows = [1, 2, 3].map((step) => `0,${step},${step / 2},`);
    const grown = text('epoch,step,loss,val', ...rows, '0,3,,7');
    const seen: number[][] = [];
    for (const length of [0, 20, grown.length]) {
      rig().write('run/metrics.csv', grown.subarray(0, length));
      await rig().poll();
      seen.push(rig().steps());
    }
    assert.deepEqual([seen, rig().draw('val').line], [Array(3).fill([1, 2, 3]), [[3, 7]]]);
  });

  it('lines that are still being written count once they end', async () => {
    rig().write('run/metrics.jsonl', text('{"step": 1, "loss": 1}'));
    await rig().load();
    const seen: number[][] = [];
    for (const part of ['{"step": 2, "lo', 'ss": 12', '5}', '\n']) {
      rig().append('run/metrics.jsonl', new TextEncoder().encode(part));
      await rig().poll();
      seen.push(rig().steps());
    }
    assert.deepEqual(
      [seen, rig().valueAt(2), rig().troubles()],
      [[[1], [1], [1], [1, 2]], 125, []],
    );
  });
});
