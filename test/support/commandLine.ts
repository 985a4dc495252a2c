// The command line as a program, bundled from the sources as they are.
import path from 'node:path';
import * as esbuild from 'esbuild';
import { projectRoot } from './projectRoot';
import { runProgram, type RunResult } from './run';

/** Where the program is once it is built. */
export const commandLine = path.join(projectRoot, 'out/test/cli.js');

let built: Promise<unknown> | undefined;

/** Builds the program before the tests of the surrounding `describe`; returns how to run it. */
export function useCommandLine(): (...words: readonly string[]) => Promise<RunResult> {
  before(() => {
    built ??= esbuild.build({
      absWorkingDir: projectRoot,
      entryPoints: ['src/cli/main.ts'],
      outfile: commandLine,
      bundle: true,
      platform: 'node',
      logLevel: 'warning',
    });
    return built;
  });
  return (...words) => runProgram(process.execPath, [commandLine, ...words], { timeoutMs: 30_000 });
}
