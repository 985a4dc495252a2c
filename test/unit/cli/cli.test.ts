// The command line as a program: output, exit codes, streams.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileVersionRecord, joinBytes, scalarRecord } from '../../support/eventFiles';
import { commandLine, useCommandLine } from '../../support/commandLine';
import { exitRecord, historyRecord, wandbFile } from '../../support/wandbFiles';
import { runProgram } from '../../support/run';
import { projectRoot } from '../../support/projectRoot';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('command line', () => {
  const folder = useTemporaryFolder();
  const run = useCommandLine();

  function write(name: string, ...parts: readonly Uint8Array[]): void {
    const file = path.join(folder(), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, joinBytes(...parts));
  }

  it('exports every point in file order, superseded ones included', async () => {
    write(
      'a/events.out.tfevents.1',
      fileVersionRecord(),
      scalarRecord('loss', 0, 0.25, 1_718_000_000.5),
      scalarRecord('acc', 0, NaN, 1_718_000_000.5),
      scalarRecord('loss', 1, Infinity, 1_718_000_001),
    );
    write('a/events.out.tfevents.2', scalarRecord('loss', 1, -Infinity, 1_718_000_009));
    const { code, stdout, stderr } = await run('export', folder());
    assert.deepEqual(
      { code, stderr, lines: stdout.split('\n') },
      {
        code: 0,
        stderr: '',
        lines: [
          '{"run":"a","tag":"loss","kind":"scalar","step":0,"wallTime":1718000000.5,"value":0.25,"segment":0}',
          '{"run":"a","tag":"acc","kind":"scalar","step":0,"wallTime":1718000000.5,"value":"NaN","segment":0}',
          '{"run":"a","tag":"loss","kind":"scalar","step":1,"wallTime":1718000001,"value":"Infinity","segment":0}',
          '{"run":"a","tag":"loss","kind":"scalar","step":1,"wallTime":1718000009,"value":"-Infinity","segment":1}',
          '',
        ],
      },
    );
  });

  it('exports chosen runs and tags as CSV with quoted names', async () => {
    write('.events.out.tfevents.1', scalarRecord('a "b", c', -3, 0.5, NaN));
    write('x/events.out.tfevents.1', scalarRecord('a "b", c', 1, 1, 1));
    const { stdout } = await run('export', folder(), '--run', '.', '--format', 'csv');
    assert.equal(
      stdout,
      'run,tag,kind,step,wallTime,value,segment\n.,"a ""b"", c",scalar,-3,,0.5,0\n',
    );
    const other = await run('export', folder(), '--tag', 'nothing');
    assert.deepEqual([other.code, other.stdout], [0, '']);
  });

  it('exports one array as JSON', async () => {
    write('a/events.out.tfevents.1', scalarRecord('loss', 1, 1, 1), scalarRecord('loss', 2, 2, 2));
    const { stdout } = await run('export', folder(), '--format', 'json');
    const points = JSON.parse(stdout) as readonly { readonly step: number }[];
    assert.deepEqual(
      points.map(({ step }) => step),
      [1, 2],
    );
  });

  it('streams a million points', async () => {
    const block = joinBytes(
      ...Array.from({ length: 1_000 }, (_, step) => scalarRecord('loss', step, 1, 1)),
    );
    write('a/events.out.tfevents.1', ...Array.from({ length: 1_000 }, () => block));
    const { code, stdout } = await run('export', folder());
    assert.deepEqual([code, stdout.split('\n').length], [0, 1_000_001]);
  });

  it('lists runs as JSON', async () => {
    write(
      'a/events.out.tfevents.1',
      fileVersionRecord(),
      scalarRecord('loss', 0, 2, 1_718_000_000),
      scalarRecord('loss', 1, NaN, 1_718_000_001),
    );
    const { code, stdout } = await run('ls', folder(), '--json');
    const { runs } = JSON.parse(stdout) as { runs: Record<string, unknown>[] };
    assert.deepEqual(
      { code, run: runs[0]?.['run'], state: runs[0]?.['state'], tags: runs[0]?.['tags'] },
      {
        code: 0,
        run: 'a',
        state: 'unknown',
        tags: [
          {
            kind: 'scalar',
            tag: 'loss',
            points: 2,
            segments: 1,
            writers: 1,
            first: { step: 0, wallTime: 1_718_000_000, value: 2 },
            last: { step: 1, wallTime: 1_718_000_001, value: 'NaN' },
            min: 2,
            max: 2,
            nonFinite: 1,
          },
        ],
      },
    );
  });

  it('lists runs as people think of them, as text and as JSON', async () => {
    const exp = path.join(projectRoot, 'test/fixtures/relations/exp');
    cpSync(exp, path.join(folder(), 'exp'), { recursive: true });
    cpSync(path.join(exp, 'loss_val'), path.join(folder(), 'bare/loss_val'), { recursive: true });
    write('keras/train/events.out.tfevents.1', scalarRecord('epoch_loss', 0, 1, 1_700_000_500));
    write(
      'keras/validation/events.out.tfevents.1',
      scalarRecord('epoch_loss', 0, 1, 1_700_000_600),
    );
    const text = await run('ls', folder());
    const lines = text.stdout.split('\n').map((line) => line.replace(/(\S) {2,}.*/, '$1'));
    const named = lines.filter((line) => !/Last data|^$|_hparams_|hparams \d/.test(line));
    assert.deepEqual(named, [
      'bare',
      '  loss · val',
      'exp',
      '  lr',
      '  grp/x y · s/1',
      '  grp/x y · ü',
      '  loss · train',
      '  loss · val',
      '  trial · score',
      'keras: train, validation',
      '  keras/train',
      '    epoch_loss',
      '  keras/validation',
      '    epoch_loss',
    ]);
    const { runs } = JSON.parse((await run('ls', folder(), '--json')).stdout) as {
      runs: Record<string, unknown>[];
    };
    const related = runs.map((each) =>
      ['run', 'partOf', 'hparamsOf', 'duplicateOf'].map((key) => each[key]),
    );
    const root = folder();
    assert.deepEqual(related.slice(0, 3), [
      [
        'bare/loss_val',
        { run: 'bare', tag: 'loss', key: 'val' },
        null,
        { root, run: 'exp/loss_val' },
      ],
      ['exp', null, null, null],
      ['exp/1700000005.25', null, { run: 'exp', calledAt: 1_700_000_005.25 }, null],
    ]);
  });

  it('lists what was said of runs in the editor', async () => {
    write('runs/a/events.out.tfevents.1', scalarRecord('loss', 1, 0.5, 1_718_000_000));
    write('runs/b/events.out.tfevents.1', scalarRecord('loss', 1, 0.25, 1_718_000_009));
    const said = '{"runs": {"runs/a": {"alias": "be\\u0007st", "star": true, "tags": ["v2"]}}}';
    write('.trackside/annotations.json', Buffer.from(said));
    const text = await run('ls', path.join(folder(), 'runs'));
    const { stdout } = await run('ls', folder(), '--json');
    const { runs } = JSON.parse(stdout) as { runs: readonly { annotations: object }[] };
    const none = { alias: null, note: null, tags: [], star: false, colour: null, archived: false };
    assert.deepEqual(
      [text.stderr, text.stdout.split('\n')[0], runs.map(({ annotations }) => annotations)],
      [
        '',
        'a = be st ★ #v2  unknown  1 point  1 segment  1 file (42 B)',
        [{ ...none, alias: 'be st', star: true, tags: ['v2'] }, none],
      ],
    );
  });

  it('says where the annotations cannot be used, and lists the runs', async () => {
    write('a/events.out.tfevents.1', scalarRecord('loss', 1, 0.5, 1_718_000_000));
    write('.trackside/annotations.json', Buffer.from('{"runs":\n'));
    const { code, stderr } = await run('ls', folder());
    const file = path.join(folder(), '.trackside/annotations.json');
    assert.deepEqual([code, stderr], [0, `warning: ${file}:2:1: not used (syntax)\n`]);
  });

  it('reports damage on standard error and exports the rest', async () => {
    write('a/events.out.tfevents.1', scalarRecord('x', 0, 1, 1), new Uint8Array(64).fill(9));
    const { code, stdout, stderr } = await run('export', folder());
    assert.deepEqual([code, stdout.split('\n').length], [0, 2]);
    assert.match(stderr, /^warning: a: events\.out\.tfevents\.1 at byte \d+: /);
  });

  it('prints no control characters of names to the terminal', async () => {
    write('a/events.out.tfevents.1', scalarRecord('x\u001b[31m\n', 0, 1, 1));
    const { stdout } = await run('ls', folder());
    assert.match(stdout, /x\\x1b\[31m\\x0a/);
  });

  it('prints nothing that turns the text of a line round', async () => {
    write('\u202eevil/events.out.tfevents.1', scalarRecord('x', 0, 1, 1));
    const { stdout } = await run('ls', folder());
    assert.match(stdout, /^\\u\{202e\}evil {2}/);
  });

  it('aligns columns however long a tag is', async () => {
    const long = 'x'.repeat(5_000);
    write('a/events.out.tfevents.1', scalarRecord(long, 0, 1, 1), scalarRecord('y', 0, 1, 1));
    const { stdout } = await run('ls', folder());
    assert.match(stdout, /\n {2}y {59} {2}scalar /);
  });

  it('lists large run files by their two ends where that is asked', async () => {
    const rows = Array.from({ length: 220 }, (_, step) =>
      historyRecord(step, 1_000 + step, [
        [['loss'], String(step / 8)],
        [['pad'], `"${'x'.repeat(20_000)}"`],
      ]),
    );
    write('a/run-a.wandb', wandbFile(...rows, exitRecord(0, 219)));
    const { code, stdout } = await run('ls', folder(), '--quick');
    const [first] = stdout.split('\n');
    assert.deepEqual(
      [code, first],
      [0, 'a  finished  to step 219  loss 27.38  read at its ends  1 file (4.42 MB)'],
    );
  });

  it('lists the worst problems and says how many there are beyond them', async () => {
    for (let i = 0; i < 25; i++) write(`a/${i}.tfevents`, new Uint8Array(100_000).fill(7));
    const { code, stdout, stderr } = await run('ls', folder());
    assert.deepEqual(
      [code, stderr.split('\n').length, stderr.includes('warning: a: and 5 more\n')],
      [1, 23, true],
    );
    assert.match(stdout, /\n {2}! and 5 more problems\n$/);
  });

  it('names a folder that cannot be read, and gives up', async () => {
    symlinkSync('loop', path.join(folder(), 'loop'));
    const { code, stderr } = await run('ls', path.join(folder(), 'loop'));
    assert.deepEqual([code, /^error: ELOOP: .+\n$/.test(stderr)], [1, true]);
  });

  it('says that the output could not be written', async function () {
    if (process.platform !== 'linux') return this.skip();
    write('a/events.out.tfevents.1', scalarRecord('x', 0, 1, 1));
    const command = 'exec "$0" "$1" export "$2" > /dev/full';
    const { code, stderr } = await runProgram(
      '/bin/sh',
      ['-c', command, process.execPath, commandLine, folder()],
      { timeoutMs: 30_000 },
    );
    assert.deepEqual(
      [code, stderr.startsWith('error: the output could not be written: ENOSPC')],
      [1, true],
    );
  });

  for (const [why, code, words] of [
    ['no command', 2, []],
    ['an unknown command', 2, ['frobnicate']],
    ['an unknown option', 2, ['ls', '.', '--frobnicate']],
    ['a missing folder', 2, ['ls', 'no/such/folder']],
    ['an unknown format', 2, ['export', '.', '--format', 'xml']],
    ['an option of another command', 2, ['ls', '.', '--tag', 'x']],
    ['two folders to export', 2, ['export', '.', '.']],
    ['an unknown kind', 2, ['export', '.', '--kind', 'smell']],
    ['kinds that CSV has no room for', 2, ['export', '.', '--kind', 'all', '--format', 'csv']],
    ['a step of no tag', 2, ['show', '.', '--step', '1']],
    ['scalars to show', 2, ['show', '.', '--tag', 'x', '--kind', 'scalar']],
    ['two tags to show', 2, ['show', '.', '--tag', 'x', '--tag', 'y']],
    ['a step that is none', 2, ['show', '.', '--tag', 'x', '--step', 'last']],
    ['a sample that is none', 2, ['show', '.', '--tag', 'x', '--sample', '0']],
    ['force without a file', 2, ['show', '.', '--tag', 'x', '--force']],
  ] as const) {
    it(`answers ${why} with a usage error`, async () => {
      const result = await run(...words);
      assert.equal(result.code, code);
      assert.match(result.stderr, /^error: .+\nTry: trackside --help\n$/);
    });
  }

  it('says when nothing could be read', async () => {
    const empty = await run('ls', folder());
    write('a/events.out.tfevents.1', new Uint8Array(100_000).fill(7));
    const garbage = await run('export', folder());
    assert.deepEqual([empty.code, garbage.code], [1, 1]);
    assert.match(garbage.stderr, /not|something else/);
    const missing = await run('export', folder(), '--run', 'b');
    assert.deepEqual(
      [missing.code, missing.stderr],
      [1, 'error: there is no run b; there are: a\n'],
    );
  });

  it('lists traces and projectors with their runs, also without any log', async () => {
    write('a/plugins/profile/x/h\x07.xplane.pb', new Uint8Array(1500));
    const text = await run('ls', folder());
    const json = await run('ls', folder(), '--json');
    const listed = JSON.parse(json.stdout) as { runs: { companions: unknown }[] };
    assert.deepEqual(
      [text.code, text.stdout.split('\n')[2], listed.runs.map(({ companions }) => companions)],
      [
        0,
        '  + profile plugins/profile/x/h\\x07.xplane.pb (1.5 kB)',
        [
          [
            {
              kind: 'profile',
              path: 'plugins/profile/x/h\x07.xplane.pb',
              label: 'x h\x07',
              sizeBytes: 1500,
            },
          ],
        ],
      ],
    );
  });

  it('helps', async () => {
    const { code, stdout } = await run('--help');
    assert.equal(code, 0);
    assert.match(stdout, /trackside ls DIR… \[--json\]/);
  });
});
