// Runs the test suites and closes with one line: `N passed, N failed`.
// Usage: node scripts/test.mjs [suite …] [--file PART] [--grep TEXT]
import { ensureRuntime } from './support/runtime.mjs';

ensureRuntime();
const { runMochaSuite } = await import('./support/mochaSuite.mjs');
const { prepare } = await import('./support/preparations.mjs');
const { runVscodeSuite } = await import('./support/vscodeSuite.mjs');

const mocha = (folder, defaults) => (options) => runMochaSuite(folder, { ...defaults, ...options });

const suites = {
  unit: mocha('unit'),
  contract: mocha('contract', { timeoutMs: 120_000 }),
  tidy: mocha('tidy', { timeoutMs: 120_000 }),
  page: mocha('page', { timeoutMs: 120_000, reporter: 'spec' }),
  vscode: runVscodeSuite,
  python: mocha('python', { timeoutMs: 300_000, reporter: 'spec' }),
};

function readArguments(words) {
  const asked = [];
  const options = {};
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--file') options.filter = words[++i];
    else if (words[i] === '--grep') options.grep = words[++i];
    else if (words[i] in suites) asked.push(words[i]);
    else {
      console.error(`unknown suite ${words[i]}; there are: ${Object.keys(suites).join(', ')}`);
      process.exit(2);
    }
  }
  return { names: asked.length > 0 ? asked : Object.keys(suites), options };
}

/** A suite that could not run counts as one failed test. */
async function runSuite(name, options, ready) {
  console.log(`\n── ${name}`);
  const start = performance.now();
  try {
    await ready(name);
    const { passed, failed } = await suites[name](options);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${name}: ${passed} passed, ${failed} failed, ${seconds} s`);
    return { passed, failed };
  } catch (error) {
    console.error(`${name} could not run:`, error);
    return { passed: 0, failed: 1 };
  }
}

const { names, options } = readArguments(process.argv.slice(2));
const ready = prepare(names);
const total = { passed: 0, failed: 0 };
for (const name of names) {
  const { passed, failed } = await runSuite(name, options, ready);
  total.passed += passed;
  total.failed += failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
