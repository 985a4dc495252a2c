// Runs of tables and JSON lines: which files make one, what happens when they are rewritten, and one source per curve.
import assert from 'node:assert/strict';
import type { RunSummary } from '../../../../src/shared/vocabulary';
import { head, scalars, useEngine } from '../../../support/engineRig';
import { exportRun } from '../../../../src/core/engine/exportPoints';

function text(...lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
}

function namesAndFiles(runs: readonly RunSummary[]): string[][] {
  return runs.map(({ name, sources }) => [name, ...sources.map(({ file }) => file)]);
}

describe('text logs', () => {
  const rig = useEngine();

  it('are runs with curves', async () => {
    rig().write('run/metrics.csv', text('epoch,step,loss', '0,1,0.5', '0,2,0.25'));
    rig().write('ray/result.json', text('{"loss": 3, "training_iteration": 1}'));
    await rig().load();
    const listed = ['run', 'ray'].map((name) => [
      rig().listed(name),
      rig().draw('loss', name).line,
    ]);
    assert.deepEqual(listed, [
      [
        ['scalar epoch', 'scalar loss'],
        [
          [1, 0.5],
          [2, 0.25],
        ],
      ],
      [['scalar loss'], [[1, 3]]],
    ]);
  });

  it('are no runs, and no problem, where files are only named like logs', async () => {
    rig().write('data/results.csv', text('name,score', 'a,1'));
    rig().write('data/metrics.json', text('{', '  "step": 1, "loss": 2', '}'));
    rig().write('data/train.tsv', new Uint8Array(100_000));
    rig().write('data/train_eval.csv', new Uint8Array(0));
    assert.deepEqual(await rig().load(), []);
  });

  it('do not spoil a run that has something else', async () => {
    rig().write('run/events.out.tfevents.1', head, scalars([1, 2]));
    rig().write('run/results.csv', text('name,score', 'a,1'));
    await rig().load();
    const { sources, problems } = rig().run();
    assert.deepEqual([sources.map(({ file }) => file), problems], [['events.out.tfevents.1'], []]);
  });

  it('come to the list when their header is written', async () => {
    rig().write('run/metrics.csv', new Uint8Array(0));
    const before = await rig().load();
    let told = 0;
    const listening = rig().engine.onDidChange(({ list }) => {
      if (list) told++;
    });
    rig().append('run/metrics.csv', text('step,loss', '1,2'));
    await rig().poll();
    rig().clock.advance(100);
    listening.dispose();
    assert.deepEqual([before, rig().steps(), told > 0], [[], [1], true]);
  });

  it('are read again without a word when the header grows', async () => {
    const early = ['0,1,0.5', '0,2,0.25'];
    rig().write('run/metrics.csv', text('epoch,step,loss', ...early));
    await rig().load();
    const grown = early.map((row) => `${row},`);
    rig().write('run/metrics.csv', text('epoch,step,loss,val', ...grown, '0,2,,7'));
    await rig().poll();
    assert.deepEqual(
      [rig().steps(), rig().draw('val').line, rig().troubles()],
      [[1, 2], [[2, 7]], []],
    );
  });

  it('follow a state file that is written anew with every checkpoint', async () => {
    const state = (steps: readonly number[]): Uint8Array => {
      const history = steps.map((step) => ({ loss: step / 2, step }));
      return new TextEncoder().encode(
        JSON.stringify({ best_metric: null, best_model_checkpoint: null, log_history: history }),
      );
    };
    rig().write('run/trainer_state.json', state([1, 2]));
    await rig().load();
    rig().write('run/trainer_state.json', state([1, 2, 3]));
    await rig().poll();
    assert.deepEqual([rig().steps(), rig().draw().ghosts, rig().troubles()], [[1, 2, 3], [], []]);
  });

  it('show the history of the newest checkpoint as the run’s, and only that above them where there is one', async () => {
    const state = text('{"log_history": [{"loss": 1, "step": 1}]}');
    for (const step of [500, 1000]) rig().write(`out/checkpoint-${step}/trainer_state.json`, state);
    const before = namesAndFiles(await rig().load());
    rig().write('out/trainer_state.json', state);
    const after = namesAndFiles(await rig().rescan());
    assert.deepEqual(
      [before, after],
      [[['out', 'checkpoint-1000/trainer_state.json']], [['out', 'trainer_state.json']]],
    );
  });

  for (const [first, second] of [
    ['run/a.tfevents', 'run/metrics.csv'],
    ['run/metrics.csv', 'run/a.tfevents'],
  ] as const) {
    it(`take a tag that events have from them alone when ${second} comes later`, async () => {
      const contents: Record<string, Uint8Array[]> = {
        'run/a.tfevents': [head, scalars([1, 2, 3])],
        'run/metrics.csv': [text('step,loss,lr', '11,5,0.1', '12,6,0.2')],
      };
      rig().write(first, ...contents[first]!);
      await rig().load();
      rig().write(second, ...contents[second]!);
      await rig().rescan();
      rig().append('run/metrics.csv', text('13,7,0.3'));
      await rig().poll();
      const { points, tags } = rig().run();
      assert.deepEqual(
        [rig().steps(), rig().steps('lr'), points, tags],
        [[1, 2, 3], [11, 12, 13], 6, 2],
      );
    });
  }

  it('take a metric from lines that are written at once rather than from a history', async () => {
    const rows = [1, 2].map(
      (step) => `{"current_steps": ${step}, "total_steps": 9, "loss": ${step}}`,
    );
    rig().write('run/trainer_log.jsonl', text(...rows));
    const history = '[{"loss": 1.5, "grad_norm": 3, "step": 1}]';
    rig().write('run/trainer_state.json', text(`{"log_history": ${history}, "max_steps": 9}`));
    await rig().load();
    const { points, writers, progress } = rig().run();
    assert.deepEqual(
      [rig().draw().line, rig().steps('grad_norm'), points, writers, progress?.total],
      [
        [
          [1, 1],
          [2, 2],
        ],
        [1],
        3,
        1,
        9,
      ],
    );
  });

  it('are exported, each tag from its best source', async () => {
    rig().write('run/events.out.tfevents.1', head, scalars([1]));
    rig().write('run/a-metrics.csv', text('step,loss,lr', '1,5,0.1'));
    await rig().load();
    const lines: string[] = [];
    const problems = await exportRun(rig().run(), {
      lineFor:
        (tag) =>
        ({ step, value }) =>
          `${tag} ${step} ${value}\n`,
      write: (part) => {
        lines.push(part);
        return undefined;
      },
    });
    assert.deepEqual([lines.join(''), problems], ['loss 1 0.5\nlr 1 0.1\n', []]);
  });
});

