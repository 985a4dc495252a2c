// One argument of a command line, as `--name value`, `--name=value` or `key=value`: read and changed.

/** Value of the last option of these names; null without one. */
export function valueOf(argv: readonly string[], names: readonly string[]): string | null {
  const found = placeOf(argv, names);
  if (!found) return null;
  const [at, name] = found;
  const word = argv[at]!;
  return word === name ? (argv[at + 1] ?? null) : word.slice(name.length + 1);
}

/** The words with an option set to a value, where it stands or else at the end as `--name value`. */
export function withOption(
  argv: readonly string[],
  names: readonly string[],
  value: string,
): readonly string[] {
  const found = placeOf(argv, names);
  if (!found) return [...argv, names[0]!, value];
  const [at, name] = found;
  if (argv[at] !== name) return argv.with(at, `${name}=${value}`);
  return [...argv.slice(0, at + 1), value, ...argv.slice(at + 2)];
}

/** `key=value` as Hydra and its likes take it. */
export function settingOf(argv: readonly string[], key: string): string | null {
  const word = argv.findLast((each) => each.replace(/^\++/, '').startsWith(`${key}=`));
  return word === undefined ? null : word.slice(word.indexOf('=') + 1);
}

export function withSetting(
  argv: readonly string[],
  key: string,
  value: string,
): readonly string[] {
  const at = argv.findLastIndex((each) => each.replace(/^\++/, '').startsWith(`${key}=`));
  if (at < 0) return [...argv, `${key}=${value}`];
  return argv.with(at, `${argv[at]!.slice(0, argv[at]!.indexOf('='))}=${value}`);
}

/** Programs take the last one. */
function placeOf(
  argv: readonly string[],
  names: readonly string[],
): readonly [at: number, name: string] | null {
  for (let at = argv.length - 1; at >= 0; at--) {
    const name = names.find((each) => argv[at] === each || argv[at]!.startsWith(`${each}=`));
    if (name !== undefined) return [at, name];
  }
  return null;
}
