// Every package has one door, and every package that is imported is declared and used.
import assert from 'node:assert/strict';
import {
  findBareNodeModules,
  findDoorViolations,
  packageDoors,
  packageOf,
  packagesOf,
} from './doors';
import { ownCode, readText, sourcesMatching } from './project';
import { walled } from './walls';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

describe('packages', () => {
  it('are imported by the product only through their doors', () => {
    assert.deepEqual(findDoorViolations(sourcesMatching(walled)), []);
  });

  it('are declared wherever they are imported', () => {
    const { dependencies, devDependencies } = JSON.parse(readText('package.json')) as Manifest;
    // `vscode` is what the editor itself provides.
    const declared = new Set(['vscode', ...Object.keys({ ...dependencies, ...devDependencies })]);
    const undeclared = [...ownCode()].flatMap(([file, text]) =>
      packagesOf(file, text)
        .filter(({ packageName }) => !declared.has(packageName))
        .map(({ packageName, line }) => `${file}:${line} imports ${packageName}`),
    );
    assert.deepEqual(undeclared, []);
  });

  it('of Node itself are imported with node:', () => {
    assert.deepEqual(findBareNodeModules(ownCode()), []);
  });
});

describe('the check of the doors', () => {
  it('finds a package beside its door and a package without one', () => {
    const sources = new Map([
      ['src/core/store/a.ts', "import { watch } from 'chokidar';\n"],
      ['src/core/ingest/b.ts', "import { watch } from 'chokidar';\nimport lodash from 'lodash';\n"],
      ['src/core/formats/c.ts', "import { Reader } from 'protobufjs/minimal';\n"],
      ['src/shared/d.ts', "import type { Uri } from 'vscode';\n"],
      ['webview/components/other.ts', "export * from '@vscode/webview-ui-toolkit/dist/button';\n"],
      [
        'webview/components/toolkit.ts',
        "export * from '@vscode/webview-ui-toolkit/dist/button';\n",
      ],
    ]);
    assert.deepEqual(findDoorViolations(sources), [
      'src/core/store/a.ts:1 imports the package chokidar',
      'src/core/ingest/b.ts:2 imports the package lodash',
      'src/shared/d.ts:1 imports the package vscode',
      'webview/components/other.ts:1 imports the package @vscode/webview-ui-toolkit',
    ]);
  });

  it('finds a module of Node without its prefix', () => {
    assert.deepEqual(
      findBareNodeModules(new Map([['a.ts', "import 'fs';\nimport 'node:fs';\n"]])),
      ['a.ts:1 imports fs without node:'],
    );
  });

  it('knows the package of a deep import', () => {
    assert.deepEqual(['a', 'a/b', '@a/b', '@a/b/c'].map(packageOf), ['a', 'a', '@a/b', '@a/b']);
  });

  it('has one door for each package', () => {
    const names = packageDoors.map((door) => door.packageName);
    assert.deepEqual(names, [...new Set(names)]);
  });
});
