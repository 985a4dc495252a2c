// The formatter, the linter and the compiler have nothing to say about the whole project.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { root } from './project';

interface Verdict {
  readonly passed: boolean;
  readonly output: string;
}

/** Runs a tool of node_modules on this Node; what it prints is the verdict. */
function runTool(script: string, args: readonly string[]): Promise<Verdict> {
  const file = path.join(root, 'node_modules', script);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      { cwd: root, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ passed: error === null, output: `${stdout}${stderr}`.trim() });
      },
    );
  });
}

async function assertPasses(script: string, args: readonly string[]): Promise<void> {
  const { passed, output } = await runTool(script, args);
  assert.ok(passed, output);
}

describe('the toolchain', function () {
  this.timeout(300_000);

  for (const project of ['tsconfig.json', 'webview/tsconfig.json', 'test/tsconfig.json']) {
    it(`compiles ${project}`, () => {
      const buildInfo = `out/tidy/${project.replace('/', '-')}.tsbuildinfo`;
      return assertPasses('typescript/bin/tsc', [
        ...['-p', project, '--pretty', 'false'],
        ...['--incremental', '--tsBuildInfoFile', buildInfo],
      ]);
    });
  }

  it('finds every file formatted', () =>
    assertPasses('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']));

  it('finds nothing to lint', () => assertPasses('eslint/bin/eslint.js', ['.']));
});
