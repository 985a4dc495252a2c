// Launches under a real supervisor, bundled from the sources as they are.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { partName, partsAmong } from '../../src/core/launch/consoleParts';
import { makeLaunchFolder, readState } from '../../src/core/launch/launchFolder';
import { defaultConsole, noRestart, type LaunchSpec } from '../../src/core/launch/launchSpec';
import type { LaunchState } from '../../src/core/launch/launchState';
import { projectRoot } from './projectRoot';

/** Where the supervisor is once it is built. */
export const supervisorScript = path.join(projectRoot, 'out/test/supervisor.js');

let built: Promise<unknown> | undefined;

/** Builds the supervisor before the tests of the surrounding `describe`. */
export function useSupervisor(): void {
  before(() => {
    built ??= esbuild.build({
      absWorkingDir: projectRoot,
      entryPoints: ['src/supervisor.ts'],
      outfile: supervisorScript,
      bundle: true,
      platform: 'node',
      logLevel: 'warning',
    });
    return built;
  });
}

/** A launch of a Node program, with short times. */
export function specOf(program: string, changes: Partial<LaunchSpec> = {}): LaunchSpec {
  return {
    version: 1,
    name: 'test',
    argv: [process.execPath, '-e', program],
    cwd: projectRoot,
    env: {},
    createdAtMs: Date.now(),
    grace: { interruptMs: 300, terminateMs: 300 },
    restart: noRestart,
    console: defaultConsole,
    resumedFrom: null,
    commit: null,
    ...changes,
  };
}

export function newLaunch(base: string, program: string, changes?: Partial<LaunchSpec>) {
  return makeLaunchFolder(base, specOf(program, changes));
}

/** Waits for a state; fails with the last one. */
export async function stateWhen(
  folder: string,
  fits: (state: LaunchState) => boolean,
  timeoutMs = 15_000,
): Promise<LaunchState> {
  for (const untilMs = Date.now() + timeoutMs; ;) {
    const state = await readState(folder);
    if (state && fits(state)) return state;
    if (Date.now() > untilMs) throw new Error(`it stayed ${JSON.stringify(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const endOf = (folder: string): Promise<LaunchState> =>
  stateWhen(folder, ({ phase }) => phase === 'ended');

/** All that is kept of what a launch printed. */
export function printedBy(folder: string): string {
  return partsAmong(readdirSync(folder))
    .map((part) => readFileSync(path.join(folder, partName(part)), 'utf8'))
    .join('');
}
