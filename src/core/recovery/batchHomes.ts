// Where each framework takes its batch, its accumulation and what saves memory from.
import { valueOf, withOption, withSetting } from '../launch/trainingCommand';

/** One argument: `option` for `--name value`, `setting` for `key=value`. */
export interface ArgumentPlace {
  readonly kind: 'option' | 'setting';
  /** Spellings that mean the same; the first is written where none stands. */
  readonly names: readonly string[];
}

/** An argument and the value that turns something on. */
export interface Switch {
  readonly place: ArgumentPlace;
  readonly value: string;
}

export interface BatchHome {
  readonly id: string;
  /** The batch that one process takes at a time. */
  readonly batch: ArgumentPlace;
  /** What it is where nothing is said; null where that is not known. */
  readonly usualBatch: number | null;
  /** `derived`: the program keeps the whole and works out the accumulation itself. */
  readonly accumulation: ArgumentPlace | 'derived';
  /** Whether accumulation is divided among the processes, so that it must be a multiple of their number. */
  readonly isAccumulationShared?: true;
  /**
   * Where the name of the batch is a common one: the program whose own it is. A command that does not run it must name the
   * accumulation as well. Null: no program is known by it.
   */
  readonly program?: RegExp | null;
  readonly evaluationBatch?: ArgumentPlace;
  readonly gradientCheckpointing?: readonly Switch[];
  readonly halfPrecision?: readonly Switch[];
  readonly smallOptimizer?: readonly Switch[];
}

function option(...names: readonly string[]): ArgumentPlace {
  return { kind: 'option', names };
}

function setting(...names: readonly string[]): ArgumentPlace {
  return { kind: 'setting', names };
}

function on(place: ArgumentPlace, value = 'True'): readonly Switch[] {
  return [{ place, value }];
}

/** Asked in this order; a command is of the first whose batch it names. */
export const batchHomes: readonly BatchHome[] = [
  {
    id: 'hf-trainer',
    batch: option('--per_device_train_batch_size', '--per-device-train-batch-size'),
    usualBatch: 8,
    accumulation: option('--gradient_accumulation_steps', '--gradient-accumulation-steps'),
    evaluationBatch: option('--per_device_eval_batch_size', '--per-device-eval-batch-size'),
    gradientCheckpointing: on(option('--gradient_checkpointing')),
    halfPrecision: on(option('--bf16')),
    smallOptimizer: on(option('--optim'), 'adamw_bnb_8bit'),
  },
  {
    id: 'lightning-cli',
    batch: option('--data.batch_size', '--data.init_args.batch_size'),
    usualBatch: null,
    accumulation: option('--trainer.accumulate_grad_batches'),
    halfPrecision: on(option('--trainer.precision'), 'bf16-mixed'),
  },
  {
    id: 'megatron',
    batch: option('--micro-batch-size'),
    usualBatch: null,
    accumulation: 'derived',
    gradientCheckpointing: [
      { place: option('--recompute-granularity'), value: 'full' },
      { place: option('--recompute-method'), value: 'uniform' },
      { place: option('--recompute-num-layers'), value: '1' },
    ],
  },
  {
    id: 'torchtitan',
    batch: option('--training.local_batch_size'),
    usualBatch: null,
    accumulation: 'derived',
    gradientCheckpointing: on(option('--activation_checkpoint.mode'), 'full'),
  },
  {
    id: 'fairseq',
    program: /fairseq/,
    batch: option('--batch-size', '--max-sentences', '--max-tokens'),
    usualBatch: null,
    accumulation: option('--update-freq'),
  },
  {
    id: 'mmengine',
    batch: setting('train_dataloader.batch_size'),
    usualBatch: null,
    accumulation: setting('optim_wrapper.accumulative_counts'),
  },
  {
    id: 'nemo',
    batch: setting('model.micro_batch_size'),
    usualBatch: null,
    accumulation: 'derived',
    gradientCheckpointing: on(setting('model.activations_checkpoint_granularity'), 'full'),
  },
  {
    id: 'nanogpt',
    program: null,
    batch: option('--batch_size'),
    usualBatch: 12,
    accumulation: option('--gradient_accumulation_steps'),
    isAccumulationShared: true,
  },
  {
    id: 'torchtune',
    program: /^tune$/,
    batch: setting('batch_size'),
    usualBatch: null,
    accumulation: setting('gradient_accumulation_steps'),
    gradientCheckpointing: on(setting('enable_activation_checkpointing')),
  },
  {
    id: 'timm',
    program: null,
    batch: option('--batch-size', '-b'),
    usualBatch: 128,
    accumulation: option('--grad-accum-steps'),
  },
  {
    id: 'script',
    program: null,
    batch: option(
      '--batch-size',
      '--batch_size',
      '--train_batch_size',
      '--train-batch-size',
      '--bs',
    ),
    usualBatch: null,
    accumulation: option(
      ...['--accumulation-steps', '--accumulation_steps', '--accumulate', '--grad_accum'],
      ...['--grad-accum', '--grad_accum_steps', '--accum_iter', '--accum', '--accumulation'],
      ...['--gradient_accumulation', '--gradient-accumulation'],
    ),
    evaluationBatch: option('--eval_batch_size', '--eval-batch-size', '--val-batch-size'),
  },
];

/** Of `key=value`, the last one of these keys; null without one. */
function settingOf(argv: readonly string[], key: string): string | null {
  const word = argv.findLast((each) => each.replace(/^\+{1,2}/, '').startsWith(`${key}=`));
  return word === undefined ? null : word.slice(word.indexOf('=') + 1);
}

/** The value of an argument; null where the command does not say. */
export function readPlace(argv: readonly string[], { kind, names }: ArgumentPlace): string | null {
  if (kind === 'option') return valueOf(argv, names);
  return names.map((name) => settingOf(argv, name)).find((value) => value !== null) ?? null;
}

export function withPlace(
  argv: readonly string[],
  { kind, names }: ArgumentPlace,
  value: string,
): readonly string[] {
  if (kind === 'option') return withOption(argv, names, value);
  const name = names.find((each) => settingOf(argv, each) !== null) ?? names[0]!;
  return withSetting(argv, name, value);
}

/** Where a command has its batch. Null where it does not say: nobody knows what else a script would take. */
export function findBatchHome(argv: readonly string[]): BatchHome | null {
  return batchHomes.find((home) => isHome(home, argv)) ?? null;
}

function isHome({ batch, accumulation, program }: BatchHome, argv: readonly string[]): boolean {
  if (readPlace(argv, batch) === null) return false;
  if (program === undefined) return true;
  const isNamed = program !== null && argv.some((word) => program.test(word));
  return isNamed || (accumulation !== 'derived' && readPlace(argv, accumulation) !== null);
}
