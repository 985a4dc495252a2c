// Which checkpoints are found in a folder: step, completeness and whether a training can go on from them.
import assert from 'node:assert/strict';
import {
  cpSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {
  checkpointFiles,
  checkpointTrees,
  findIn,
  linesOf,
} from '../../../support/checkpointFixtures';
import { float32Part, safetensorsBytes } from '../../../support/safetensorsBytes';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { Floats, torchBytes, type Saved } from '../../../support/torchBytes';

const optimizer = { state: { 0: { exp_avg: new Floats([1, 2]) } }, param_groups: [{ lr: 0.1 }] };
const weights = { 'a.weight': new Floats([1, 2, 3, 4], [2, 2]) };

describe('the search for checkpoints', () => {
  const folder = useTemporaryFolder();

  function put(name: string, content: Uint8Array | string): void {
    const file = path.join(folder(), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const save = (name: string, value: Saved): void => put(name, torchBytes(value));

  it('knows what the real libraries wrote', async () => {
    assert.deepEqual(await linesOf(checkpointTrees), [
      'orbax-single | orbax | -/- | weights | last | optimizer step | complete',
      'accelerate/checkpoints/checkpoint_2 | accelerate | -/- | full | - | - | complete',
      'accelerate/checkpoints/checkpoint_3 | accelerate | -/- | full | last | - | complete',
      'dcp/step-7 | dcp | 7/- | full | last | - | complete',
      'hf-trainer/checkpoint-15 | hf-trainer | 15/0.9375 | full | best | - | complete',
      'hf-trainer/checkpoint-24 | hf-trainer | 24/3 | full | last | - | complete',
      'keras/b | keras | 6/2 | full | last | - | complete',
      'keras/mc/02-0.296.keras | keras | 4/2 | full | - | - | complete',
      'keras/mc/03-0.286.keras | keras | 6/3 | full | - | - | complete',
      'keras/mc/w.03.weights.h5 | keras | 6/3 | full | last | - | complete',
      'lightning-link/version_0/checkpoints/epoch=2-step=24-val_loss=0.00.ckpt | lightning | 24/2 | full | best | - | complete',
      'lightning-link/version_0/checkpoints/epoch=3-step=32-val_loss=0.01.ckpt | lightning | 32/3 | full | last | - | complete',
      'lightning/version_1/checkpoints/epoch=2-step=24-val_loss=0.02.ckpt | lightning | 24/2 | full | - | - | complete',
      'lightning/version_1/checkpoints/epoch=3-step=32-val_loss=0.00.ckpt | lightning | 32/3 | full | best | - | complete',
      'lightning/version_1/checkpoints/last.ckpt | lightning | 32/3 | full | last | - | complete',
      'orbax-manager/20 | orbax | 20/- | weights | best+last | optimizer | complete',
      'orbax-manager/30 | orbax | 30/- | no | - | - | default/manifest.ocdbt is missing',
      'orbax-manager/40.orbax-checkpoint-tmp-1234 | orbax | 40/- | no | - | - | it was not finished (40.orbax-checkpoint-tmp-1234)',
      'tf-checkpoint/ckpt-100.index | tensorflow | 100/- | weights | - | optimizer | complete',
      'tf-checkpoint/ckpt-200.index | tensorflow | 200/- | weights | last | optimizer | complete',
      'tf-checkpoint/ckpt-300.index | tensorflow | 300/- | no | - | - | ckpt-300.data-00000-of-00001 is cut short (truncated): it ought to have 213 B',
    ]);
  });

  it('tells whole files from hurt ones', async () => {
    assert.deepEqual((await linesOf(checkpointFiles)).sort(), [
      'a.gguf | gguf | -/- | no | last | optimizer | complete',
      'a.onnx | onnx | -/- | no | last | optimizer | complete',
      'all_zeros.pt | pytorch | -/- | no | - | - | it holds nothing but zeros, as after a crash before the disk was written',
      'bitflip_tensor.pt | pytorch | 1234/- | full | - | - | complete',
      'extra_tail.safetensors | safetensors | -/- | no | - | - | it has 10 bytes more than it ought to',
      'legacy.pt | pytorch | 1234/- | full | - | - | complete',
      'legacy_truncated.pt | pytorch | 1234/- | no | - | - | it is cut short (truncated): it ought to have 9.27 kB',
      'lfs_pointer.pt | pytorch | -/- | no | - | - | it is a Git LFS pointer; the file itself was not fetched',
      'mw.h5 | keras | 2/- | full | last | - | complete',
      'no_crc.pt | pytorch | 1234/- | full | - | - | complete',
      'ok.pt | pytorch | 1234/- | full | best+last | - | complete',
      'ok.safetensors | safetensors | -/- | weights | last | optimizer step | complete',
      'truncated.pt | pytorch | -/- | no | - | - | it is cut short (truncated) (archive directory)',
      'truncated.safetensors | safetensors | -/- | no | - | - | it is cut short (truncated): it ought to have 1.19 kB',
      'truncated_tail.pt | pytorch | -/- | no | - | - | it is cut short (truncated) (archive directory)',
      'zero_bytes.pt | pytorch | -/- | no | - | - | it is empty',
    ]);
  });

  it('takes what was measured at the step of a Trainer’s checkpoint', async () => {
    const [first, second] = await findIn(path.join(checkpointTrees, 'hf-trainer'));
    assert.deepEqual(
      [first!.metrics, Object.keys(second!.metrics).sort()],
      [{}, ['grad_norm', 'learning_rate', 'loss']],
    );
  });

  describe('of a Trainer', () => {
    beforeEach(() => {
      cpSync(
        path.join(checkpointTrees, 'hf-trainer/checkpoint-24'),
        path.join(folder(), 'checkpoint-24'),
        {
          recursive: true,
        },
      );
    });
    const inside = (name: string): string => path.join(folder(), 'checkpoint-24', name);

    for (const [without, expected] of [
      ['scheduler.pt', 'weights | last | scheduler.pt | complete'],
      ['optimizer.pt', 'weights | last | optimizer.pt | complete'],
      ['rng_state.pth', 'full | last | rng_state.pth | complete'],
      ['trainer_state.json', 'weights | - | trainer_state.json | trainer_state.json is missing'],
      ['model.safetensors', 'no | - | - | model.safetensors is missing'],
    ] as const) {
      it(`says what is missing without ${without}`, async () => {
        rmSync(inside(without));
        const [line] = await linesOf(folder());
        assert.equal(line?.split(' | ').slice(3).join(' | '), expected);
      });
    }

    it('sees that a piece of it is cut short', async () => {
      truncateSync(inside('optimizer.pt'), 50_000);
      const [line] = await linesOf(folder());
      assert.equal(
        line,
        'checkpoint-24 | hf-trainer | 24/3 | weights | - | optimizer.pt | optimizer.pt is cut short (truncated) (archive directory)',
      );
    });

    it('compares its shards with their index', async () => {
      rmSync(inside('model.safetensors'));
      writeFileSync(
        inside('model-00001-of-00002.safetensors'),
        safetensorsBytes({ a: float32Part([1]) }),
      );
      const index = {
        weight_map: {
          a: 'model-00001-of-00002.safetensors',
          b: 'model-00002-of-00002.safetensors',
        },
      };
      writeFileSync(inside('model.safetensors.index.json'), JSON.stringify(index));
      const [line] = await linesOf(folder());
      assert.match(line!, / \| no \| - \| - \| model-00002-of-00002\.safetensors is missing$/);
    });

    it('reads a state in which a loss was NaN', async () => {
      writeFileSync(
        inside('trainer_state.json'),
        '{"global_step": 24, "epoch": 3.0, "log_history": [{"loss": NaN, "step": 24, "grad_norm": Infinity}]}',
      );
      const [found] = await findIn(folder());
      assert.deepEqual(found?.metrics, { loss: NaN, grad_norm: Infinity });
    });
  });

  it('takes an empty folder of a Trainer for one that was not written', async () => {
    mkdirSync(path.join(folder(), 'checkpoint-50'));
    assert.deepEqual(await linesOf(folder()), [
      'checkpoint-50 | hf-trainer | 50/- | no | - | optimizer.pt scheduler.pt rng_state.pth trainer_state.json | trainer_state.json is missing; model.safetensors is missing',
    ]);
  });

  it('knows the shards of DeepSpeed, and the tag that was committed', async () => {
    for (const step of [10, 20]) {
      const tag = `global_step${step}`;
      save(`${tag}/mp_rank_00_model_states.pt`, {
        module: weights,
        dp_world_size: 2,
        global_steps: step,
      });
      save(`${tag}/zero_pp_rank_0_mp_rank_00_optim_states.pt`, { optimizer_state_dict: optimizer });
    }
    save('global_step10/zero_pp_rank_1_mp_rank_00_optim_states.pt', {
      optimizer_state_dict: optimizer,
    });
    put('latest', 'global_step10');
    assert.deepEqual(await linesOf(folder()), [
      'global_step10 | deepspeed | 10/- | full | last | - | complete',
      'global_step20 | deepspeed | 20/- | no | - | - | zero_pp_rank_1_mp_rank_00_optim_states.pt is missing; it was not committed (latest)',
    ]);
  });

  it('knows the iterations of Megatron, and the tracker', async () => {
    const state = {
      model: weights,
      optimizer,
      opt_param_scheduler: { num_steps: 5 },
      iteration: 100,
      rng_state: [1],
    };
    save('iter_0000100/mp_rank_00/model_optim_rng.pt', state);
    save('iter_0000200/mp_rank_00/model_optim_rng.pt', { ...state, iteration: 200 });
    put('latest_checkpointed_iteration.txt', '100');
    assert.deepEqual(await linesOf(folder()), [
      'iter_0000100 | megatron | 100/- | full | last | - | complete',
      'iter_0000200 | megatron | 200/- | no | - | - | it was not committed (latest_checkpointed_iteration.txt)',
    ]);
  });

  it('knows the files of Ultralytics, timm and fairseq by their names', async () => {
    const ultra = { model: weights, ema: weights, train_args: { lr: 1 } };
    save('ultra/weights/last.pt', {
      ...ultra,
      epoch: 3,
      optimizer,
      train_metrics: { fitness: 0.5 },
    });
    save('ultra/weights/best.pt', { ...ultra, epoch: -1, optimizer: null });
    put('ultra/args.yaml', 'a: 1');
    const state = { state_dict: weights, optimizer };
    save('timm/checkpoint-4.pth.tar', { ...state, epoch: 4, arch: 'vit', version: 2 });
    save('timm/tmp.pth.tar', state);
    const fairseq = { model: weights, last_optimizer_state: optimizer, extra_state: {} };
    save('fairseq/checkpoint_2_500.pt', fairseq);
    save('fairseq/checkpoint_last.pt.tmp', fairseq);
    assert.deepEqual(await linesOf(folder()), [
      'fairseq/checkpoint_last.pt.tmp | fairseq | -/- | no | - | - | it was not finished (checkpoint_last.pt.tmp)',
      'fairseq/checkpoint_2_500.pt | fairseq | 500/- | full | last | - | complete',
      'timm/tmp.pth.tar | timm | -/- | no | - | - | it was not finished (tmp.pth.tar)',
      'timm/checkpoint-4.pth.tar | timm | -/4 | full | last | - | complete',
      'ultra/weights/best.pt | ultralytics | -/- | weights | best | optimizer step | complete',
      'ultra/weights/last.pt | ultralytics | -/3 | full | last | - | complete',
    ]);
  });

  it('knows the files of other programs by their names', async () => {
    const parts = { model: weights, optimizer };
    save('d2/model_0000999.pth', { ...parts, iteration: 999 });
    save('mm/epoch_12.pth', { ...parts, meta: { epoch: 12, iter: 600 }, message_hub: {} });
    save('composer/ep1-ba40-rank0.pt', {
      state: { model: weights },
      rng: [1],
      optimizers: optimizer,
    });
    save('nano/ckpt.pt', { ...parts, iter_num: 250, best_val_loss: new Floats([1.5], []) });
    save('tune/epoch_0/model-00001-of-00001.bin', weights);
    save('tune/recipe_state/recipe_state.pt', { optimizer, epochs_run: 1 });
    put('flax/checkpoint_900', Uint8Array.of(0x81, 0xa1, 0x61, 0x01));
    assert.deepEqual(await linesOf(folder()), [
      'composer/ep1-ba40-rank0.pt | composer | 40/1 | full | last | - | complete',
      'd2/model_0000999.pth | detectron2 | 999/- | full | last | - | complete',
      'flax/checkpoint_900 | flax | 900/- | weights | last | optimizer | complete',
      'mm/epoch_12.pth | mmengine | 600/12 | full | last | - | complete',
      'nano/ckpt.pt | pytorch | 250/- | full | last | - | complete',
      'tune/epoch_0 | torchtune | -/0 | full | last | - | complete',
    ]);
  });

  it('passes over tensors, data and pieces that are no checkpoint', async () => {
    save('data/images.pt', new Floats([1, 2, 3]));
    save('data/list.pt', ['a', 'b']);
    save('optimizer.pt', optimizer);
    put('data/table.h5', Buffer.from('no HDF5'));
    put('notes.pth', 'text');
    cpSync(path.join(checkpointFiles, 'v3.h5'), path.join(folder(), 'v3.h5'));
    assert.deepEqual(await linesOf(folder()), []);
  });

  it('counts the names of one file once, and a link not at all', async () => {
    mkdirSync(path.join(folder(), 'checkpoint-1'));
    const bytes = safetensorsBytes({ a: float32Part([1, 2, 3]) });
    put('checkpoint-1/model.safetensors', bytes);
    linkSync(
      path.join(folder(), 'checkpoint-1/model.safetensors'),
      path.join(folder(), 'checkpoint-1/model_copy.safetensors'),
    );
    symlinkSync('checkpoint-1/model.safetensors', path.join(folder(), 'last.safetensors'));
    assert.deepEqual(
      (await findIn(folder())).map(({ path: own, sizeBytes, linkTo }) => [
        path.basename(own),
        sizeBytes,
        linkTo && path.relative(folder(), linkTo),
      ]),
      [
        ['last.safetensors', 0, path.join('checkpoint-1', 'model.safetensors')],
        ['checkpoint-1', bytes.length, null],
      ],
    );
  });

  it('gives what a link leads to the same marks', async () => {
    cpSync(path.join(checkpointTrees, 'lightning-link/version_0/checkpoints'), folder(), {
      recursive: true,
    });
    symlinkSync('epoch=3-step=32-val_loss=0.01.ckpt', path.join(folder(), 'last.ckpt'));
    const found = await findIn(folder());
    assert.deepEqual(
      found
        .filter(({ last }) => last)
        .map((each) => path.basename(each.path))
        .sort(),
      ['epoch=3-step=32-val_loss=0.01.ckpt', 'last.ckpt'],
    );
  });

  it('ends when it is aborted, and does not enter excluded directories', async () => {
    save('.venv/a.pt', { model: weights });
    assert.deepEqual((await findIn(folder())).length, 1);
    const { discoverCheckpoints } = await import('../../../../src/core/checkpoints/discover');
    const found = await discoverCheckpoints(folder(), { excluded: ['.venv'] });
    assert.deepEqual(found.checkpoints, []);
    const signal = AbortSignal.abort();
    await assert.rejects(discoverCheckpoints(folder(), { excluded: [], signal }), {
      name: 'AbortError',
    });
  });
});
