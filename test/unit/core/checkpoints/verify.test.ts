// Whether a checkpoint is whole: what is seen in its headers, and what only reading every byte shows.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verifyCheckpoint } from '../../../../src/core/checkpoints/verify';
import type { VerifyProgress, VerifyReport } from '../../../../src/shared/checkpoints';
import { checkpointFiles, checkpointTrees } from '../../../support/checkpointFixtures';
import { float32Part, safetensorsBytes } from '../../../support/safetensorsBytes';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { Floats, torchBytes } from '../../../support/torchBytes';
import { zipBytes } from '../../../support/zipBytes';

const verify = (file: string, deep: boolean): Promise<VerifyReport> =>
  verifyCheckpoint(file, { deep, excluded: [] });
const kinds = ({ problems }: VerifyReport): string[] => problems.map(({ kind }) => kind);

describe('verifying a checkpoint', () => {
  const folder = useTemporaryFolder();

  it('sees at either depth what it can', async () => {
    const rows: unknown[] = [];
    for (const name of [
      'ok.pt',
      'bitflip_tensor.pt',
      'no_crc.pt',
      'truncated.pt',
      'truncated_tail.pt',
      'all_zeros.pt',
      'zero_bytes.pt',
      'lfs_pointer.pt',
      'legacy.pt',
      'legacy_truncated.pt',
      'ok.safetensors',
      'truncated.safetensors',
      'extra_tail.safetensors',
      'mw.h5',
      'a.gguf',
    ]) {
      const file = path.join(checkpointFiles, name);
      const [cheap, deep] = [await verify(file, false), await verify(file, true)];
      rows.push([name, kinds(cheap).join(), kinds(deep).join(), deep.withoutChecksums.length]);
    }
    assert.deepEqual(rows, [
      ['ok.pt', '', '', 0],
      ['bitflip_tensor.pt', '', 'checksum', 0],
      ['no_crc.pt', '', '', 1],
      ['truncated.pt', 'truncated', 'truncated', 0],
      ['truncated_tail.pt', 'truncated', 'truncated', 0],
      ['all_zeros.pt', 'zeros', 'zeros', 0],
      ['zero_bytes.pt', 'empty', 'empty', 0],
      ['lfs_pointer.pt', 'git-lfs-pointer', 'git-lfs-pointer', 0],
      ['legacy.pt', '', '', 0],
      ['legacy_truncated.pt', 'truncated', 'truncated', 0],
      ['ok.safetensors', '', '', 0],
      ['truncated.safetensors', 'truncated', 'truncated', 0],
      ['extra_tail.safetensors', 'trailing-bytes', 'trailing-bytes', 0],
      ['mw.h5', '', '', 0],
      ['a.gguf', '', '', 0],
    ]);
  });

  it('finds every tree of a real library whole, or says what is not', async () => {
    const rows: unknown[] = [];
    for (const name of [
      'hf-trainer/checkpoint-24',
      'lightning',
      'accelerate',
      'dcp/step-7',
      'keras',
      'orbax-manager',
      'tf-checkpoint',
      'tf-checkpoint/ckpt-200',
    ]) {
      const { ok, problems } = await verify(path.join(checkpointTrees, name), true);
      rows.push([name, ok, problems.map(({ kind, file }) => `${kind} ${file}`).join('; ')]);
    }
    assert.deepEqual(rows, [
      ['hf-trainer/checkpoint-24', true, ''],
      ['lightning', true, ''],
      ['accelerate', true, ''],
      ['dcp/step-7', true, ''],
      ['keras', true, ''],
      [
        'orbax-manager',
        false,
        'missing-file 30/default/manifest.ocdbt; unfinished 40.orbax-checkpoint-tmp-1234',
      ],
      ['tf-checkpoint', false, 'truncated ckpt-300.data-00000-of-00001'],
      ['tf-checkpoint/ckpt-200', true, ''],
    ]);
  });

  it('finds weights that are not finite, type by type', async () => {
    const words = (size: 1 | 2 | 4, ...values: readonly number[]): Uint8Array => {
      const type = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[size];
      return new Uint8Array(type.from(values).buffer);
    };
    const doubles = new Uint8Array(Float64Array.of(1, NaN, -Infinity).buffer);
    const part = (dtype: string, count: number, bytes: Uint8Array) => ({
      dtype,
      shape: [count],
      bytes,
    });
    const file = path.join(folder(), 'model.safetensors');
    writeFileSync(
      file,
      safetensorsBytes({
        f64: part('F64', 3, doubles),
        f32: float32Part([0, NaN, Infinity, NaN]),
        f16: part('F16', 3, words(2, 0x7c00, 0x3c00, 0xfe00)),
        bf16: part('BF16', 4, words(2, 0x7f80, 0x7fc0, 0x3f80, 0xff80)),
        e5m2: part('F8_E5M2', 3, words(1, 0x7c, 0x7e, 0x3c)),
        e4m3: part('F8_E4M3', 3, words(1, 0x7f, 0x7e, 0xff)),
        i32: part('I32', 1, words(4, 0x7fc00000)),
        causal_mask: float32Part([-Infinity]),
        fine: float32Part([1, 2, 3]),
      }),
    );
    const { problems } = await verify(file, true);
    assert.deepEqual(
      problems.map(({ kind, detail }) => `${kind} ${detail}`),
      [
        'not-finite f64 (1 NaN, 1 infinite)',
        'not-finite f32 (2 NaN, 1 infinite)',
        'not-finite f16 (1 NaN, 1 infinite)',
        'not-finite bf16 (1 NaN, 2 infinite)',
        'not-finite e5m2 (1 NaN, 1 infinite)',
        'not-finite e4m3 (2 NaN, 0 infinite)',
      ],
    );
    assert.equal((await verify(file, false)).ok, true);
  });

  it('finds them in large tensors whose places are odd, and in files of PyTorch', async () => {
    const values = Float32Array.from({ length: 3_000_001 }, (_, at) => at);
    values[2_999_999] = NaN;
    const odd = { dtype: 'U8', shape: [3], bytes: Uint8Array.of(1, 2, 3) };
    const bytes = new Uint8Array(values.buffer);
    const large = { dtype: 'F32', shape: [values.length], bytes };
    const file = path.join(folder(), 'model.safetensors');
    writeFileSync(file, safetensorsBytes({ odd, large }));
    assert.deepEqual(kinds(await verify(file, true)), ['not-finite']);
    const torch = path.join(folder(), 'model.pt');
    writeFileSync(torch, torchBytes({ model: { w: new Floats([1, NaN]) }, epoch: 1 }));
    const { problems } = await verify(torch, true);
    assert.deepEqual(
      problems.map(({ detail }) => detail),
      ['model.w (1 NaN, 0 infinite)'],
    );
  });

  it('checks members that are packed', async () => {
    const whole = zipBytes([
      { name: 'a/data.pkl', bytes: Buffer.from('\x80\x02}.', 'latin1'), deflate: true },
    ]);
    const file = path.join(folder(), 'packed.pt');
    writeFileSync(file, whole);
    assert.deepEqual(kinds(await verify(file, true)), []);
    const wrong = zipBytes([
      {
        name: 'a/data.pkl',
        bytes: Buffer.from('\x80\x02}.', 'latin1'),
        deflate: true,
        lie: { crc: 1 },
      },
    ]);
    writeFileSync(file, wrong);
    assert.deepEqual(kinds(await verify(file, true)), ['checksum']);
  });

  it('compares shards with what the metadata says of them', async () => {
    cpSync(path.join(checkpointTrees, 'dcp/step-7'), folder(), { recursive: true });
    truncateSync(path.join(folder(), '__1_0.distcp'), 1_000);
    const { problems } = await verify(folder(), false);
    assert.deepEqual(
      problems.map(({ kind, file }) => [kind, file]),
      [['truncated', '__1_0.distcp']],
    );
  });

  it('tells how far it is, and ends when it is aborted', async () => {
    const file = path.join(folder(), 'model.safetensors');
    const bytes = Buffer.alloc(20_000_000);
    writeFileSync(file, safetensorsBytes({ a: { dtype: 'F32', shape: [5_000_000], bytes } }));
    const seen: VerifyProgress[] = [];
    const abort = new AbortController();
    await verifyCheckpoint(file, {
      deep: true,
      excluded: [],
      onProgress: (each) => void seen.push(each),
    });
    const { length } = readFileSync(file);
    assert.deepEqual(seen.at(-1), { doneBytes: length, totalBytes: length });
    assert.ok(seen.every(({ doneBytes }, at) => doneBytes >= (seen[at - 1]?.doneBytes ?? 0)));
    const aborted = verifyCheckpoint(file, {
      ...{ deep: true, excluded: [], signal: abort.signal },
      onProgress: () => abort.abort(),
    });
    await assert.rejects(aborted, { name: 'AbortError' });
  });

  it('is not ok where nothing is', async () => {
    assert.deepEqual(kinds(await verify(folder(), false)), ['missing-file']);
    mkdirSync(path.join(folder(), 'checkpoint-3'));
    assert.equal((await verify(path.join(folder(), 'checkpoint-3'), false)).ok, false);
    await assert.rejects(verify(path.join(folder(), 'nowhere'), false), { code: 'ENOENT' });
  });
});
