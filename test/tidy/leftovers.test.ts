// Nothing in the project tells where or how it was made, and its manifest pins what it stands on.
import assert from 'node:assert/strict';
import { findTraces } from './leftovers';
import { projectFiles, readBytes, readText } from './project';

interface Manifest {
  readonly type?: string;
  readonly engines: { readonly vscode: string };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly link?: boolean }>
  >;
}

const manifest = JSON.parse(readText('package.json')) as Manifest;

describe('the project', () => {
  it('gives nothing away, in text or in recorded bytes', () => {
    const found = projectFiles().flatMap((file) =>
      findTraces(file, readBytes(file).toString('latin1')),
    );
    assert.deepEqual(found, []);
  });
});

describe('the check of traces', () => {
  it('finds each kind of trace and its line', () => {
    const text = [
      'const a = 1;',
      `read('/${'wo' + 'rk'}/main')`,
      `https://${'py' + 'pi.org'}/x`,
    ].join('\n');
    assert.deepEqual(findTraces('a.ts', text), [
      'a.ts:2 gives away a path of a machine',
      'a.ts:3 gives away the address of a package registry',
    ]);
  });

  it('finds a trace in the name of a file', () => {
    assert.deepEqual(findTraces(`notes-${'clau' + 'de'}.txt`, ''), [
      `notes-${'clau' + 'de'}.txt:0 gives away how it was written`,
    ]);
  });

  it('passes folders of the same name inside a path', () => {
    assert.deepEqual(findTraces('a.ts', "'runs/work/a' and '.git/root/b'"), []);
  });
});

describe('package.json', () => {
  it('has no type, so that bundles are CommonJS', () => {
    assert.equal(manifest.type, undefined);
  });

  it('pins every package exactly, but the editor types to their minor', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([name, version]) =>
        !(name === '@types/vscode' ? /^~\d+\.\d+\.\d+$/ : /^\d+\.\d+\.\d+$/).test(version),
    );
    assert.deepEqual(loose, []);
  });

  it('asks for the editor that its types describe', () => {
    const minor = (version: string | undefined): string | undefined =>
      /^[~^](\d+\.\d+)\./.exec(version ?? '')?.[1];
    assert.equal(minor(manifest.engines.vscode), minor(manifest.devDependencies['@types/vscode']));
  });
});

describe('package-lock.json', () => {
  it('names no host to fetch from', () => {
    const { packages } = JSON.parse(readText('package-lock.json')) as Lock;
    const hosted = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
    assert.deepEqual(hosted, []);
  });
});
