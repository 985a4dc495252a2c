// Bundles every door of the product into dist/ and holds each bundle to its size budget.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { workerText } from './scripts/support/workerText.mjs';

const root = import.meta.dirname;
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Options of everything that runs in Node: the extension host, the engine's thread and the command line. */
const node = { platform: 'node', format: 'cjs', target: 'node22', external: ['vscode'] };

/** Options of the pages, which run in VS Code's webviews. What a page imports when it is wanted is a file of its own. */
const page = { platform: 'browser', format: 'esm', target: 'chrome132', splitting: true };

/**
 * One line per door: its bundle, where it starts, and how many kilobytes each file of it may weigh. Files that several
 * parts of a page share are counted together as `chunk.js`.
 */
const bundles = [
  {
    name: 'extension',
    entry: 'src/extension.ts',
    options: node,
    budgetsKb: { 'extension.js': 190 },
  },
  { name: 'engine', entry: 'src/engine.ts', options: node, budgetsKb: { 'engine.js': 700 } },
  { name: 'parse', entry: 'src/parse.ts', options: node, budgetsKb: { 'parse.js': 240 } },
  {
    name: 'supervisor',
    entry: 'src/supervisor.ts',
    options: node,
    budgetsKb: { 'supervisor.js': 18 },
  },
  {
    name: 'cli',
    entry: 'src/cli.ts',
    options: { ...node, banner: { js: '#!/usr/bin/env node' } },
    budgetsKb: { 'cli.js': 3 },
  },
  {
    name: 'commands',
    entry: 'src/cli/main.ts',
    options: {
      ...node,
      define: { 'process.env.TRACKSIDE_VERSION': JSON.stringify(version) },
    },
    budgetsKb: { 'commands.js': 900 },
  },
  {
    name: 'runs',
    entry: 'webview/pages/runs/main.ts',
    options: page,
    budgetsKb: { 'runs.js': 200, 'runs.css': 34, 'openPlots.js': 35, 'chunk.js': 12 },
  },
  {
    // Goes into HTML files that stand alone, so it is one piece.
    name: 'snapshot',
    entry: 'webview/pages/snapshot/main.ts',
    options: { ...page, format: 'iife', splitting: false },
    budgetsKb: { 'snapshot.js': 480, 'snapshot.css': 32 },
  },
  {
    name: 'dashboard',
    entry: 'webview/pages/dashboard/main.ts',
    options: page,
    budgetsKb: {
      'dashboard.js': 406,
      'dashboard.css': 44,
      'createCard.js': 60,
      'openGraph.js': 75,
      'openMesh.js': 12,
      // Its worker carries UMAP and t-SNE.
      'projectorView.js': 135,
      'markdown.js': 60,
      'chunk.js': 20,
    },
  },
];

/**
 * Bundles one door into `dist`; returns the sizes of its files in bytes, by name.
 * Its metafile goes to `dist/meta/<name>.json`.
 */
async function bundle({ name, entry, options }, production) {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: 'dist',
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    // The plain build: the other one loads Node's network modules, which costs the command line its quick start.
    alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
    plugins: [workerText(writeMetafile)],
    ...options,
  });
  writeMetafile(name, metafile);
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([file, { bytes }]) => [path.basename(file), bytes]),
  );
}

function writeMetafile(name, metafile) {
  writeFileSync(path.join(root, 'dist/meta', `${name}.json`), JSON.stringify(metafile));
}

/** Sizes by the names that budgets have: without the hash that esbuild gives to parts of a page. */
function withoutHashes(sizes) {
  const sums = {};
  for (const [file, bytes] of Object.entries(sizes)) {
    const plain = file.replace(/-[A-Z0-9]{8}(?=\.(?:js|css)$)/, '');
    sums[plain] = (sums[plain] ?? 0) + bytes;
  }
  return sums;
}

/** What is wrong with the sizes of a production bundle; a file without a budget is wrong as well. */
function overBudget({ name, budgetsKb }, made) {
  const sizes = withoutHashes(made);
  const expected = Object.keys(budgetsKb).filter((file) => !(file in sizes));
  return [
    ...expected.map((file) => `${name}: ${file} was not made`),
    ...Object.entries(sizes)
      .filter(([file, bytes]) => bytes > (budgetsKb[file] ?? 0) * 1000)
      .map(([file, bytes]) => `${file}: ${bytes} bytes, allowed ${(budgetsKb[file] ?? 0) * 1000}`),
  ];
}

/** Removes what earlier builds left; what this one made stays in place, for whoever runs it meanwhile. */
function removeOthers(made) {
  for (const file of readdirSync(path.join(root, 'dist'))) {
    const isOurs = file === 'meta' || file in made;
    if (!isOurs) rmSync(path.join(root, 'dist', file), { recursive: true, force: true });
  }
}

/**
 * Builds everything. A production build is minified, has no source maps and must keep its budgets.
 * @returns the sizes of all files in bytes, by name
 */
export async function build({ production }) {
  mkdirSync(path.join(root, 'dist/meta'), { recursive: true });
  const sizes = await Promise.all(bundles.map((door) => bundle(door, production)));
  const made = Object.assign({}, ...sizes);
  removeOthers(made);
  chmodSync(path.join(root, 'dist/cli.js'), 0o755);
  const wrong = production ? bundles.flatMap((door, i) => overBudget(door, sizes[i])) : [];
  if (wrong.length > 0) throw new Error(`size budget: ${wrong.join('; ')}`);
  return made;
}
