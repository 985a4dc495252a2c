// What the names in a saved state say: step and epoch, what was measured, and which parts of a training are there.
import type { CheckpointFramework, SavedParts } from '../../shared/checkpoints';

/** What programs call the number of steps done, the surest first; parts are divided by dots. */
const stepNames = [
  ...['global_step', 'global_steps', 'iteration', 'iter_num', 'num_updates', 'step', 'steps'],
  ...['current_step', 'iter', 'n_iter', 'it', 'total_steps', 'num_timesteps', 'updates'],
  ...['meta.iter', 'state.timestamp.Timestamp.batch', 'extra_state.num_updates'],
  ...['optimizer_history.0.num_updates', 'train_state.step', 'trainer_state.global_step'],
];
const epochNames = [
  ...['epoch', 'epochs', 'current_epoch', 'epoch_num', 'epochs_run', 'meta.epoch'],
  ...['extra_state.train_iterator.epoch', 'extra_state.epoch', 'trainer_state.epoch'],
];

const optimizerName = /optim|^opt(?:_state|_states)?$|^opt\d*$/i;
const schedulerName = /sched/i;
const rngName = /rng|random_state/i;
/** What is measured, and not how often or with which settings. */
const metricName =
  /(?:^|[_./-])(?:loss|acc|accuracy|metric|score|fitness|f1|auc|map|map50|bleu|rouge|wer|cer|ppl|perplexity|reward|psnr|ssim|fid|iou|dice|mae|mse|rmse|r2|error)(?:$|[_./@\d-])/i;
const notMeasured = /(?:weight|smooth|scale|scaler|fn|name|type|reduction|coef|ratio|lambda)/i;

export interface StateFacts {
  readonly step: number | null;
  readonly epoch: number | null;
  readonly metrics: Readonly<Record<string, number>>;
}

/** @param numbers every single number of the state by the way to it */
export function factsOf(numbers: ReadonlyMap<string, number>): StateFacts {
  const first = (names: readonly string[]): number | null => {
    const found = names.map((name) => numbers.get(name)).find(isCount);
    return found ?? null;
  };
  const metrics = [...numbers].filter(([name]) => isMetric(name));
  return {
    step: first(stepNames),
    epoch: first(epochNames),
    metrics: Object.fromEntries(metrics.map(([name, value]) => [name.split('.').at(-1)!, value])),
  };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

/** On the first level, or among the metrics that the state has a place for. */
function isMetric(name: string): boolean {
  const parts = name.split('.');
  const isPlaced = parts.length === 2 && /metrics$/i.test(parts[0]!);
  return (
    (parts.length === 1 || isPlaced) && metricName.test(parts.at(-1)!) && !notMeasured.test(name)
  );
}

/**
 * @param filled names on the first level that have something in them, those in `state` as `state.name`
 * @param tensors names of tensors that are more than a number
 */
export function partsOf(filled: Iterable<string>, tensors: Iterable<string>): SavedParts {
  const names = [...filled];
  return {
    weights: [...tensors].some((name) => !isOther(name)),
    optimizer: names.some((name) => optimizerName.test(placeOf(name))),
    scheduler: names.some((name) => schedulerName.test(placeOf(name))),
    rng: names.some((name) => rngName.test(placeOf(name))),
  };
}

function isOther(name: string): boolean {
  const place = placeOf(name);
  return [optimizerName, schedulerName, rngName].some((pattern) => pattern.test(place));
}

/** The first part of a name; some programs put everything into one entry `state`. */
function placeOf(name: string): string {
  const [first = '', second = ''] = name.split('.');
  return first === 'state' ? second : first;
}

/** Marks that programs leave on the first level of what they save. */
const signatures: readonly (readonly [CheckpointFramework, readonly string[]])[] = [
  ['lightning', ['pytorch-lightning_version']],
  ['mmengine', ['meta', 'message_hub']],
  ['fairseq', ['extra_state', 'optimizer_history']],
  ['ultralytics', ['train_args', 'ema']],
  ['timm', ['arch', 'state_dict', 'version']],
  ['megatron', ['checkpoint_version', 'iteration']],
  ['composer', ['state', 'rng']],
];

/** The framework whose state has these names; null where any program could have made them. */
export function frameworkOfNames(names: ReadonlySet<string>): CheckpointFramework | null {
  const found = signatures.find(([, marks]) => marks.every((mark) => names.has(mark)));
  return found ? found[0] : null;
}
