// The commands about checkpoints as a program: output, exit codes, and that nothing goes unasked.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkpointFiles, checkpointTrees } from '../../support/checkpointFixtures';
import { useCommandLine } from '../../support/commandLine';
import { useTemporaryFolder } from '../../support/temporaryFolder';
import { Floats, torchBytes } from '../../support/torchBytes';

describe('command line about checkpoints', () => {
  const folder = useTemporaryFolder();
  const run = useCommandLine();

  function save(...epochs: readonly number[]): void {
    mkdirSync(path.join(folder(), 'run'), { recursive: true });
    for (const epoch of epochs) {
      const value = {
        model: { w: new Floats([1, 2]) },
        optimizer: { lr: 1 },
        epoch,
        val_loss: 10 / epoch,
      };
      writeFileSync(path.join(folder(), `run/epoch_${epoch}.pt`), torchBytes(value));
    }
  }

  it('lists them as JSON', async () => {
    cpSync(path.join(checkpointTrees, 'tf-checkpoint'), folder(), { recursive: true });
    const { code, stdout, stderr } = await run('checkpoints', folder(), '--json');
    const [first, , third] = JSON.parse(stdout) as Record<string, unknown>[];
    const known = { ...first, modified: null };
    assert.deepEqual(
      [code, stderr, known],
      [
        0,
        '',
        {
          path: path.join(folder(), 'ckpt-100.index'),
          framework: 'tensorflow',
          step: 100,
          epoch: null,
          complete: true,
          reason: null,
          resume: 'weights',
          missing: ['optimizer'],
          sizeBytes: 460,
          best: false,
          last: false,
          metrics: {},
          modified: null,
          linkTo: null,
        },
      ],
    );
    assert.deepEqual(
      [third!['complete'], third!['reason'], third!['resume']],
      [
        false,
        'ckpt-300.data-00000-of-00001 is cut short (truncated): it ought to have 213 B',
        'no',
      ],
    );
  });

  it('lists them for people, and says where there are none', async () => {
    assert.equal((await run('checkpoints', folder())).stdout, 'No checkpoints were found.\n');
    save(2);
    const { stdout } = await run('checkpoints', folder());
    assert.match(
      stdout,
      /^run\/epoch_2\.pt {2}PyTorch {4}epoch 2 {2}\d+ B {2}.* {2}resume: full {2}last {2}val_loss 5\n$/,
    );
  });

  it('verifies, and exits with 1 when something is wrong', async () => {
    const flipped = path.join(checkpointFiles, 'bitflip_tensor.pt');
    const cheap = await run('verify', flipped, '--json');
    const deep = await run('verify', flipped, '--deep', '--json');
    const { ok, problems } = JSON.parse(deep.stdout) as { ok: boolean; problems: string[] };
    assert.deepEqual(
      [cheap.code, (JSON.parse(cheap.stdout) as { ok: boolean }).ok, deep.code, ok, problems],
      [0, true, 1, false, ['it does not match its checksum (CRC) (ok/data/0)']],
    );
    const missing = await run('verify', path.join(folder(), 'none'));
    assert.deepEqual([missing.code, missing.stdout], [1, '']);
    assert.equal((await run('verify')).code, 2);
  });

  it('plans what may go, and removes it only when told so', async () => {
    save(1, 2, 3, 4);
    const words = [
      'prune',
      folder(),
      '--keep-best',
      '1',
      '--metric',
      'val_loss',
      '--keep-last',
      '2',
    ];
    const dry = await run(...words, '--dry-run', '--json');
    const plan = JSON.parse(dry.stdout) as {
      remove: { path: string; freedBytes: number }[];
      dryRun: boolean;
      freedBytes: number;
    };
    assert.deepEqual(
      [
        dry.code,
        plan.dryRun,
        plan.remove.map((each) => path.basename(each.path)),
        plan.freedBytes > 0,
      ],
      [0, true, ['epoch_1.pt', 'epoch_2.pt'], true],
    );
    assert.match((await run(...words)).stdout, /Nothing was removed\. --yes removes them\.\n$/);
    assert.equal(readdirSync(path.join(folder(), 'run')).length, 4);
    const done = await run(...words, '--yes');
    assert.deepEqual(
      [done.code, readdirSync(path.join(folder(), 'run')).sort()],
      [0, ['epoch_3.pt', 'epoch_4.pt']],
    );
  });

  it('asks for what it needs', async () => {
    const codes: number[] = [];
    for (const words of [
      ['prune', folder()],
      ['prune', folder(), '--keep-best', '1'],
      ['prune', folder(), '--keep-best', '1', '--metric', 'thing'],
      ['prune', folder(), '--keep-last', 'x'],
      ['prune', folder(), '--keep-last', '1', '--yes', '--dry-run'],
      ['checkpoints', folder(), '--deep'],
    ]) {
      codes.push((await run(...words)).code ?? -1);
    }
    assert.deepEqual(codes, [2, 2, 2, 2, 2, 2]);
  });
});
