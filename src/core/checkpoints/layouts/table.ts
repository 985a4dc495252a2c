// Every layout of checkpoints that is known, one line each. The first that fits decides.
import type { CheckpointFramework } from '../../../shared/checkpoints';
import { hasFile, type Folder } from '../folderTree';
import { isTrainerFolder, judgeAccelerate, judgeTrainer } from './huggingFace';
import type { Judge } from './judgement';
import {
  isDeepSpeedFolder,
  judgeCheckpointFolder,
  judgeDeepSpeed,
  judgeDistributed,
  judgeMegatron,
  judgeNemoFile,
  judgeTorchtune,
  judgeVerl,
} from './shardedStates';
import {
  judgeExport,
  judgeFile,
  judgeFolder,
  judgeHdf5,
  judgePlainFile,
  judgeShards,
  judgeStableBaselines,
} from './stateFiles';
import {
  isOrbaxFolder,
  judgeBackup,
  judgeOrbax,
  judgeSavedModel,
  judgeTensorflow,
} from './tensorflowFamily';
import { weightFile } from './weightFiles';

export interface Layout {
  readonly framework: CheckpointFramework;
  /** The whole name, with groups `step`, `epoch` and `metric` where it says them. */
  readonly name: RegExp;
  /** Of the folder itself, or of the folder that the file lies in. */
  readonly fits: (folder: Folder) => boolean;
  readonly judge: Judge;
}

const any = (): boolean => true;
const holds =
  (pattern: RegExp) =>
  (folder: Folder): boolean =>
    hasFile(folder, pattern);
const holdsFolder =
  (pattern: RegExp) =>
  (folder: Folder): boolean =>
    [...folder.folders.keys()].some((name) => pattern.test(name));

function line(
  framework: CheckpointFramework,
  name: RegExp,
  fits: Layout['fits'],
  judge: Judge,
): Layout {
  return { framework, name, fits, judge };
}

/** A number at the end of any name. */
const numbered = /^.*?(?<step>\d+)?(?:\.orbax-checkpoint-tmp.*)?$/;

/** Folders that are a checkpoint with everything below them. */
export const folderLayouts: readonly Layout[] = [
  line('orbax', numbered, isOrbaxFolder, judgeOrbax),
  line(
    'accelerate',
    /^checkpoint-(?<step>\d+)$/,
    holds(/^random_states_\d+\.pkl$/),
    judgeAccelerate,
  ),
  line('accelerate', /^.*$/, holds(/^random_states_\d+\.pkl$/), judgeAccelerate),
  line('accelerate', /^checkpoint_\d{1,5}$/, holds(/^optimizer(?:_\d+)?\.bin$/), judgeAccelerate),
  line('hf-trainer', /^(?:tmp-)?checkpoint-(?<step>\d+)$/, isTrainerFolder, judgeTrainer),
  line('nemo', /^.*(?:consumed_samples|-last|end).*\.ckpt$/, any, judgeCheckpointFolder),
  line('lightning', /^.*\.ckpt$/, any, judgeCheckpointFolder),
  line('megatron', /^iter_(?<step>\d{7})$/, any, judgeMegatron),
  line('deepspeed', /^(?:.*?(?<step>\d+)|.*)$/, isDeepSpeedFolder, judgeDeepSpeed),
  line('verl', /^global_step_(?<step>\d+)$/, holdsFolder(/^(?:actor|critic)$/), judgeVerl),
  line(
    'torchtune',
    /^(?:epoch_(?<epoch>\d+)|step_(?<step>\d+))$/,
    holds(weightFile),
    judgeTorchtune,
  ),
  line('ray', /^checkpoint_(?<step>\d{6})$/, any, judgeFolder),
  line(
    'fsdp',
    /^(?:pytorch_model|optimizer)_(?:fsdp_)?\d+$/,
    holds(/^\.metadata$|\.distcp$/),
    judgeDistributed,
  ),
  line('dcp', /^(?:.*?(?<step>\d+)|.*)$/, holds(/\.distcp$/), judgeDistributed),
  line('keras', /^.*$/, holds(/^training_metadata\.json$/), judgeBackup),
  line('keras', /^.*$/, holds(/^keras_metadata\.pb$/), judgeSavedModel),
  line('tensorflow', /^.*$/, holds(/^saved_model\.pb$/), judgeSavedModel),
];

