// Every setting of Trackside once: key, default and how a value that a person typed is read.
import { defaultExcludedDirectories } from '../core/model/excludedDirectories';
import { defaultMemoryLimitMb } from '../core/model/memoryLimit';

interface Setting<T> {
  readonly key: string;
  readonly fallback: T;
  /** The value to use, or undefined when what was typed makes no sense. */
  read(typed: unknown): T | undefined;
}

export const settings = {
  logFolders: setting<readonly string[]>('trackside.logFolders', [], readWords),
  excludedDirectories: setting<readonly string[]>(
    'trackside.excludedDirectories',
    defaultExcludedDirectories,
    readWords,
  ),
  pollInterval: setting('trackside.pollInterval', 250, (typed) => readNumber(typed, 50, 600_000)),
  watch: setting('trackside.watch', true, readFlag),
  memoryLimit: setting('trackside.memoryLimit', defaultMemoryLimitMb, (typed) =>
    readNumber(typed, 64, 1 << 20),
  ),
  verifyChecksums: setting<'onDamage' | 'always'>(
    'trackside.verifyChecksums',
    'onDamage',
    (typed) => (typed === 'onDamage' || typed === 'always' ? typed : undefined),
  ),
  looseLines: setting('trackside.looseLines', false, readFlag),
  smoothing: setting('trackside.dashboard.smoothing', 0.6, (typed) => readNumber(typed, 0, 0.999)),
  /** Read further where they are used. */
  launchProfiles: setting<readonly unknown[]>('trackside.launch.profiles', [], (typed) =>
    Array.isArray(typed) ? typed : undefined,
  ),
  launchTemplate: setting<readonly string[]>('trackside.launch.template', [], readWords),
  launchStopGrace: setting('trackside.launch.stopGrace', 30, (typed) => readNumber(typed, 0, 3600)),
  tensorBoardOpen: setting<'editor' | 'browser'>('trackside.tensorBoard.open', 'editor', (typed) =>
    typed === 'editor' || typed === 'browser' ? typed : undefined,
  ),
} as const;

/** The part of VS Code's configuration that is needed to read a setting. */
export interface Configuration {
  get(key: string): unknown;
}

/** The value in force where the configuration was taken. */
export function readSetting<T>(wanted: Setting<T>, configuration: Configuration): T {
  return wanted.read(configuration.get(wanted.key)) ?? wanted.fallback;
}

function setting<T>(key: string, fallback: T, read: (typed: unknown) => T | undefined): Setting<T> {
  return { key, fallback, read };
}

function readFlag(typed: unknown): boolean | undefined {
  return typeof typed === 'boolean' ? typed : undefined;
}

function readWords(typed: unknown): readonly string[] | undefined {
  if (!Array.isArray(typed)) return undefined;
  return typed.filter((word): word is string => typeof word === 'string' && word.trim() !== '');
}

function readNumber(typed: unknown, least: number, most: number): number | undefined {
  if (typeof typed !== 'number' || !Number.isFinite(typed)) return undefined;
  return Math.min(most, Math.max(least, typed));
}
