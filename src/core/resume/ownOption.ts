// Scripts with an option of their own for going on: found in the source, and whether anything there looks at it.
import path from 'node:path';
import type { CheckpointFramework } from '../../shared/checkpoints';
import type { ResumePoint, ResumeRecipe, ResumeWarning } from '../../shared/resume';
import { callsIn, withoutComments } from '../launch/pythonSource';
import { optionsOf, type ScriptOption } from '../launch/scriptOptions';
import { withOption } from '../launch/trainingCommand';

export interface OwnOption {
  readonly recipe: ResumeRecipe;
  readonly argv: readonly string[];
  readonly warnings: readonly ResumeWarning[];
}

/** What people call it, the surest first. */
const optionNames: readonly RegExp[] = [
  /^resume[-_]?from[-_]?(?:checkpoint|ckpt|path)?$/,
  /^resume(?:[-_](?:path|ckpt|checkpoint|training))?$/,
  /^(?:checkpoint|ckpt)[-_]path$|^(?:restore|load)[-_](?:from|checkpoint|ckpt|path)$/,
  /^(?:checkpoint|ckpt|restore|load|snapshot(?:[-_]path)?)$/,
];

/** A parser that makes options of the Trainer's own arguments. */
const trainerParser = /\b(?:HfArgumentParser|TrlParser)\b/;

/** Loading that no option decides about. */
const looksByItself =
  /\bget_last_checkpoint\(|resume_from_checkpoint\s*=\s*True|ckpt_path\s*=\s*['"]last['"]|\.(?:load_state|load_checkpoint|restore)\(|\btorch\.load\(/;

/**
 * @param script as the command has it, for the words of a warning
 */
export function planOwnOption(
  argv: readonly string[],
  checkpoint: ResumePoint,
  source: string,
  script: string,
): OwnOption {
  const option = findOption(source);
  const plain = withoutComments(source);
  if (option) {
    const value = option.isFlag ? null : checkpoint.path;
    return {
      recipe: 'own-option',
      argv: withOption(
        argv,
        option.names.filter((name) => name.startsWith('-')),
        value,
      ),
      warnings: isRead(plain, option)
        ? []
        : [{ kind: 'ignoredOption', option: option.name, script }],
    };
  }
  if (trainerParser.test(plain)) return planTrainer(argv, checkpoint, plain, script);
  if (looksByItself.test(plain)) {
    const folder = path.dirname(checkpoint.path);
    return { recipe: 'automatic', argv, warnings: [{ kind: 'findsByItself', folder }] };
  }
  return { recipe: 'code', argv, warnings: [needsCode(checkpoint)] };
}

/** The Trainer itself never looks at the argument: the script has to hand it over. */
function planTrainer(
  argv: readonly string[],
  checkpoint: ResumePoint,
  plain: string,
  script: string,
): OwnOption {
  const name = 'resume_from_checkpoint';
  const trains = callsIn(plain, /\.train$/);
  const handed = trains.some(({ named, positional }) => named.has(name) || positional.length > 0);
  const isLookedAt = new RegExp(`\\.${name}\\b`).test(plain) || handed;
  return {
    recipe: 'hf-trainer',
    argv: withOption(argv, [`--${name}`], checkpoint.path),
    warnings: isLookedAt ? [] : [{ kind: 'ignoredOption', option: `--${name}`, script }],
  };
}

function findOption(source: string): ScriptOption | null {
  const options = optionsOf(source).filter(({ isPositional }) => !isPositional);
  for (const pattern of optionNames) {
    const found = options.find(({ names }) =>
      names.some((name) => pattern.test(name.replace(/^-+/, ''))),
    );
    if (found) return found;
  }
  return null;
}

/** Whether the source has the option's name anywhere but where it is made, or hands all options on. */
function isRead(plain: string, { destination }: ScriptOption): boolean {
  const reads = new RegExp(
    `\\.${destination}\\b|\\[\\s*['"]${destination}['"]\\s*\\]|get\\(\\s*['"]${destination}['"]`,
  );
  const handsOn = /\*\*\s*vars\(|\*\*\s*\w*arg\w*\b|vars\(\s*\w*arg\w*\s*\)/;
  // A field of a dataclass, a parameter of a click command.
  const isParameter = new RegExp(`def\\s+\\w+\\([^)]*\\b${destination}\\b`);
  return reads.test(plain) || handsOn.test(plain) || isParameter.test(plain);
}

function needsCode({ framework, path }: ResumePoint): ResumeWarning {
  const code = codeFor[framework] ?? "state = torch.load(CHECKPOINT, map_location='cpu')";
  return { kind: 'needsCode', code: code.replace('CHECKPOINT', JSON.stringify(path)) };
}

/** What a script of each framework would have to say. */
const codeFor: Partial<Record<CheckpointFramework, string>> = {
  'hf-trainer': 'trainer.train(resume_from_checkpoint=CHECKPOINT)',
  lightning: 'trainer.fit(model, ckpt_path=CHECKPOINT)',
  accelerate: 'accelerator.load_state(CHECKPOINT)',
  deepspeed: 'engine.load_checkpoint(CHECKPOINT)',
  ultralytics: 'YOLO(CHECKPOINT).train(resume=True)',
  sb3: 'model = PPO.load(CHECKPOINT, env=env); model.learn(steps, reset_num_timesteps=False)',
  keras: 'model = keras.models.load_model(CHECKPOINT); model.fit(…, initial_epoch=…)',
  ray: 'Tuner.restore(CHECKPOINT, trainable=…, resume_unfinished=True)',
  orbax: 'manager.restore(manager.latest_step())',
  composer: 'Trainer(…, load_path=CHECKPOINT)',
};
