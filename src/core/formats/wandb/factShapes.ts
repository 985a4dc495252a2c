// The messages that say what a run is, where it runs and what it made. Source: wandb_internal.proto and
// wandb_telemetry.proto; names are those of wandb-metadata.json where that has them.
import { shape, type Shape, type ShapeField } from './shape';

function as(name: string, form: ShapeField['form'], many?: 'list' | 'map'): ShapeField {
  return many ? { name, form, many } : { name, form };
}

const git = shape({ 1: 'remote', 2: 'commit' });

export const runShape = shape({
  1: 'id',
  2: 'entity',
  3: 'project',
  6: 'group',
  7: 'jobType',
  8: 'name',
  9: 'notes',
  10: as('tags', 'text', 'list'),
  12: 'sweep',
  13: 'host',
  14: as('startingStep', 'number'),
  17: as('startedAt', 'seconds'),
  18: as('resumed', 'flag'),
  20: as('earlierRuntime', 'number'),
  21: as('git', git),
  22: as('forked', 'flag'),
  23: as('branchPoint', shape({ 1: 'run', 2: as('value', 'double'), 3: 'metric' })),
});

const total = as('total', 'number');
const diskEntry = shape({ 1: 'key', 2: as('value', shape({ 1: total, 2: as('used', 'number') })) });

export const environmentShape = shape({
  1: 'os',
  2: 'python',
  3: as('startedAt', 'time'),
  4: 'docker',
  5: as('args', 'text', 'list'),
  6: 'program',
  7: 'codePath',
  8: 'codePathLocal',
  9: as('git', git),
  10: 'email',
  11: 'root',
  12: 'host',
  13: 'username',
  14: 'executable',
  15: 'colab',
  16: as('cpu_count', 'number'),
  17: as('cpu_count_logical', 'number'),
  18: 'gpu',
  19: as('gpu_count', 'number'),
  20: as('disk', diskEntry, 'map'),
  21: as('memory', shape({ 1: total })),
  23: as('apple', shape({ 1: 'name', 2: as('ecpuCores', 'number'), 3: as('pcpuCores', 'number') })),
  24: as(
    'gpu_nvidia',
    shape({
      1: 'name',
      2: as('memoryTotal', 'number'),
      3: as('cudaCores', 'number'),
      4: 'architecture',
      5: 'uuid',
    }),
    'list',
  ),
  25: 'cudaVersion',
  26: as('gpu_amd', shape({ 1: 'id', 8: 'series', 9: 'model', 10: 'vendor' }), 'list'),
  27: as('slurm', shape({ 1: 'key', 2: 'value' }), 'map'),
  28: as('trainium', shape({ 1: 'name', 2: 'vendor' })),
  29: as('tpu', shape({ 1: 'name', 4: as('count', 'number') })),
});

export const alertShape = shape({ 1: 'title', 2: 'text', 3: 'level' });

const manifestEntry = shape({ 1: 'path', 3: 'reference', 4: as('size', 'number') });

export const artifactShape = shape({
  2: 'project',
  3: 'entity',
  4: 'type',
  5: 'name',
  6: 'digest',
  7: 'description',
  8: 'metadata',
  11: as('aliases', 'text', 'list'),
  12: as('manifest', shape({ 4: as('contents', manifestEntry, 'list') })),
  19: as('tags', 'text', 'list'),
});

export const useArtifactShape = shape({ 1: 'id', 2: 'type', 3: 'name' });

const summaryWays = ['min', 'max', 'mean', 'best', 'last', 'none', 'copy', 'first'];

export const metricShape = shape({
  1: 'name',
  2: 'pattern',
  4: 'stepMetric',
  6: as('options', shape({ 1: as('stepSync', 'flag'), 2: as('hidden', 'flag') })),
  7: as('summary', new Map(summaryWays.map((way, at) => [at + 1, as(way, 'flag')] as const))),
  8: as('goal', 'number'),
  9: as('control', shape({ 1: as('overwrite', 'flag') })),
});

export const filesShape = shape({
  1: as('files', shape({ 1: 'path', 3: as('type', 'number') }), 'list'),
});

export const tensorboardShape = shape({ 1: 'logDirectory', 3: 'rootDirectory', 4: 'namespace' });

export const exitShape = shape({ 1: as('exitCode', 'number'), 2: as('runtime', 'number') });

/** The frameworks that decide what a training looks like; telemetry knows many more modules. */
const frameworks: Readonly<Record<number, string>> = {
  1: 'torch',
  2: 'keras',
  3: 'tensorflow',
  4: 'fastai',
  5: 'sklearn',
  6: 'xgboost',
  7: 'catboost',
  8: 'lightgbm',
  9: 'pytorch_lightning',
  10: 'ignite',
  11: 'transformers',
  12: 'jax',
  30: 'ray',
  35: 'optuna',
  45: 'flax',
  48: 'monai',
  50: 'hydra',
  51: 'datasets',
  63: 'timm',
  66: 'composer',
  71: 'accelerate',
  75: 'sentence_transformers',
  82: 'mmengine',
  83: 'diffusers',
  84: 'trl',
  98: 'peft',
  106: 'lightning',
};

const imports: Shape = new Map(
  Object.entries(frameworks).map(([number, name]) => [Number(number), as(name, 'flag')] as const),
);

export const telemetryShape = shape({
  1: as('atStart', imports),
  2: as('atEnd', imports),
  4: 'python',
  5: 'wandb',
  6: 'transformers',
});
