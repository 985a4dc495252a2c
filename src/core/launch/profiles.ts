// Saved ways to launch: read from the settings and from `.trackside/profiles.json`, which a team may share.
import { isEnvironment, isObject, isWords, parseObject } from './launchSpec';
import { launchers, type Launcher } from './launchers';

export const profilesPath = '.trackside/profiles.json';

export interface LaunchProfile {
  readonly name: string;
  /** Relative to the workspace folder, or absolute. Null where `command` has everything. */
  readonly script: string | null;
  readonly launcher: Launcher;
  readonly processes: number | null;
  readonly args: readonly string[];
  /** Instead of script and launcher: all words, in which `{python}` is filled in. */
  readonly command: readonly string[] | null;
  readonly env: Readonly<Record<string, string | null>>;
  /** Relative to the workspace folder, or absolute; null for that folder. */
  readonly cwd: string | null;
}

/** `{"profiles": [...]}` or the list itself. What makes no sense is left out. */
export function parseProfiles(text: string): readonly LaunchProfile[] {
  const whole = parseObject(text);
  if (whole) return readProfiles(whole['profiles']);
  try {
    return readProfiles(JSON.parse(text) as unknown);
  } catch {
    return [];
  }
}

export function readProfiles(typed: unknown): readonly LaunchProfile[] {
  return Array.isArray(typed) ? typed.flatMap((each) => readProfile(each) ?? []) : [];
}

function readProfile(typed: unknown): LaunchProfile | null {
  if (!isObject(typed)) return null;
  const { name, script, launcher, processes, args, command, env, cwd } = typed;
  const hasCommand = isWords(command) && command.length > 0;
  if (typeof name !== 'string' || name === '') return null;
  if (!hasCommand && (typeof script !== 'string' || script === '')) return null;
  return {
    name,
    script: typeof script === 'string' ? script : null,
    launcher: launchers.find((each) => each === launcher) ?? 'python',
    processes: typeof processes === 'number' && processes >= 1 ? Math.floor(processes) : null,
    args: isWords(args) ? args : [],
    command: hasCommand ? command : null,
    env: isEnvironment(env) ? env : {},
    cwd: typeof cwd === 'string' && cwd !== '' ? cwd : null,
  };
}
