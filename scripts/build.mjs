// Builds dist/. Usage: node scripts/build.mjs [--dev]  (--dev: readable, with source maps, no size budgets)
import { ensureRuntime } from './support/runtime.mjs';

ensureRuntime();
const { build } = await import('../esbuild.mjs');

const sizes = await build({ production: !process.argv.includes('--dev') }).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
for (const [file, bytes] of Object.entries(sizes)) {
  console.log(`${file.padEnd(16)} ${(bytes / 1000).toFixed(1).padStart(8)} KB`);
}
