// What is in a checkpoint: tensors, single values, parts; values of a tensor, and what changed between two.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { diffCheckpoints } from '../../../../src/core/checkpoints/diff';
import { fileOfTensor, inspectCheckpoint } from '../../../../src/core/checkpoints/inspect';
import { readTensorValues } from '../../../../src/core/checkpoints/tensorValues';
import type {
  CheckpointContent,
  TensorInfo,
  TensorValues,
} from '../../../../src/shared/checkpoints';
import { checkpointFiles, checkpointTrees } from '../../../support/checkpointFixtures';
import {
  float32Part,
  safetensorsBytes,
  type SafetensorsPart,
} from '../../../support/safetensorsBytes';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { Floats, torchBytes } from '../../../support/torchBytes';

const inspect = (name: string): Promise<CheckpointContent> =>
  inspectCheckpoint(path.join(checkpointFiles, name));
const named = ({ tensors }: CheckpointContent): string[] =>
  tensors.map(
    ({ name, dtype, shape, sizeBytes }) => `${name} ${dtype} ${shape.join('x')} ${sizeBytes}`,
  );
const scalar = ({ scalars }: CheckpointContent, wanted: string): unknown =>
  scalars.find(({ name }) => name === wanted)?.value;

async function valuesOf(target: string, tensor: TensorInfo, bins = 4): Promise<TensorValues> {
  const { dtype, offset, sizeBytes } = tensor;
  const file = fileOfTensor(target, false, tensor);
  return readTensorValues({ file, dtype, offset: offset!, sizeBytes }, { bins });
}

