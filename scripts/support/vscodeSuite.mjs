// The vscode suite: facts inside the extension host first, then what a user sees, driven from outside.
import path from 'node:path';
import { bundleTests, runMochaSuite, testFilesIn } from './mochaSuite.mjs';
import { root } from './runtime.mjs';
import { importTypeScript } from './typescript.mjs';

const hostTestTimeoutMs = 300_000;

/** Runs both halves; resolves to how many tests passed and failed. */
export async function runVscodeSuite({ filter, grep } = {}) {
  const inside = await runInsideHost(filter, grep);
  const seen = await runMochaSuite('vscode/workbench', {
    filter,
    grep,
    timeoutMs: 180_000,
    reporter: 'spec',
  });
  return { passed: inside.passed + seen.passed, failed: inside.failed + seen.failed };
}

async function runInsideHost(filter, grep) {
  const files = testFilesIn('vscode/host', filter);
  await bundleTests('vscode/host', ['index.ts', ...files]);
  const { startVscodeHost } = await importTypeScript('test/support/vscodeHost/chooseHost.ts');
  const { runHostTests } = await importTypeScript('test/support/vscodeHost/hostReport.ts');
  const { TestWorkspace } = await importTypeScript('test/support/testWorkspace.ts');
  const workspace = TestWorkspace.withRuns();
  const host = await startVscodeHost();
  try {
    const report = await runHostTests(host, {
      workspace: workspace.folder,
      extension: { folder: root },
      tests: path.join(root, 'out/test/vscode/host/index.js'),
      label: 'host',
      grep,
      timeoutMs: hostTestTimeoutMs,
    });
    return printReport(report, host.kind);
  } finally {
    await host.dispose();
    workspace.dispose();
  }
}

/** Prints what the extension host reported and counts it; tests that it never came to count as one failure. */
function printReport({ ended, tests }, kind) {
  console.log(`  inside the extension host (${kind})`);
  for (const { title, error } of tests) console.log(`    ${error === null ? '✔' : '✘'} ${title}`);
  const failures = tests.filter(({ error }) => error !== null);
  for (const { title, error } of failures) console.log(`\n  ${title}\n${error}`);
  if (!ended) console.log('  the extension host did not come to the end; see out/vscode/host');
  const missing = !ended || tests.length === 0 ? 1 : 0;
  return { passed: tests.length - failures.length, failed: failures.length + missing };
}
