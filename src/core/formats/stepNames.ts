// What loggers call the step and the time of a row, for tables and JSON lines alike.

/**
 * The first of these that a row has is its step. `epoch` comes late, since loggers that count steps write it as well.
 * The others are those of Lightning, W&B's exports, Detectron2, Ray, LLaMA-Factory, Stable-Baselines3 and CatBoost.
 */
export const stepNames: readonly string[] = [
  'step',
  'global_step',
  'trainer/global_step',
  '_step',
  'iteration',
  'training_iteration',
  'iter',
  'current_steps',
  'time/total_timesteps',
  'total_timesteps',
  'num_timesteps',
  'timesteps',
  'update',
  'epoch',
  'episode',
];

/** Names of columns of moments, as text or counted since the Unix epoch; elapsed times have other names. */
export const wallTimeNames: readonly string[] = [
  'timestamp',
  '_timestamp',
  'wall_time',
  'walltime',
  'Wall time',
  'datetime',
  'ts',
];
