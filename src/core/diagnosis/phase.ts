// What the program was doing, told by the calls that a traceback shows.
import type { FailureFrame, FailurePhase } from '../../shared/failure';
import type { Raised } from './traceback';
import { callsOf } from './userFrame';

/** The innermost call that says something wins. */
const rules: readonly (readonly [FailurePhase, RegExp, RegExp | null])[] = [
  [
    'evaluation',
    /^(?:evaluate|evaluation_loop|evaluation_step|prediction_step|prediction_loop|predict\w*|validation_step|test_step|validate|generate|eval\w*)$/,
    null,
  ],
  [
    'train',
    /^(?:training_step|train_step|train_one_epoch|train_epoch|backward|compute_loss)$/,
    null,
  ],
  [
    'load',
    /^(?:load_state_dict|load_checkpoint|_load_from_checkpoint|load_from_checkpoint|from_pretrained|resume\w*|restore\w*|load_from_json|_load_optimizer_and_scheduler|load_model|load_weights)$/,
    /torch[\\/]serialization\.py$/,
  ],
  [
    'save',
    /^(?:save|save_checkpoint|save_model|save_pretrained|_save_checkpoint|save_state|save_file|_save)$/,
    null,
  ],
  ['optimizer-step', /^(?:_init_group|optimizer_step)$/, /torch[\\/]optim[\\/]\w+\.py$/],
  ['data', /^(?:__getitem__|_worker_loop|_try_get_data|collate_fn|_next_data)$/, null],
  ['train', /^(?:train|fit|_inner_training_loop|train_loop|run_epoch)$/, null],
];

/** Null where no call says anything. */
export function phaseOf(chain: readonly Raised[]): FailurePhase | null {
  for (const raised of chain) {
    for (const frame of callsOf(raised).toReversed()) {
      const phase = phaseOfFrame(frame);
      if (phase !== null) return phase;
    }
  }
  return null;
}

function phaseOfFrame({ file, function: name }: FailureFrame): FailurePhase | null {
  // Notebooks print arguments, Python 3.11 and later the class: only the last name counts.
  const bare = /[\w<>]+$/.exec((name ?? '').replace(/\(.*$/, ''))?.[0] ?? '';
  const isSave = /(?:^|_)save/.test(bare) && file.endsWith('serialization.py');
  if (isSave) return 'save';
  const rule = rules.find(([, names, files]) => names.test(bare) || files?.test(file) === true);
  return rule?.[0] ?? null;
}
