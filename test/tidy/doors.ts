// One door per package: the only places of the product from which each npm package may be imported.
import { importsOf } from './imports';
import type { Sources } from './project';
import { isNodeModule } from './walls';

interface Door {
  readonly packageName: string;
  readonly from: RegExp;
}

export const packageDoors: readonly Door[] = [
  { packageName: 'vscode', from: /^src\/(?:vscode\/|extension\.ts$)/ },
  { packageName: 'protobufjs', from: /^src\/core\/formats\// },
  { packageName: 'js-yaml', from: /^src\/core\/formats\// },
  { packageName: 'chokidar', from: /^src\/core\/ingest\// },
  { packageName: '@vscode/l10n', from: /^src\/shared\/language\.ts$/ },
  { packageName: 'chart.js', from: /^webview\/charts\// },
  { packageName: '@dagrejs/dagre', from: /^webview\/spaces\/graph\/layout\.worker\.ts$/ },
  { packageName: '@keckelt/tsne', from: /^webview\/spaces\/projector\/projection\.worker\.ts$/ },
  { packageName: 'umap-js', from: /^webview\/spaces\/projector\/projection\.worker\.ts$/ },
  { packageName: 'marked', from: /^webview\/cards\/markdown\.ts$/ },
  { packageName: '@vscode/webview-ui-toolkit', from: /^webview\/components\/toolkit\.ts$/ },
];

/** The package of a bare import: `protobufjs/minimal` belongs to `protobufjs`, `@a/b/c` to `@a/b`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The npm packages that a file imports, with the line. */
export function packagesOf(file: string, text: string): { packageName: string; line: number }[] {
  return importsOf(file, text)
    .filter(({ specifier }) => !specifier.startsWith('.') && !isNodeModule(specifier))
    .map(({ specifier, line }) => ({ packageName: packageOf(specifier), line }));
}

/** One line per import of a package past its door, or of a package that has none. */
export function findDoorViolations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) =>
    packagesOf(file, text)
      .filter(({ packageName }) => {
        const door = packageDoors.find((each) => each.packageName === packageName);
        return !door?.from.test(file);
      })
      .map(({ packageName, line }) => `${file}:${line} imports the package ${packageName}`),
  );
}

/** Node's own modules imported without `node:`, which reads like a package. */
export function findBareNodeModules(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) =>
    importsOf(file, text)
      .filter(({ specifier }) => isNodeModule(specifier) && !specifier.startsWith('node:'))
      .map(({ specifier, line }) => `${file}:${line} imports ${specifier} without node:`),
  );
}
