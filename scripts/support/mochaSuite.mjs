// Bundles the test files of a suite and runs them with mocha in this process.
import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import Mocha from 'mocha';
import { root } from './runtime.mjs';
import { toolOptions } from './typescript.mjs';

/** Suites in which a test that leaves something undisposed fails. */
const leakGuarded = new Set(['unit', 'contract']);

/** Bundles `entries` (relative to `test/<folder>`) to `out/test/<folder>`; returns the bundled files. */
export async function bundleTests(folder, entries) {
  const source = path.join('test', folder);
  const outdir = path.join(root, 'out/test', folder);
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    ...toolOptions,
    entryPoints: entries.map((entry) => path.join(source, entry)),
    outbase: source,
    outdir,
    inject: leakGuarded.has(folder) ? [path.join(root, 'test/support/leakGuard.ts')] : [],
  });
  return entries.map((entry) => path.join(outdir, entry.replace(/\.ts$/, '.js')));
}

/** Names of the test files under `test/<folder>`, relative to it. */
export function testFilesIn(folder, filter = '') {
  return globSync('**/*.test.ts', { cwd: path.join(root, 'test', folder) })
    .filter((file) => file.includes(filter))
    .sort();
}

/**
 * Runs every test under `test/<folder>`; resolves to how many passed and failed. No test at all counts as one failure.
 */
export async function runMochaSuite(folder, { filter, grep, timeoutMs = 20_000, reporter } = {}) {
  const files = await bundleTests(folder, testFilesIn(folder, filter));
  process.setSourceMapsEnabled(true);
  const mocha = new Mocha({ ui: 'bdd', timeout: timeoutMs, reporter: reporter ?? 'dot' });
  if (grep) mocha.grep(grep);
  files.forEach((file) => mocha.addFile(file));
  return new Promise((resolve) => {
    // A test may pass and then fail by what it leaves behind: it counts once, as failed.
    const passed = new Set();
    const runner = mocha.run(() => {
      const { failures = 0, pending = 0 } = runner.stats ?? {};
      const ran = passed.size + failures;
      resolve({ passed: passed.size, failed: failures + pending + (ran === 0 ? 1 : 0) });
    });
    runner.on('pass', (test) => passed.add(test));
    runner.on('fail', (test) => passed.delete(test));
  });
}
