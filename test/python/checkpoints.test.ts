// Checkpoints that the real libraries write now: found, read, and whole to the last byte.
import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyCheckpoint } from '../../src/core/checkpoints/verify';
import { inspectCheckpoint } from '../../src/core/checkpoints/inspect';
import { findIn } from '../support/checkpointFixtures';
import { pythonEnvironment } from '../support/python';

describe('checkpoints of the real libraries', () => {
  let folder: string;

  before(async () => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'trackside-')));
    await (await pythonEnvironment()).run('write_checkpoints.py', [folder]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are found with step, epoch and what a resume needs', async () => {
    const found = (await findIn(folder)).map((each) => {
      const name = path.relative(folder, each.path).replace(/-?(?:train_loss=)?\d+\.\d{3}/, '');
      return `${name} ${each.framework} ${each.step}/${each.epoch} ${each.resume} ${each.complete}`;
    });
    assert.deepEqual(found, [
      'keras/01.keras keras 2/1 full true',
      'keras/at.01.weights.h5 keras 2/1 full true',
      'keras/02.keras keras 4/2 full true',
      'keras/at.02.weights.h5 keras 4/2 full true',
      'lightning/epoch=0-step=2.ckpt lightning 2/0 full true',
      'lightning/epoch=1-step=4.ckpt lightning 4/1 full true',
      'lightning/epoch=2-step=6.ckpt lightning 6/2 full true',
      'lightning/last.ckpt lightning 6/2 full true',
      'lightning/only-weights.ckpt lightning 6/3 weights true',
      'safetensors/model.safetensors safetensors null/null weights true',
      'torch/weights.pth pytorch null/null weights true',
      'torch/module.pt pytorch null/null weights true',
      'torch/types.pt pytorch null/null weights true',
      'torch/full.pt pytorch 120/3 full true',
      'torch/legacy.pt pytorch 120/3 full true',
      'trainer/checkpoint-2 hf-trainer 2/0.25 full true',
      'trainer/checkpoint-4 hf-trainer 4/0.5 full true',
      'trainer/checkpoint-6 hf-trainer 6/0.75 full true',
    ]);
  });

  it('are whole', async () => {
    const { ok, problems, checkedBytes } = await verifyCheckpoint(folder, {
      deep: true,
      excluded: [],
    });
    assert.deepEqual([ok, problems, checkedBytes > 200_000], [true, [], true]);
  });

  it('hold every type of tensor that was saved', async () => {
    const { tensors } = await inspectCheckpoint(path.join(folder, 'torch/types.pt'));
    assert.deepEqual(
      tensors.map(({ name, dtype, shape }) => [name, dtype, shape]),
      ['float16', 'bfloat16', 'float8_e4m3fn', 'int64', 'bool'].map((dtype) => [
        `state_dict.${dtype}`,
        dtype,
        [3],
      ]),
    );
  });
});
