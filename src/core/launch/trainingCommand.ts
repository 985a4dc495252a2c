// What a command line for a training is made of: launcher, script, its arguments; and how one argument is changed.
import path from 'node:path';

export interface CommandParts {
  /** Where in the words the script is; null where there is none, as for `yolo train`. */
  readonly scriptAt: number | null;
  /** As it is written. */
  readonly script: string | null;
  /** Where the arguments of the script, or of a program without one, begin. */
  readonly argumentsAt: number;
}

export function partsOfCommand(argv: readonly string[]): CommandParts {
  const script = argv.findIndex((word) => word.endsWith('.py') && !word.startsWith('-'));
  if (script >= 0) return { scriptAt: script, script: argv[script]!, argumentsAt: script + 1 };
  const module = argv.indexOf('-m');
  // The last `-m` may be that of a launcher: `python -m torch.distributed.run train` has no file to read.
  const argumentsAt = module >= 0 ? Math.min(argv.length, module + 2) : 1;
  return { scriptAt: null, script: null, argumentsAt };
}

/** The absolute path of the script's file; null where the command has none. */
export function scriptFile(argv: readonly string[], cwd: string): string | null {
  const { script } = partsOfCommand(argv);
  return script === null ? null : path.resolve(cwd, script);
}

/** Value of an option, written as `--name value` or `--name=value`; null without it, '' where it stands alone. */
export function valueOf(argv: readonly string[], names: readonly string[]): string | null {
  const found = placeOf(argv, names);
  if (!found) return null;
  const [at, name] = found;
  if (argv[at]!.startsWith(`${name}=`)) return argv[at]!.slice(name.length + 1);
  const next = argv[at + 1];
  return next === undefined || /^--?[A-Za-z]/.test(next) ? '' : next;
}

/** The words with an option set to a value, where it stands or else at the end. Null: the option stands alone. */
export function withOption(
  argv: readonly string[],
  names: readonly string[],
  value: string | null,
  form: 'apart' | 'joined' = 'apart',
): readonly string[] {
  const found = placeOf(argv, names);
  const written = (name: string, joined: boolean): readonly string[] => {
    if (value === null) return [name];
    return joined ? [`${name}=${value}`] : [name, value];
  };
  if (!found) return [...argv, ...written(names[0]!, form === 'joined')];
  const [at, name] = found;
  const isJoined = argv[at]!.startsWith(`${name}=`);
  const taken = isJoined || valueOf(argv, names) === '' ? 1 : 2;
  return [...argv.slice(0, at), ...written(name, isJoined), ...argv.slice(at + taken)];
}

export function withoutOption(
  argv: readonly string[],
  names: readonly string[],
): readonly string[] {
  const found = placeOf(argv, names);
  if (!found) return argv;
  const isJoined = argv[found[0]]!.startsWith(`${found[1]}=`);
  const taken = isJoined || valueOf(argv, names) === '' ? 1 : 2;
  return [...argv.slice(0, found[0]), ...argv.slice(found[0] + taken)];
}

/** `key=value` as Hydra and its likes take it. */
export function withSetting(
  argv: readonly string[],
  key: string,
  value: string,
): readonly string[] {
  const at = argv.findIndex((word) => word.replace(/^\+{1,2}/, '').startsWith(`${key}=`));
  if (at < 0) return [...argv, `${key}=${value}`];
  return argv.with(at, `${/^\+*/.exec(argv[at]!)![0]}${key}=${value}`);
}

/** The last one counts, as programs have it. */
function placeOf(argv: readonly string[], names: readonly string[]): [number, string] | null {
  for (let at = argv.length - 1; at > 0; at--) {
    const name = names.find((each) => argv[at] === each || argv[at]!.startsWith(`${each}=`));
    if (name !== undefined) return [at, name];
  }
  return null;
}
