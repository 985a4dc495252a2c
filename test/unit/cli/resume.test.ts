// `trackside resume` prints the command by which a training would go on, and never runs it.
import assert from 'node:assert/strict';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkpointTrees } from '../../support/checkpointFixtures';
import { useCommandLine } from '../../support/commandLine';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('trackside resume', () => {
  const run = useCommandLine();
  const folder = useTemporaryFolder();

  it('prints the command line first, then why and what to know before', async () => {
    cpSync(path.join(checkpointTrees, 'hf-trainer'), folder(), { recursive: true });
    const script = path.join(folder(), 'train it.py');
    writeFileSync(script, 'p.add_argument("--resume")\nopen("ran", "w")\nload(args.resume)\n');
    const words = ['resume', folder(), '--print', '--command', `python '${script}' --lr 1`];
    const { code, stdout } = await run(...words);
    const last = path.join(folder(), 'checkpoint-24');
    assert.deepEqual(
      [code, stdout.split('\n').slice(0, 5)],
      [
        0,
        [
          `python '${script}' --lr 1 --resume ${last}`,
          '',
          `in ${process.cwd()}`,
          `from ${last}, step 24`,
          'The script has an option of its own for it.',
        ],
      ],
    );
    assert.match(stdout, /✔ .* free at /);
    const plan = JSON.parse((await run(...words, '--json')).stdout) as { commandLine: string };
    assert.equal(plan.commandLine, stdout.split('\n')[0]);
    assert.equal(existsSync(path.join(folder(), 'ran')), false);
  });

  it('exits with 1 where there is nothing to go on from, and with 2 for words that make no sense', async () => {
    const none = await run('resume', folder(), '--print', '--command', 'python a.py');
    assert.deepEqual(
      [none.code, none.stdout],
      [1, '! There is no checkpoint that a training could go on from.\n'],
    );
    const codes = await Promise.all([
      run('resume', folder()),
      run('resume', '--print'),
      run('resume', folder(), '--print', '--command', "'"),
      run('resume', path.join(folder(), 'none'), '--print'),
    ]);
    assert.deepEqual(
      codes.map(({ code }) => code),
      [2, 2, 2, 1],
    );
  });
});
