// Console lines that trackers keep inside of their logs: read by the rules of console files, and shown as text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exportRun } from '../../../../src/core/engine/exportPoints';
import { useEngine } from '../../../support/engineRig';
import { projectRoot } from '../../../support/projectRoot';

function fixture(file: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(projectRoot, 'test/fixtures', file)));
}

// Charts are told values as 32-bit numbers.
const printed = [2, 4, 6, 8].map((step) => [step, Math.fround(1 - 1 / step)] as const);
const logged = [2, 4, 6, 8].map((step) => [step, Math.fround(1 / step)] as const);

describe('console lines inside of a log', () => {
  const rig = useEngine();

  function sources(): unknown {
    const told = rig().engine.answers.getSources({ run: rig().run().id });
    return told.map(({ metric, sources }) => [
      metric,
      ...sources.map(({ format, isUsed }) => [format, isUsed]),
    ]);
  }

  async function textOf(file: string): Promise<string[] | undefined> {
    const { id } = rig().run();
    const query = { run: id, kind: 'text', tag: 'console' } as const;
    const list = rig().engine.answers.getItems(query);
    const number = list.numbers.at(-1)!;
    const content = await rig().engine.answers.getContent({ ...query, file, number });
    return content.kind === 'text' ? content.texts[0]?.split('\n') : undefined;
  }

  // Of errors, where the bar is, wandb is told nothing in the second way.
  for (const [name, steps] of [
    ['printed', 8],
    ['redirected', undefined],
  ] as const) {
    it(`tell what nothing else tells, and how far the run is (${name})`, async () => {
      rig().write(`run/run-${name}.wandb`, fixture(`wandb/run-${name}.wandb`));
      await rig().load();
      assert.deepEqual(rig().draw('loss').line, logged);
      assert.deepEqual(rig().draw('accuracy').line, printed);
      const { progress, state } = rig().run();
      assert.deepEqual([progress?.done, progress?.total, state], [steps, steps, 'finished']);
      assert.deepEqual(sources(), [['loss', ['wandb', true], ['printed', false]]]);
    });
  }

  it('can be chosen, and give way to a console file beside the log', async () => {
    rig().write('run/run-printed.wandb', fixture('wandb/run-printed.wandb'));
    await rig().load();
    const { id } = rig().run();
    await rig().load({ sourceChoices: { [id]: { loss: 'printed' } } });
    assert.deepEqual(rig().draw('loss').line, logged);
    assert.deepEqual(sources(), [['loss', ['wandb', false], ['printed', true]]]);
    await rig().load();
    const lines = [2, 4].map((step) => `{'step': ${step}, 'loss': 7, 'accuracy': 0.5}\n`).join('');
    rig().write('run/output.log', new TextEncoder().encode(lines));
    await rig().rescan();
    assert.deepEqual(rig().draw('loss').line, logged);
    assert.deepEqual(rig().draw('accuracy').line, [
      [2, 0.5],
      [4, 0.5],
    ]);
  });

  it('are exported behind everything else, as far as nothing else tells them', async () => {
    rig().write('run/run-printed.wandb', fixture('wandb/run-printed.wandb'));
    await rig().load();
    let text = '';
    const problems = await exportRun(rig().run(), {
      lineFor: (tag) => (point) => `${tag} ${point.step}\n`,
      itemLineFor: (tag) => (_point, content) =>
        `${tag} ${typeof content === 'string' ? content : content.kind}\n`,
      write: (some) => {
        text += some;
        return undefined;
      },
    });
    const lines = [2, 4, 6, 8].flatMap((step) => `loss ${step}`);
    const after = [2, 4, 6, 8].map((step) => `accuracy ${step}`);
    assert.deepEqual([text.split('\n'), problems], [['console text', ...lines, ...after, ''], []]);
  });

  it('are text as it was left on the terminal', async () => {
    rig().write('run/run-printed.wandb', fixture('wandb/run-printed.wandb'));
    await rig().load();
    const lines = await textOf('run-printed.wandb');
    assert.deepEqual(
      lines?.filter((line) => line.startsWith('{')),
      [2, 4, 6, 8].map(
        (step) => `{'step': ${step}, 'loss': ${1 / step}, 'accuracy': ${1 - 1 / step}}`,
      ),
    );
    assert.deepEqual(lines.filter((line) => line.includes('8/8')).length, 1);
    assert.equal(lines.at(-2), 'done');
  });

  it('are text while more of them come', async () => {
    const file = fixture('swanlab/run-values.swanlab');
    const cut = Buffer.from(file).indexOf('Run data saved');
    rig().write('run/run-values.swanlab', file.subarray(0, cut));
    await rig().load();
    const before = await textOf('run-values.swanlab');
    rig().append('run/run-values.swanlab', file.subarray(cut));
    await rig().poll();
    const after = await textOf('run-values.swanlab');
    assert.equal(before?.[0], 'swanlab: Tracking run with swanlab version 0.10.3');
    assert.deepEqual([after?.slice(0, before.length - 1)], [before.slice(0, -1)]);
    assert.ok(after!.length > before.length, `${after!.length} lines`);
  });
});
