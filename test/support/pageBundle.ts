// Bundles a page as the build does: with chunks that load when they are wanted, and with workers as text.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { projectRoot } from './projectRoot';

/** What a browser is answered, by the path of the address. */
export type PageFiles = ReadonlyMap<
  string,
  { readonly body: string; readonly contentType: string }
>;

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** @param entries by the name that the bundle gets: `{ dashboard: 'webview/pages/dashboard/main.ts' }` */
export async function bundlePage(
  entries: Readonly<Record<string, string>>,
  format: 'esm' | 'iife' = 'esm',
): Promise<PageFiles> {
  const plugin = pathToFileURL(path.join(projectRoot, 'scripts/support/workerText.mjs')).href;
  const { workerText } = (await import(plugin)) as { workerText: () => esbuild.Plugin };
  const outdir = path.join(projectRoot, 'out/page');
  const { outputFiles } = await esbuild.build({
    absWorkingDir: projectRoot,
    entryPoints: { ...entries },
    outdir,
    bundle: true,
    splitting: format === 'esm',
    write: false,
    format,
    platform: 'browser',
    target: 'chrome120',
    plugins: [workerText()],
    logLevel: 'warning',
  });
  return new Map(
    outputFiles.map((file) => [
      `/${path.relative(outdir, file.path)}`,
      { body: file.text, contentType: contentTypes[path.extname(file.path)] ?? 'text/plain' },
    ]),
  );
}
