// Recognises runs that belong side by side by the names that frameworks give to their directories. Pure.
import type { RunGroup, RunGroupKind } from '../../shared/vocabulary';

/** Directories that frameworks make for every experiment alike; their names tell runs apart only if nothing else does. */
export const noiseNames: ReadonlySet<string> = new Set([
  'lightning_logs',
  'tb_logs',
  'tensorboard',
  'tensorboard_logs',
  'runs',
  'logs',
  'wandb',
  '.wandb',
  'swanlog',
]);

/** Keras and TensorFlow's estimators write one run for each part of the data. */
const splitNames: ReadonlySet<string> = new Set([
  'train',
  'training',
  'valid',
  'validation',
  'val',
  'eval',
  'evaluation',
  'test',
]);

/** Lightning's loggers: `version_0`, `version_1` … */
const versionName = /^version_\d+$/;

/**
 * `%b%d_%H-%M-%S_<host>`, the default of torch, tensorboardX and Hugging Face's trainer; `run-<date>_<time>-<id>`, which
 * W&B and SwanLab make.
 */
const dateName = /^(?:[A-Z][a-z]{2}\d{2}_\d{2}-\d{2}-\d{2}_|(?:offline-)?run-\d{8}_\d{6}-)/;

/** What the name of a run's directory makes of it; null for a name that people choose. */
export function groupKindOf(name: string): RunGroupKind | null {
  if (splitNames.has(name)) return 'splits';
  if (versionName.test(name)) return 'versions';
  return dateName.test(name) ? 'dates' : null;
}

/**
 * The group of a run. Versions and dates are known by their name alone; that `train` is one of several parts is known
 * when there is another.
 * @param names the directories from the log folder to the run
 * @param splits how many runs in the same directory have the name of a split
 */
export function groupOf(names: readonly string[], splits: number): RunGroup | null {
  const kind = groupKindOf(names.at(-1) ?? '');
  if (kind === null || (kind === 'splits' && splits < 2)) return null;
  const above = names.slice(0, -1);
  return {
    kind,
    directory: above.join('/') || '.',
    label: above.findLast((name) => !noiseNames.has(name)) ?? above.at(-1) ?? null,
  };
}
