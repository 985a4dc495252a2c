// An esbuild plugin: `import { source } from './name.worker?text'` gives the bundled worker as text, for a Blob's address.
// A page of VS Code can start workers in no other way: its own address and that of its files have different origins.
import path from 'node:path';
import * as esbuild from 'esbuild';

const asked = /\.worker\?text$/;

/** @param bundled told the name and the metafile of every worker */
export function workerText(bundled = () => undefined) {
  return {
    name: 'worker-text',
    setup(build) {
      build.onResolve({ filter: asked }, ({ path: specifier, resolveDir }) => ({
        path: path.join(resolveDir, `${specifier.slice(0, -'?text'.length)}.ts`),
        namespace: 'worker-text',
      }));
      build.onLoad({ filter: /.*/, namespace: 'worker-text' }, async ({ path: entry }) => {
        const { absWorkingDir, minify, target } = build.initialOptions;
        const { outputFiles, metafile } = await esbuild.build({
          absWorkingDir,
          entryPoints: [entry],
          bundle: true,
          write: false,
          format: 'iife',
          platform: 'browser',
          target,
          minify,
          legalComments: 'none',
          metafile: true,
          logLevel: 'silent',
        });
        bundled(path.basename(entry, '.ts'), metafile);
        const contents = `export const source = ${JSON.stringify(outputFiles[0].text)};`;
        return { contents, loader: 'js', watchFiles: Object.keys(metafile.inputs) };
      });
    },
  };
}
