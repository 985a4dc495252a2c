// `trackside show`, and `export` of what is no scalar: output, files, and the choice of a value.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { useCommandLine } from '../../support/commandLine';
import {
  dtypes,
  event,
  imageValue,
  joinBytes,
  record,
  scalarRecord,
  tensorValue,
} from '../../support/eventFiles';
import { doubleTensor, stringTensor } from '../../support/itemBytes';
import { projectRoot } from '../../support/projectRoot';
import { useTemporaryFolder } from '../../support/temporaryFolder';

const png = Uint8Array.from('\x89PNG\r\n\x1a\n....', (one) => one.charCodeAt(0));
const sha256 = createHash('sha256').update(png).digest('hex');
const image = { mime: 'image/png', bytes: png.length, sha256, label: null };

describe('command line', () => {
  const folder = useTemporaryFolder();
  const run = useCommandLine();

  function write(name: string, ...parts: readonly Uint8Array[]): void {
    const file = path.join(folder(), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, joinBytes(...parts));
  }

  const at = (step: number, ...values: Uint8Array[]): Uint8Array =>
    record(event({ wallTime: 1_700_000_000 + step, step, values }));

  const words = (text: string): Uint8Array =>
    tensorValue('words', stringTensor([], text), { plugin: 'text' });

  const images = (...samples: Uint8Array[]): Uint8Array => {
    const tensor = stringTensor([2 + samples.length], '8', '4', ...samples);
    return tensorValue('images', tensor, { plugin: 'images' });
  };

  async function shown(...options: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await run('show', folder(), ...options);
    assert.deepEqual([code, stderr], [0, '']);
    return JSON.parse(stdout);
  }

  async function failure(...options: string[]): Promise<unknown> {
    const { code, stdout, stderr } = await run('show', folder(), ...options);
    return [code, stdout, stderr];
  }

  it('shows what is known of a run beside its values', async () => {
    write('a/events.out.tfevents.1', scalarRecord('loss', 0, 1, 1_700_000_000));
    write('a/hparams.yaml', new TextEncoder().encode('lr: 0.1\nopt: {name: adam}\nq: .nan\n'));
    const { code, stdout, stderr } = await run('show', folder());
    assert.deepEqual(
      { code, stdout, stderr },
      {
        code: 0,
        stdout:
          'a\n\n  config\n    lr: 0.1  [hparams.yaml]\n    opt.name: adam  [hparams.yaml]\n    q: "NaN"  [hparams.yaml]\n',
        stderr: '',
      },
    );
    const fact = (path: string[], value: unknown): unknown => ({
      ...{ section: 'config', path, value, origin: 'hparams.yaml' },
    });
    assert.deepEqual(await shown('--run', 'a', '--json'), {
      run: 'a',
      progress: null,
      facts: [fact(['lr'], 0.1), fact(['opt', 'name'], 'adam'), fact(['q'], 'NaN')],
      unread: [],
      cut: false,
    });
    assert.deepEqual(await failure('--step', '1'), [
      ...[2, '', 'error: show without --tag does not take --step\nTry: trackside --help\n'],
    ]);
  });

  it('shows the newest value of a tag, or that of a step', async () => {
    write('a/events.out.tfevents.1', at(1, words('one')), at(2, words('two')));
    const value = (text: string): unknown => ({ kind: 'text', shape: [], texts: [text] });
    const line = { run: 'a', tag: 'words', kind: 'text', segment: 0 };
    assert.deepEqual(
      [await shown('--tag', 'words'), await shown('--run', 'a', '--tag', 'words', '--step', '1')],
      [
        { ...line, step: 2, wallTime: 1_700_000_002, value: value('two') },
        { ...line, step: 1, wallTime: 1_700_000_001, value: value('one') },
      ],
    );
  });

  it('shows no superseded value unless it is the only one of its step', async () => {
    write('a/events.out.tfevents.1', ...[1, 2, 3].map((step) => at(step, words(`old ${step}`))));
    write(
      'a/events.out.tfevents.2',
      record(event({ wallTime: 1_700_000_100, step: 2, sessionStatus: 1 })),
      record(event({ wallTime: 1_700_000_101, step: 2, values: [words('new 2')] })),
    );
    const textOf = async (...options: string[]): Promise<unknown> =>
      ((await shown('--tag', 'words', ...options)) as { value: { texts: string[] } }).value.texts;
    assert.deepEqual(
      [await textOf(), await textOf('--step', '2'), await textOf('--step', '3')],
      [['new 2'], ['new 2'], ['old 3']],
    );
  });

  it('shows numbers that JSON cannot hold as strings, and bytes by their fingerprint', async () => {
    const odd = tensorValue('odd', doubleTensor([5], 0.1, -0, NaN, Infinity, -Infinity));
    write('events.out.tfevents.1', at(1, odd, imageValue('image', png)));
    const { stdout } = await run('show', folder(), '--tag', 'odd');
    assert.equal(
      stdout,
      '{"run":".","tag":"odd","kind":"tensor","step":1,"wallTime":1700000001,"value":{"kind":"tensor",' +
        '"dtype":"float64","shape":[5],"values":[0.1,-0,"NaN","Infinity","-Infinity"]},"segment":0}\n',
    );
    assert.deepEqual(((await shown('--tag', 'image')) as { value: unknown }).value, {
      kind: 'image',
      width: null,
      height: null,
      samples: [image],
    });
  });

  it('writes media as they are, each sample to its own file', async () => {
    const other = joinBytes(png, png);
    write('events.out.tfevents.1', at(1, images(png)), at(2, images(png, other)));
    const out = path.join(folder(), 'out.d', 'picture.png');
    mkdirSync(path.dirname(out));
    const numbered = (number: number): string => out.replace('.png', `-${number}.png`);
    assert.deepEqual(
      [
        await failure('--tag', 'images', '--step', '1', '--out', out),
        await failure('--tag', 'images', '--out', out),
        [new Uint8Array(readFileSync(out)), new Uint8Array(readFileSync(numbered(1)))],
        new Uint8Array(readFileSync(numbered(2))),
        await failure('--tag', 'images', '--sample', '2', '--out', out, '--force'),
        new Uint8Array(readFileSync(out)),
      ],
      [[0, '', ''], [0, '', ''], [png, png], other, [0, '', ''], other],
    );
  });

  it('overwrites nothing unless it is told to', async () => {
    write('events.out.tfevents.1', at(1, images(png, png)));
    const out = path.join(folder(), 'a.png');
    const second = path.join(folder(), 'a-2.png');
    writeFileSync(second, 'mine');
    const refused = `error: ${second} exists; --force overwrites it\n`;
    assert.deepEqual(await failure('--tag', 'images', '--out', out), [1, '', refused]);
    assert.deepEqual(
      [existsSync(path.join(folder(), 'a-1.png')), readFileSync(second, 'utf8')],
      [false, 'mine'],
    );
    assert.deepEqual(await failure('--tag', 'images', '--out', out, '--force'), [0, '', '']);
    assert.deepEqual(new Uint8Array(readFileSync(second)), png);
  });

  it('writes a text as plain text where the file is one, and all else as JSON', async () => {
    const table = tensorValue('t', stringTensor([2, 2], 'a', 'b', '1', '2'), { plugin: 'text' });
    write('events.out.tfevents.1', at(1, table));
    const [plain, json] = ['t.md', 't.json'].map((name) => path.join(folder(), name));
    await failure('--tag', 't', '--out', plain!);
    await failure('--tag', 't', '--out', json!);
    const { stdout } = await run('show', folder(), '--tag', 't');
    assert.deepEqual(
      [readFileSync(plain!, 'utf8'), readFileSync(json!, 'utf8')],
      ['a\tb\n1\t2\n', stdout],
    );
  });

  it('says what there is to choose from', async () => {
    write(
      'a/events.out.tfevents.1',
      at(1, words('one'), imageValue('words', png)),
      at(7, words('')),
    );
    write('b/events.out.tfevents.1', scalarRecord('loss', 1, 1), at(1, images()));
    const inRun = (name: string, ...options: string[]): Promise<unknown> =>
      failure('--run', name, ...options);
    const out = path.join(folder(), 'none.png');
    assert.deepEqual(
      [
        await failure('--tag', 'words'),
        await inRun('c', '--tag', 'words'),
        await inRun('a', '--tag', 'words'),
        await inRun('a', '--tag', 'words', '--kind', 'mesh'),
        await inRun('a', '--tag', 'words', '--kind', 'text', '--step', '3'),
        await inRun('a', '--tag', 'words', '--kind', 'image', '--sample', '2'),
        await inRun('a', '--tag', 'words', '--kind', 'text', '--sample', '1'),
        await inRun('b', '--tag', 'loss'),
        await inRun('b', '--tag', 'other'),
        await inRun('b', '--tag', 'images', '--out', out),
      ],
      [
        'there are several runs; choose one with --run: a, b',
        'there is no run c; there are: a, b',
        'words has several kinds; choose with --kind: text, image',
        'words is no mesh; it is: text, image',
        'there is no value at step 3; there are: 1, 7',
        'there is no sample 2 among 1',
        '--sample is for images, sounds and files, and this is of kind text',
        'loss is a scalar; trackside export prints its points',
        'there is no tag other to show; there are: images (image)',
        'the value holds nothing that a file could hold',
      ].map((sentence) => [1, '', `error: ${sentence}\n`]),
    );
  });

  it('says why a value cannot be read', async () => {
    const wrong = tensorValue('h', doubleTensor([2], 1, 2), { plugin: 'histograms' });
    write('events.out.tfevents.1', at(1, wrong));
    assert.deepEqual(await failure('--tag', 'h'), [
      1,
      '',
      'error: h cannot be read: A histogram has the shape [k, 3], and this is [2].\n',
    ]);
  });

  it('exports other kinds in file order, among scalars if it is told to', async () => {
    const wrong = tensorValue('h', doubleTensor([2], 1, 2), { plugin: 'histograms' });
    const big = new Uint8Array(3_000_000).fill(7);
    write(
      'a/events.out.tfevents.1',
      scalarRecord('loss', 0, 0.5),
      at(1, words('one'), wrong),
      scalarRecord('loss', 1, 0.25),
      at(2, imageValue('big', big)),
      at(3, tensorValue('raw', { dtype: dtypes.int8, shape: [2], content: Uint8Array.of(255, 1) })),
      scalarRecord('loss', 2, 0.125),
    );
    const exported = async (...options: string[]): Promise<unknown[]> => {
      const { code, stdout, stderr } = await run('export', folder(), ...options);
      assert.deepEqual([code, stderr], [0, '']);
      const lines = stdout.split('\n').slice(0, -1);
      return lines.map((line) => {
        const { tag, step, value, error } = JSON.parse(line) as Record<string, unknown>;
        return error === undefined ? [tag, step, value] : [tag, step, value, error];
      });
    };
    const one = ['words', 1, { kind: 'text', shape: [], texts: ['one'] }];
    const digest = createHash('sha256').update(big).digest('hex');
    const mime = 'application/octet-stream';
    const samples = [{ mime, bytes: big.length, sha256: digest, label: null }];
    assert.deepEqual(await exported('--kind', 'all'), [
      ['loss', 0, 0.5],
      one,
      ['h', 1, null, 'A histogram has the shape [k, 3], and this is [2].'],
      ['loss', 1, 0.25],
      ['big', 2, { kind: 'image', width: null, height: null, samples }],
      ['raw', 3, { kind: 'tensor', dtype: 'int8', shape: [2], values: [-1, 1] }],
      ['loss', 2, 0.125],
    ]);
    assert.deepEqual(await exported('--kind', 'text', '--kind', 'scalar', '--tag', 'words'), [one]);
    assert.deepEqual((await exported()).length, 3);
  });

  it('writes a picture of a run of Trackio to a file', async () => {
    const fixtures = path.join(projectRoot, 'test/fixtures/databases');
    const packed = readFileSync(path.join(fixtures, 'drawings.db.gz'));
    write('drawings.db', gunzipSync(packed));
    cpSync(path.join(fixtures, 'media'), path.join(folder(), 'media'), { recursive: true });
    const file = path.join(folder(), 'sample.png');
    const { code, stderr } = await run(
      ...['show', folder(), '--run', 'drawings/calm-owl-1'],
      ...['--tag', 'sample', '--step', '1', '--out', file],
    );
    assert.deepEqual([code, stderr, readFileSync(file).subarray(1, 4).toString()], [0, '', 'PNG']);
  });
});