describe('the contents of a checkpoint', () => {
  const folder = useTemporaryFolder();

  it('of PyTorch are the same in both formats', async () => {
    const [zip, legacy] = [await inspect('ok.pt'), await inspect('legacy.pt')];
    assert.deepEqual(named(zip).slice(0, 2), [
      'model.w float32 32x32 4096',
      'model.b float32 32 128',
    ]);
    assert.deepEqual(named(legacy), named(zip));
    assert.deepEqual(
      [zip.step, zip.metrics, zip.parts],
      [
        1234,
        { best_val_loss: 2.5 },
        { weights: true, optimizer: true, scheduler: false, rng: false },
      ],
    );
    const [first, second] = await Promise.all(
      [zip, legacy].map((each, at) =>
        valuesOf(path.join(checkpointFiles, ['ok.pt', 'legacy.pt'][at]!), each.tensors[0]!),
      ),
    );
    assert.deepEqual(first, second);
  });

  it('of Keras are its layers, and the optimizer with its step', async () => {
    const file = path.join(checkpointTrees, 'keras/mc/03-0.286.keras');
    const content = await inspectCheckpoint(file);
    assert.deepEqual(named(content).slice(0, 2), [
      'layers/dense/vars/0 float32 4x2 32',
      'layers/dense/vars/1 float32 2 8',
    ]);
    assert.deepEqual(
      [content.writtenBy, content.step, content.parts.optimizer],
      ['keras 3.15.1', 6, true],
    );
    const kernel = await valuesOf(file, content.tensors[0]!);
    assert.deepEqual([kernel.count, kernel.nan, kernel.max > kernel.min], [8, 0, true]);
  });

  it('of Lightning name the version, the loss and the best path', async () => {
    const target = path.join(checkpointTrees, 'lightning/version_1/checkpoints/last.ckpt');
    const content = await inspectCheckpoint(target);
    assert.equal(content.writtenBy, 'pytorch-lightning 2.6.6');
    assert.deepEqual(
      [content.step, content.epoch, Object.keys(content.metrics)],
      [32, 3, ['val_loss']],
    );
  });

  it('of a folder are those of its files together', async () => {
    const target = path.join(checkpointTrees, 'hf-trainer/checkpoint-24');
    const content = await inspectCheckpoint(target);
    assert.deepEqual(
      [content.step, content.epoch, content.parts, content.problems],
      [24, 3, { weights: true, optimizer: true, scheduler: true, rng: true }, []],
    );
    const names = content.tensors.map(({ name, shard }) => `${shard}: ${name}`);
    assert.ok(names.includes('model.safetensors: bert.embeddings.LayerNorm.bias'));
    assert.ok(names.includes('optimizer.pt: optimizer.pt/state.0.exp_avg'));
    assert.equal(scalar(content, 'max_steps'), 24);
  });

  it('of distributed and TensorFlow’s checkpoints tell the shards', async () => {
    const dcp = await inspectCheckpoint(path.join(checkpointTrees, 'dcp/step-7'));
    assert.ok(
      dcp.tensors.some(
        ({ name, dtype, shape }) =>
          `${name} ${dtype} ${shape.join('x')}` === 'model.0.weight float32 64x64',
      ),
    );
    const tf = await inspectCheckpoint(path.join(checkpointTrees, 'tf-checkpoint/ckpt-200.index'));
    assert.deepEqual(
      tf.tensors.map(({ name, shard }) => `${shard} ${name}`),
      [
        'ckpt-200.data-00000-of-00001 _CHECKPOINTABLE_OBJECT_GRAPH',
        'ckpt-200.data-00000-of-00001 save_counter/.ATTRIBUTES/VARIABLE_VALUE',
        'ckpt-200.data-00000-of-00001 step/.ATTRIBUTES/VARIABLE_VALUE',
      ],
    );
    const target = path.join(checkpointTrees, 'tf-checkpoint/ckpt-200.index');
    assert.equal((await valuesOf(target, tf.tensors[2]!)).max, 3);
  });

  it('of GGUF are its keys and tensors', async () => {
    const content = await inspect('a.gguf');
    assert.deepEqual(
      [named(content), scalar(content, 'general.architecture')],
      [['x float32 4x4 64'], 'llama'],
    );
  });

  it('sums values up in every type of numbers', async () => {
    const of = (dtype: string, bytes: ArrayBufferView, count: number): SafetensorsPart => ({
      dtype,
      shape: [count],
      bytes: new Uint8Array(bytes.buffer),
    });
    const parts = {
      F64: of('F64', Float64Array.of(-1, 0, 3), 3),
      F32: of('F32', Float32Array.of(-1, 0, 3), 3),
      F16: of('F16', Uint16Array.of(0xbc00, 0, 0x4200), 3),
      BF16: of('BF16', Uint16Array.of(0xbf80, 0, 0x4040), 3),
      F8_E4M3: of('F8_E4M3', Uint8Array.of(0xb8, 0, 0x44), 3),
      F8_E5M2: of('F8_E5M2', Uint8Array.of(0xbc, 0, 0x42), 3),
      I8: of('I8', Int8Array.of(-1, 0, 3), 3),
      I16: of('I16', Int16Array.of(-1, 0, 3), 3),
      I32: of('I32', Int32Array.of(-1, 0, 3), 3),
      I64: of('I64', BigInt64Array.of(-1n, 0n, 3n), 3),
    };
    const file = path.join(folder(), 'a.safetensors');
    writeFileSync(file, safetensorsBytes(parts));
    const { tensors } = await inspectCheckpoint(file);
    const expected = {
      count: 3,
      nan: 0,
      infinite: 0,
      zeros: 1,
      min: -1,
      max: 3,
      histogram: [1, 1, 0, 1],
    };
    for (const tensor of tensors) {
      const { mean, deviation, ...values } = await valuesOf(file, tensor);
      assert.deepEqual(values, expected, tensor.dtype);
      assert.ok(
        Math.abs(mean - 2 / 3) < 1e-12 && Math.abs(deviation - 1.699_673_171_197_595) < 1e-9,
      );
    }
  });

  it('leaves NaN and infinities out of the statistics', async () => {
    const file = path.join(folder(), 'a.safetensors');
    writeFileSync(
      file,
      safetensorsBytes({ a: float32Part([NaN, Infinity, -Infinity, 5, 5]), b: float32Part([NaN]) }),
    );
    const { tensors } = await inspectCheckpoint(file);
    assert.deepEqual(await valuesOf(file, tensors[0]!), {
      ...{ count: 5, nan: 1, infinite: 2, zeros: 0, min: 5, max: 5, mean: 5, deviation: 0 },
      histogram: [2],
    });
    const { min, histogram } = await valuesOf(file, tensors[1]!);
    assert.deepEqual([min, histogram], [NaN, []]);
  });

  it('differ by tensors added, removed, reshaped and changed', async () => {
    const [before, after] = ['a', 'b'].map((name) => path.join(folder(), `${name}.safetensors`));
    writeFileSync(
      before!,
      safetensorsBytes({
        same: float32Part([1, 2]),
        moved: float32Part([3, 4]),
        shaped: float32Part([1, 2], [2, 1]),
        old: float32Part([1]),
      }),
    );
    writeFileSync(
      after!,
      safetensorsBytes({
        moved: float32Part([3, 7]),
        new: float32Part([1]),
        same: float32Part([1, 2]),
        shaped: float32Part([1, 2], [1, 2]),
      }),
    );
    const diff = await diffCheckpoints(before!, after!);
    const type = (...shape: number[]) => ({ dtype: 'float32', shape });
    assert.deepEqual(
      {
        ...diff,
        added: diff.added.map(({ name }) => name),
        removed: diff.removed.map(({ name }) => name),
      },
      {
        added: ['new'],
        removed: ['old'],
        reshaped: [
          {
            name: 'shaped',
            before: type(2, 1),
            after: type(1, 2),
            distance: null,
            normBefore: null,
            largest: null,
          },
        ],
        changed: [
          {
            name: 'moved',
            before: type(2),
            after: type(2),
            distance: 3,
            normBefore: 5,
            largest: 3,
          },
        ],
        unchanged: 1,
        unread: [],
      },
    );
    const abort = AbortSignal.abort();
    await assert.rejects(diffCheckpoints(before!, after!, { signal: abort }), {
      name: 'AbortError',
    });
  });

  it('of tied weights and views have their own places', async () => {
    const file = path.join(folder(), 'a.pt');
    writeFileSync(
      file,
      torchBytes({
        model: { a: new Floats([1, 2, 3, 4, 5, 6], [2, 3]) },
        lr: 0.5,
        config: { name: 'x', layers: [1, 2] },
      }),
    );
    const content = await inspectCheckpoint(file);
    assert.deepEqual(content.scalars, [
      { name: 'lr', value: 0.5 },
      { name: 'config.name', value: 'x' },
      { name: 'config.layers.0', value: 1 },
      { name: 'config.layers.1', value: 2 },
    ]);
    assert.equal((await valuesOf(file, content.tensors[0]!)).mean, 3.5);
  });
});