describe('console files', () => {
  const rig = useEngine();
  const steps = (...numbers: readonly number[]): Uint8Array =>
    text(...numbers.map((step) => `Step ${step} | loss:${step / 2} lr:0.5`));

  it('are runs once their lines are those of a training', async () => {
    rig().write('run/train.log', text('Collecting torch', 'loss: 3'));
    rig().write('other/server.log', text('GET /loss 200', 'done: 12 of 12'));
    const before = await rig().load();
    rig().append('run/train.log', steps(1, 2));
    await rig().poll();
    const { sources } = rig().run();
    assert.deepEqual(
      [before, rig().runs().length, rig().draw('loss').line, sources.map(({ format }) => format)],
      [
        [],
        1,
        [
          [1, 0.5],
          [2, 1],
        ],
        ['console'],
      ],
    );
  });

  it('give way to every other source of the same curve', async () => {
    rig().write('run/train.log', steps(1, 2));
    rig().write('run/metrics.csv', text('step,loss', '1,7', '2,8'));
    await rig().load();
    assert.deepEqual(
      ['loss', 'lr'].map((tag) => rig().draw(tag).line),
      [
        [
          [1, 7],
          [2, 8],
        ],
        [
          [1, 0.5],
          [2, 0.5],
        ],
      ],
    );
  });

  it('tell the progress of the last line, which has no end yet', async () => {
    const bar = (done: number): string => `\r ${done}%|█| ${done}/100 [00:10<00:20,  3.00it/s]`;
    rig().write('run/metrics.csv', text('step,loss', '1,7'));
    rig().write('run/job.err', new TextEncoder().encode(bar(1)));
    await rig().load();
    const early = rig().run().progress?.done;
    rig().append('run/job.err', new TextEncoder().encode(bar(2)));
    await rig().poll();
    assert.deepEqual([early, rig().run().progress?.done], [1, 2]);
  });

  it('are read anew where another run writes over them', async () => {
    rig().write('run/train.log', steps(1, 2, 3));
    await rig().load();
    rig().write('run/train.log', steps(1, 2));
    await rig().poll();
    assert.deepEqual([rig().draw('loss').line.length, rig().troubles()], [2, []]);
  });

  it('give numbers of any line only where that is asked for', async () => {
    const printed = text(...[1, 2, 3, 4, 5].map((at) => `epoch ${at} loss=${at}`));
    rig().write('run/train.log', printed);
    assert.deepEqual(await rig().load(), []);
    rig().write('run2/train.log', printed);
    await rig().load({ looseLines: true });
    assert.equal(rig().draw('loss', 'run2').line.length, 5);
  });
});