/** Files that are a checkpoint, some with others beside them. */
export const fileLayouts: readonly Layout[] = [
  line('nemo', /^.*consumed_samples.*\.ckpt$/, any, judgeNemoFile),
  line('lightning', /^(?:hpc_ckpt_(?<step>\d+)|.*)\.ckpt$/, any, judgeFile),
  line('ultralytics', /^(?:last|best|epoch(?<epoch>\d+))\.pt$/, isUltralytics, judgeFile),
  line(
    'timm',
    /^(?:checkpoint-(?<epoch>\d+)|recovery-\d+-(?<step>\d+)|.*)\.pth\.tar$/,
    any,
    judgeFile,
  ),
  line(
    'fairseq',
    /^checkpoint(?:(?<epoch>\d+)|_\d+_(?<step>\d+)|_last|_best)\.pt$/,
    any,
    judgeFile,
  ),
  line('detectron2', /^model_(?:(?<step>\d{7})|final|best)\.pth$/, any, judgeFile),
  line('mmengine', /^(?:best_.*_)?(?:epoch_(?<epoch>\d+)|iter_(?<step>\d+))\.pth$/, any, judgeFile),
  line('composer', /^ep(?<epoch>\d+)-ba(?<step>\d+)(?:-rank\d+)?\.pt$/, any, judgeFile),
  line('composer', /^latest-rank\d+\.pt$/, any, judgeFile),
  line('sb3', /^(?:.*_(?<step>\d+)_steps|best_model)\.zip$/, any, judgeStableBaselines),
  line(
    'keras',
    /^.*?(?<epoch>\d+)-(?<metric>\d+\.\d+)\.(?:keras|weights\.h5|h5|hdf5)$/,
    any,
    judgeHdf5,
  ),
  line('keras', /^(?:.*?[._-](?<epoch>\d+)|.*)\.(?:keras|weights\.h5)$/, any, judgeFile),
  line('keras', /^.*\.(?:h5|hdf5)$/, any, judgeHdf5),
  line('tensorflow', /^.*-(?<step>\d+)\.index$/, any, judgeTensorflow),
  line('tensorflow', /^.*ckpt.*\.index$/, any, judgeTensorflow),
  line('flax', /^(?:.*_)?checkpoint_(?<step>\d+)$/, any, judgeFile),
  line('safetensors', /^.*\.safetensors\.index\.json$/, any, judgeShards),
  line('pytorch', /^.*\.bin\.index\.json$/, any, judgeShards),
  line('safetensors', /^(?:.*?[._-](?<step>\d+)|.*)\.safetensors$/, any, judgePlainFile),
  line('gguf', /^.*\.gguf$/, any, judgeExport),
  line('onnx', /^.*\.onnx$/, any, judgeExport),
  line('pytorch', /^pytorch_model.*\.bin$/, any, judgePlainFile),
  line(
    'pytorch',
    /^.*?(?:epoch[_-]?(?<epoch>\d+)|(?:step|iter)[_-]?(?<step>\d+)).*\.(?:pt|pth)$/i,
    any,
    judgePlainFile,
  ),
  line('pytorch', /^.*\.(?:pt|pth)$/, any, judgePlainFile),
];

function isUltralytics(folder: Folder): boolean {
  return folder.name === 'weights' || (folder.parent?.files.has('args.yaml') ?? false);
}

/** Pieces of a checkpoint that were found outside of one, and shards whose index stands for them. */
export const pieces =
  /^(?:(?:optimizer|scheduler|scaler|sampler|rng_state|random_states|recipe_state|training_args|adapter_config).*\.(?:pt|pth|bin|pkl)|.*-\d{5}-of-\d{5}\.(?:safetensors|bin)|.*(?:_optim_states|_model_states)\.pt)$/;
