// Makes benchmarks ready: the product packed and copied aside, their files bundled, a scratch folder for each.
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from './runtime.mjs';
import { toolOptions } from './typescript.mjs';

const source = path.join(root, 'test/bench');
const bundled = path.join(root, 'out/bench');
const extension = path.join(bundled, 'extension');

/** Programs that are timed. */
const programs = ['loadDoor.ts', 'loadOnce.ts'];

/** What VS Code loads of the extension's folder. */
const loaded = ['package.json', 'package.nls.json', 'dist', 'media', 'l10n'];

/** Names of the benchmarks, in the order of their files. */
export function benchNames() {
  return globSync('*.bench.ts', { cwd: source })
    .map((file) => path.basename(file, '.bench.ts'))
    .sort();
}

/** Builds what these benchmarks need. The copy of the extension stays as it is while the project is built again. */
export async function prepareBench(names) {
  if (names.includes('size')) await (await import('./vsix.mjs')).packExtension();
  else await (await import('../../esbuild.mjs')).build({ production: true });
  rmSync(bundled, { recursive: true, force: true });
  mkdirSync(extension, { recursive: true });
  for (const name of loaded) {
    cpSync(path.join(root, name), path.join(extension, name), { recursive: true });
  }
  await bundleBenches();
  return { measure };
}

/** Benchmarks, and the programs and modules that they start elsewhere; those that are timed as the product is built. */
async function bundleBenches() {
  const entryPoints = ['*.bench.ts', '*.host.ts'].flatMap((pattern) =>
    globSync(pattern, { cwd: source }).map((file) => path.join(source, file)),
  );
  await esbuild.build({ ...toolOptions, entryPoints, outbase: source, outdir: bundled });
  await esbuild.build({
    ...toolOptions,
    entryPoints: [
      ...programs.map((file) => path.join(source, file)),
      path.join(root, 'src/parse.ts'),
    ],
    entryNames: '[name]',
    outdir: bundled,
    minify: true,
    sourcemap: false,
  });
  process.setSourceMapsEnabled(true);
}

async function measure(name) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'trackside-bench-'));
  try {
    const bench = createRequire(import.meta.url)(path.join(bundled, `${name}.bench.js`));
    return await bench.measure({ scratch, bundled, extension });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
