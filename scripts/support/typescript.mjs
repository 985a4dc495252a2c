// Lets a script use the TypeScript that tests use: bundles a file and imports the bundle.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from './runtime.mjs';
import { workerText } from './workerText.mjs';

/** How everything that runs in Node beside the product is bundled: tests, hosts, the demo and the tour. */
export const toolOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  sourcemap: 'inline',
  external: ['vscode', 'mocha', 'esbuild', 'typescript', 'playwright-core', '@vscode/*'],
  define: { 'process.env.TRACKSIDE_ROOT': JSON.stringify(root) },
  // Tests import parts of pages, which import their workers.
  plugins: [workerText()],
  logLevel: 'warning',
};

/** Bundles one file into `out/tools` and returns its exports. */
export async function importTypeScript(file) {
  const outfile = path.join(root, 'out/tools', file.replace(/\.ts$/, '.cjs'));
  await esbuild.build({ ...toolOptions, entryPoints: [file], outfile });
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(outfile).href);
}
