// One run, several sources: files of several directories that belong together, and which of them feeds a metric.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { head, scalars, useEngine } from '../../../support/engineRig';
import { projectRoot } from '../../../support/projectRoot';

const state = (steps: number, tag = 'loss'): Uint8Array => {
  const history = Array.from({ length: steps }, (_, at) => ({ [tag]: 10 + at, step: at + 1 }));
  return new TextEncoder().encode(JSON.stringify({ log_history: history }));
};
const events = 'out/runs/Nov22/events.out.tfevents.1700000000.host';
const history = 'out/checkpoint-10/trainer_state.json';

describe('sources of a run', () => {
  const rig = useEngine();

  function files(): unknown {
    return rig()
      .runs()
      .map(({ name, sources }) => [name, sources.map(({ file }) => file)]);
  }

  it('lie in several directories, and draw every curve once', async () => {
    rig().write(events, head, scalars([1, 2], 'train/loss'));
    rig().write(history, state(3));
    rig().write('out/checkpoint-5/trainer_state.json', state(2));
    await rig().load();
    const name = 'out/runs/Nov22';
    assert.deepEqual(files(), [
      [name, [path.basename(events), '../../checkpoint-10/trainer_state.json']],
    ]);
    assert.deepEqual(rig().listed(name), ['scalar train/loss']);
    assert.deepEqual(rig().steps('train/loss', name), [1, 2]);
  });

  it('are followed wherever they lie', async () => {
    rig().write(events, head, scalars([1, 2], 'accuracy'));
    rig().write(history, state(3));
    await rig().load();
    rig().write(history, state(4));
    await rig().poll();
    assert.deepEqual(rig().steps('loss', 'out/runs/Nov22'), [1, 2, 3, 4]);
    rig().write('out/checkpoint-20/trainer_state.json', state(6));
    await rig().rescan();
    assert.deepEqual(rig().steps('loss', 'out/runs/Nov22'), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(rig().run('out/runs/Nov22').problemCount, 0);
  });

  it('move to a run that is found later, and stand alone when it goes', async () => {
    rig().write(history, state(3));
    await rig().load();
    assert.deepEqual(files(), [['out', ['checkpoint-10/trainer_state.json']]]);
    rig().write(events, head, scalars([1], 'accuracy'));
    await rig().rescan();
    assert.deepEqual(
      rig()
        .runs()
        .map(({ name }) => name),
      ['out/runs/Nov22'],
    );
    rmSync(rig().pathOf('out/runs'), { recursive: true });
    await rig().rescan();
    assert.deepEqual(rig().steps('loss', 'out'), [1, 2, 3]);
  });

  it('can be chosen, one metric at a time', async () => {
    rig().write(events, head, scalars([1, 2], 'train/loss'));
    rig().write(history, state(3));
    await rig().load();
    const { id } = rig().run('out/runs/Nov22');
    await rig().load({ sourceChoices: { [id]: { loss: 'trainerState' } } });
    assert.deepEqual(rig().listed('out/runs/Nov22'), ['scalar loss']);
    assert.deepEqual(rig().steps('loss', 'out/runs/Nov22'), [1, 2, 3]);
    const [only] = rig().engine.answers.getSources({ run: id });
    assert.deepEqual(
      only?.sources.map(({ format, isUsed }) => [format, isUsed]),
      [
        ['tensorboard', false],
        ['trainerState', true],
      ],
    );
    await rig().load();
    assert.deepEqual(rig().listed('out/runs/Nov22'), ['scalar train/loss']);
    assert.deepEqual(rig().steps('train/loss', 'out/runs/Nov22'), [1, 2]);
  });

  it('are read again as they were: with loose lines where those are wanted', async () => {
    const lines = [1, 2, 3, 4, 5, 6].map((step) => `epoch 1 step ${step} loss=0.5\n`).join('');
    rig().write('run/events.out.tfevents.1700000000.host', head, scalars([1, 2], 'loss'));
    rig().write('run/train.log', new TextEncoder().encode(lines));
    await rig().load({ looseLines: true });
    assert.deepEqual(rig().steps(), [1, 2]);
    const { id } = rig().run();
    await rig().load({ looseLines: true, sourceChoices: { [id]: { loss: 'console' } } });
    assert.deepEqual(rig().steps(), [1, 2, 3, 4, 5, 6]);
  });

  it('take over what another one does not tell any more', async () => {
    const table = (names: string): Uint8Array =>
      new TextEncoder().encode(`step,${names}\n1,0.5,0.25\n2,0.25,0.5\n`);
    const printed = [1, 2, 3].map((step) => `{'step': ${step}, 'loss': 7, 'lr': 0.5}\n`).join('');
    rig().write('run/metrics.csv', table('loss,lr'));
    rig().write('run/train.log', new TextEncoder().encode(printed));
    await rig().load();
    assert.deepEqual(
      [rig().steps('loss'), rig().steps('lr')],
      [
        [1, 2],
        [1, 2],
      ],
    );
    rig().write('run/metrics.csv', table('lr,other'));
    for (let look = 0; look < 4; look++) await rig().poll();
    assert.deepEqual(
      [rig().draw('loss').line, rig().steps('lr'), rig().steps('other')],
      [[1, 2, 3].map((step) => [step, 7]), [1, 2], [1, 2]],
    );
  });

  it('are a run of their own where only they are in the log folder', async () => {
    rig().write(history, state(3));
    await rig().load({ folders: [path.dirname(rig().pathOf(history))] });
    assert.deepEqual(files(), [['.', ['trainer_state.json']]]);
  });

  it('of a tracked run that was resumed are read in the order of its starts', async () => {
    const fixture = path.join(projectRoot, 'test/fixtures/wandb/run-steps.wandb');
    const log = new Uint8Array(readFileSync(fixture));
    rig().write('wandb/offline-run-20260103_120000-steps/run-steps.wandb', log);
    rig().write('wandb/run-20260102_120000-steps/run-steps.wandb', log);
    rig().write('wandb/run-20260104_120000-steps/run-steps.wandb', log);
    await rig().load();
    assert.deepEqual(files(), [
      [
        'wandb/run-20260102_120000-steps',
        [
          'run-steps.wandb',
          '../offline-run-20260103_120000-steps/run-steps.wandb',
          '../run-20260104_120000-steps/run-steps.wandb',
        ],
      ],
    ]);
  });
});
