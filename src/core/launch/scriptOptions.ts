// Which options a training script takes, read from its source: argparse, click, typer's cousins and dataclasses.
import { callsIn, readList, readString, readWord, withoutComments } from './pythonSource';

export interface ScriptOption {
  /** As it is typed, the long form: `--lr`, or the plain name of a positional. */
  readonly name: string;
  /** All forms. */
  readonly names: readonly string[];
  /** The name that the script reads it by. */
  readonly destination: string;
  readonly isPositional: boolean;
  /** Whether it stands alone, as `--amp` does. */
  readonly isFlag: boolean;
  readonly isRequired: boolean;
  /** As it would be typed; null where the source does not say it plainly. */
  readonly fallback: string | null;
  readonly choices: readonly string[];
  readonly help: string | null;
}

/** In the order of the source, each name once. */
export function optionsOf(source: string): readonly ScriptOption[] {
  const calls = [
    ...callsIn(source, /(?:^|\.)add_argument$/),
    ...callsIn(source, /(?:^|\.)(?:click\.)?option$/),
  ].sort((a, b) => a.at - b.at);
  const own = calls.flatMap((call) => optionOf(call) ?? []);
  const all = [...own, ...fieldsOf(source)];
  return all.filter(({ name }, at) => all.findIndex((other) => other.name === name) === at);
}

function optionOf({ positional, named }: ReturnType<typeof callsIn>[number]): ScriptOption | null {
  const names = positional
    .map(readString)
    .filter((name) => name !== null && name !== '') as string[];
  const long = names.find((name) => name.startsWith('--')) ?? names[0];
  if (long === undefined || !/^-{0,2}[\w.-]+(?:\/--[\w-]+)?$/.test(long)) return null;
  const isPositional = !long.startsWith('-');
  const action = readString(named.get('action') ?? '') ?? '';
  const isFlag = /^store_(?:true|false|const)$|^count$|^append_const$/.test(action);
  const hasFlag =
    isFlag ||
    named.get('is_flag') === 'True' ||
    (named.get('action') ?? '').includes('BooleanOptionalAction');
  const written = long.replace(/\/.*$/, '');
  const destination =
    readString(named.get('dest') ?? '') ?? written.replace(/^-+/, '').replaceAll('-', '_');
  return {
    name: written,
    names,
    destination,
    isPositional,
    isFlag: hasFlag,
    isRequired:
      named.get('required') === 'True' ||
      (isPositional && !/^['"][?*]/.test(named.get('nargs') ?? '')),
    fallback: hasFlag ? null : defaultOf(named.get('default')),
    choices: readList(named.get('choices') ?? '') ?? [],
    help: readString(named.get('help') ?? ''),
  };
}

function defaultOf(expression: string | undefined): string | null {
  if (expression === undefined || expression === 'None') return null;
  return readWord(expression) ?? readList(expression)?.join(' ') ?? null;
}

/** Dataclasses that an `HfArgumentParser` or `tyro` makes options of: `name: type = default` or `= field(default=…)`. */
function fieldsOf(source: string): readonly ScriptOption[] {
  if (!/\bHfArgumentParser\b|\btyro\.cli\b|\bTrlParser\b|\bsimple_parsing\b/.test(source))
    return [];
  const text = withoutComments(source);
  const found: ScriptOption[] = [];
  for (const { index } of text.matchAll(/^@(?:dataclasses\.)?dataclass\b.*$/gm)) {
    for (const line of bodyAfter(text, index)) {
      const field = /^\s+(\w+)\s*:\s*([^=\n]+?)(?:\s*=\s*([\s\S]+))?$/.exec(line);
      if (field) found.push(fieldOption(field[1]!, field[2]!, field[3]));
    }
  }
  return found;
}

function fieldOption(name: string, type: string, value: string | undefined): ScriptOption {
  const call = value === undefined ? undefined : callsIn(value, /(?:^|\.)field$/)[0];
  const fallback = call ? call.named.get('default') : value;
  const isFlag = /\bbool\b/.test(type) && fallback?.trim() === 'False';
  const hint = /["']help["']\s*:\s*((?:\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))+)/.exec(
    value ?? '',
  );
  return {
    name: `--${name}`,
    names: [`--${name}`],
    destination: name,
    isPositional: false,
    isFlag,
    isRequired: value === undefined,
    fallback: isFlag ? null : defaultOf(fallback?.trim()),
    choices: [],
    help: hint ? readString(hint[1]!) : null,
  };
}

/** The fields of a class, each with all of its lines. */
function bodyAfter(text: string, decorator: number): readonly string[] {
  const start = text.indexOf('\n', text.indexOf('class ', decorator));
  if (start < 0) return [];
  const end = /\n(?=\S)/.exec(text.slice(start + 1));
  const body = text.slice(start, end ? start + 1 + end.index : undefined);
  return body.split(/\n(?=[ \t]+\w+\s*:)/).map((field) => field.trimEnd());
}
