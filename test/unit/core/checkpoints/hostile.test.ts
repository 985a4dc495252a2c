// Files that are cut, flipped, bombs or malicious: told as such, in bounded time and memory, and nothing in them runs.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MemorySource } from '../../../../src/core/checkpoints/byteSource';
import { Damage } from '../../../../src/core/checkpoints/damage';
import { readSource } from '../../../../src/core/checkpoints/readFile';
import { unpickle } from '../../../../src/core/checkpoints/pickle/unpickler';
import { verifyCheckpoint } from '../../../../src/core/checkpoints/verify';
import type { CheckpointProblemKind } from '../../../../src/shared/checkpoints';
import { checkpointFiles, checkpointTrees } from '../../../support/checkpointFixtures';
import { float32Part, safetensorsBytes } from '../../../support/safetensorsBytes';
import { seededNumbers } from '../../../support/seededNumbers';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { Floats, pickleBytes, torchBytes } from '../../../support/torchBytes';
import { zipBytes } from '../../../support/zipBytes';

/** The kinds of what is wrong; empty for a whole file. Anything thrown but damage fails the test. */
async function kindsOf(bytes: Uint8Array, name: string): Promise<CheckpointProblemKind[]> {
  try {
    const { problems } = await readSource(new MemorySource(bytes), name, { places: true });
    return problems.map(({ kind }) => kind);
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return [error.problem.kind];
  }
}

const small: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['ok.safetensors', readFileSync(path.join(checkpointFiles, 'ok.safetensors'))],
  ['small.pt', torchBytes({ model: { w: new Floats([1, 2, 3]) }, step: 3 })],
  ['legacy.pt', readFileSync(path.join(checkpointFiles, 'legacy.pt')).subarray(0)],
  ['a.gguf', readFileSync(path.join(checkpointFiles, 'a.gguf'))],
  ['ckpt-100.index', readFileSync(path.join(checkpointTrees, 'tf-checkpoint/ckpt-100.index'))],
];

