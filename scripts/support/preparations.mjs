// What suites need besides npm packages. Started at once and awaited late, so that installing runs beside testing.
import { importTypeScript } from './typescript.mjs';

const steps = {
  /** dist/ and the VSIX. */
  product: async () => (await import('./vsix.mjs')).packExtension(),
  browser: async () => (await importTypeScript('test/support/browser.ts')).findChromium(),
  vscode: async () =>
    (await importTypeScript('test/support/vscodeHost/chooseHost.ts')).ensureVscode(),
  python: async () => (await importTypeScript('test/support/python.ts')).pythonEnvironment(),
};

const needs = {
  page: ['product', 'browser'],
  vscode: ['product', 'browser', 'vscode'],
  python: ['product', 'browser', 'vscode', 'python'],
};

/** Starts what the suites need; the returned function resolves when one suite's needs are there, or rejects. */
export function prepare(suites) {
  const wanted = [...new Set(suites.flatMap((suite) => needs[suite] ?? []))];
  const started = new Map(wanted.map((step) => [step, steps[step]()]));
  // Whoever waits for a step is told of its failure; until then it is not an unhandled one.
  for (const step of started.values()) step.catch(() => undefined);
  return async (suite) => {
    for (const step of needs[suite] ?? []) await started.get(step);
  };
}
