// The folder of a launch on disk: made once, read by whoever wants to know, and written to only as a whole.
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { launchFiles, parseObject, parseSpec, type LaunchSpec } from './launchSpec';
import { parseState, type LaunchState } from './launchState';

/** Where a workspace folder keeps its launches. */
export const launchesPath = '.trackside/launches';

export interface Launch {
  /** Name of its folder. */
  readonly id: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly spec: LaunchSpec;
  /** Null until its supervisor has begun. */
  readonly state: LaunchState | null;
}

/** What the supervisor is asked for. */
export interface Control {
  readonly stop: 'gently' | 'atOnce';
}

/**
 * Makes the folder of a new launch, which only its owner may look into: command lines and output can hold secrets.
 * @param base absolute path of the workspace folder; @returns the absolute path
 */
export async function makeLaunchFolder(base: string, spec: LaunchSpec): Promise<string> {
  const launches = path.join(base, ...launchesPath.split('/'));
  await mkdir(launches, { recursive: true });
  // Annotations beside it are fit to be committed; launches are this machine's own.
  await writeFile(path.join(launches, '.gitignore'), '*\n');
  const folder = path.join(launches, launchId(spec));
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  await replaceFile(path.join(folder, launchFiles.spec), JSON.stringify(spec, null, 2));
  return folder;
}

/** `20261122-143005-train-1f3a`: sorts by time, says what it is, and is made once. */
function launchId({ name, createdAtMs }: LaunchSpec): string {
  const time = new Date(createdAtMs).toISOString().replace(/[-:]/g, '').replace('T', '-');
  const word = name.replace(/[^\w-]+/g, '-').slice(0, 32);
  return `${time.slice(0, 15)}-${word}-${randomUUID().slice(0, 4)}`;
}

/** The launches of a workspace folder, the oldest first. What cannot be read is left out. */
export async function readLaunches(base: string): Promise<readonly Launch[]> {
  const launches = path.join(base, ...launchesPath.split('/'));
  const names = await readdir(launches).catch(() => []);
  const found = await Promise.all(
    names.sort().map((name) => readLaunch(path.join(launches, name))),
  );
  return found.filter((launch) => launch !== null);
}

/** Null where there is none. */
export async function readLaunch(folder: string): Promise<Launch | null> {
  const text = await readFile(path.join(folder, launchFiles.spec), 'utf8').catch(() => null);
  const spec = text === null ? null : parseSpec(text);
  if (!spec?.ok) return null;
  return { id: path.basename(folder), folder, spec: spec.value, state: await readState(folder) };
}

/** Null where none was written yet, or none that can be understood. */
export async function readState(folder: string): Promise<LaunchState | null> {
  const text = await readFile(path.join(folder, launchFiles.state), 'utf8').catch(() => null);
  return text === null ? null : (parseState(text) ?? null);
}

/** Asks the supervisor for something. The answer is its state. */
export async function writeControl(folder: string, control: Control): Promise<void> {
  await replaceFile(path.join(folder, launchFiles.control), JSON.stringify(control));
}

/** What a control file asks for; undefined where it asks for nothing that is known. */
export function parseControl(text: string): Control | undefined {
  const stop = parseObject(text)?.['stop'];
  return stop === 'gently' || stop === 'atOnce' ? { stop } : undefined;
}

/** Replaces a file as a whole or not at all; only its owner may read it. */
async function replaceFile(file: string, text: string): Promise<void> {
  const fresh = `${file}.${randomUUID()}.new`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flush: true });
    await rename(fresh, file);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** The same without waiting: a supervisor does nothing else, and must have written before it goes on. */
export function replaceFileSync(file: string, text: string): void {
  const fresh = `${file}.new`;
  const open = openSync(fresh, 'w', 0o600);
  try {
    writeSync(open, text);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  renameSync(fresh, file);
}