describe('a hostile checkpoint', () => {
  const folder = useTemporaryFolder();

  for (const [name, bytes] of small) {
    it(`is never whole when it is cut (${name})`, async () => {
      assert.deepEqual(await kindsOf(bytes, name), []);
      const whole: number[] = [];
      for (let end = 0; end < bytes.length; end++) {
        if ((await kindsOf(bytes.subarray(0, end), name)).length === 0) whole.push(end);
      }
      assert.deepEqual(whole, []);
    }).timeout(60_000);
  }

  it('of HDF5 is never whole when it is cut', async () => {
    const bytes = readFileSync(path.join(checkpointFiles, 'mw.h5'));
    const whole: number[] = [];
    for (let end = 0; end < bytes.length; end += 7) {
      if ((await kindsOf(bytes.subarray(0, end), 'mw.h5')).length === 0) whole.push(end);
    }
    assert.deepEqual(whole, []);
  });

  it('is read or refused after any of 20,000 flips', async () => {
    const files = readdirSync(checkpointFiles).map(
      (name) => [name, readFileSync(path.join(checkpointFiles, name))] as const,
    );
    const metadata = readFileSync(path.join(checkpointTrees, 'dcp/step-7/.metadata'));
    const below = seededNumbers(6);
    let refused = 0;
    const targets = [...files, ...small, ['.metadata.pt', metadata] as const].filter(
      ([, { length }]) => length > 0,
    );
    for (let flip = 0; flip < 20_000; flip++) {
      const [name, original] = targets[flip % targets.length]!;
      const bytes = Buffer.from(original);
      const at = below(Math.min(bytes.length, 4_000));
      bytes[at] = bytes[at]! ^ (1 + below(255));
      if ((await kindsOf(bytes, name)).length > 0) refused++;
    }
    assert.ok(refused > 5_000 && refused < 20_000, `${refused} were refused`);
  }).timeout(120_000);

  it('runs nothing of what its pickle asks for, and says what that is', async () => {
    const mark = path.join(folder(), 'ran');
    const run = (module: string, name: string, argument: string): Buffer =>
      Buffer.concat([
        Buffer.from([0x80, 2]),
        Buffer.from(`c${module}\n${name}\n(`),
        pickleBytes(argument).subarray(2, -1),
        Buffer.from('tR.'),
      ]);
    const pickles = [
      run('os', 'system', `touch ${mark}`),
      run('builtins', 'eval', `open(${JSON.stringify(mark)}, "w")`),
      run('subprocess', 'getoutput', `touch ${mark}`),
      run('__builtin__', 'exec', `open(${JSON.stringify(mark)}, "w")`),
    ];
    const names: (readonly string[])[] = [];
    for (const pickle of pickles) {
      const bytes = zipBytes([{ name: 'archive/data.pkl', bytes: pickle }]);
      const read = await readSource(new MemorySource(bytes), 'x.pt', { places: true });
      names.push(read.unsafeNames);
      const file = path.join(folder(), 'evil.pt');
      writeFileSync(file, bytes);
      await verifyCheckpoint(file, { deep: true, excluded: [] });
    }
    assert.deepEqual(names, [
      ['os.system'],
      ['builtins.eval'],
      ['subprocess.getoutput'],
      ['__builtin__.exec'],
    ]);
    assert.equal(existsSync(mark), false);
  });

  it('does not unpack what grows out of bounds', async () => {
    const zeros = Buffer.alloc(80 * 1024 * 1024);
    const bomb = zipBytes([{ name: 'archive/data.pkl', bytes: zeros, deflate: true }]);
    assert.deepEqual(await kindsOf(bomb, 'bomb.pt'), ['over-limit']);
    const lie = { sizeBytes: 10 };
    const liar = zipBytes([{ name: 'archive/data.pkl', bytes: zeros, deflate: true, lie }]);
    assert.deepEqual(await kindsOf(liar, 'liar.pt'), ['damaged']);
    const file = path.join(folder(), 'liar.pt');
    const pickle = { name: 'archive/data.pkl', bytes: pickleBytes({ step: 1 }) };
    writeFileSync(
      file,
      zipBytes([pickle, { name: 'archive/data/0', bytes: zeros, deflate: true, lie }]),
    );
    const { problems } = await verifyCheckpoint(file, { deep: true, excluded: [] });
    assert.deepEqual(
      problems.map(({ kind, detail }) => [kind, detail]),
      [['checksum', 'archive/data/0']],
    );
  });

  it('does not read members that lie on top of one another, or twice', async () => {
    const pickle = { name: 'archive/data.pkl', bytes: pickleBytes({ step: 1 }) };
    const other = { name: 'archive/data/0', bytes: Buffer.alloc(1_000) };
    const overlapping = zipBytes([
      pickle,
      other,
      { ...other, name: 'archive/data/1', lie: { headerOffset: 0 } },
    ]);
    const twice = zipBytes([pickle, pickle]);
    assert.deepEqual(await kindsOf(overlapping, 'a.pt'), ['damaged']);
    assert.deepEqual(await kindsOf(twice, 'a.pt'), ['damaged']);
  });

  it('refuses headers that are too long, too deep, or lie about lengths', async () => {
    const length = (value: bigint): Buffer => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(value);
      return bytes;
    };
    const huge = Buffer.concat([length(2n ** 60n), Buffer.from('{')]);
    const text = Buffer.from(`{"a":${'['.repeat(500_000)}`);
    const deep = Buffer.concat([length(BigInt(text.length)), text]);
    assert.deepEqual(await kindsOf(huge, 'a.safetensors'), ['damaged']);
    assert.deepEqual(await kindsOf(deep, 'a.safetensors'), ['over-limit']);
    const gguf = Buffer.concat([
      Buffer.from('GGUF\x03\0\0\0', 'latin1'),
      length(2n ** 62n),
      length(2n ** 62n),
    ]);
    assert.deepEqual(await kindsOf(gguf, 'a.gguf'), ['truncated']);
    const outside = safetensorsBytes({ a: float32Part([1, 2]) });
    const moved = Buffer.from(outside.toString('latin1').replace('[0,8]', '[8,0]'), 'latin1');
    assert.deepEqual(await kindsOf(moved, 'a.safetensors'), ['damaged']);
  });

  it('gives up pickles that nest, refer in circles or never end', async () => {
    const deep = Buffer.concat([
      Buffer.from([0x80, 2]),
      Buffer.alloc(100_000, ']'),
      Buffer.alloc(99_999, 'a'),
      Buffer.from('.'),
    ]);
    assert.equal((await readSource(new MemorySource(deep), 'a.pkl', { places: true })).cut, true);
    // d = {'a': d}
    const circle = Buffer.from('\x80\x02}q\x00X\x01\0\0\0ah\x00s.', 'latin1');
    assert.equal((await readSource(new MemorySource(circle), 'a.pkl', { places: true })).cut, true);
    // Each list holds the one before twice: 2^60 leaves.
    let laughs = '\x80\x02]q\x00K\x01a';
    for (let i = 0; i < 60; i++)
      laughs += `]q${String.fromCharCode(i + 1)}h${String.fromCharCode(i)}ah${String.fromCharCode(i)}a`;
    const lol = Buffer.from(`${laughs}.`, 'latin1');
    assert.equal((await readSource(new MemorySource(lol), 'a.pkl', { places: true })).cut, true);
    assert.throws(() => unpickle(Buffer.alloc(6_000_000, '}')), Damage);
    assert.throws(
      () => unpickle(Buffer.concat([Buffer.from('('), Buffer.alloc(6_000_000, '0')])),
      Damage,
    );
  }).timeout(60_000);

  it('names nothing outside of its folder', async () => {
    const evil = readFileSync(path.join(checkpointTrees, 'dcp/step-7/.metadata'));
    const name = Buffer.from('__0_0.distcp');
    const bytes = Buffer.from(evil);
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) {
      bytes.write('../../passwd', at);
    }
    const target = path.join(folder(), '.metadata');
    writeFileSync(target, bytes);
    writeFileSync(path.join(folder(), '__0_0.distcp'), '');
    const { problems } = await verifyCheckpoint(folder(), { deep: false, excluded: [] });
    assert.deepEqual(problems, [{ kind: 'damaged', file: '.metadata', detail: 'a file name' }]);
  });
});
