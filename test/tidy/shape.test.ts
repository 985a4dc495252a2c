// Files and functions are small, open with a comment, are named for something and are finished.
import assert from 'node:assert/strict';
import { ownCode } from './project';
import { findShapeFaults, maxFileLines, maxFunctionLines } from './shape';

describe('the shape of source files', () => {
  for (const [file, text] of ownCode()) {
    it(`holds in ${file}`, () => {
      assert.deepEqual(findShapeFaults(file, text), []);
    });
  }
});

describe('the check of shapes', () => {
  function faultsOf(text: string, file = 'src/a.ts'): string[] {
    return findShapeFaults(file, text).map((fault) => fault.replace(`${file} `, ''));
  }

  it('passes a file that opens with a comment, after a first line for the shell or not', () => {
    assert.deepEqual([faultsOf('// a\n'), faultsOf('#!/usr/bin/env node\n// a\n')], [[], []]);
  });

  it('finds a file without an opening comment', () => {
    assert.deepEqual(faultsOf('export const a = 1;\n'), ['does not open with a comment']);
  });

  it('finds a file that is too long, counting lines as an editor does', () => {
    const body = (lines: number): string => `// a\n${'void 0;\n'.repeat(lines - 1)}`;
    assert.deepEqual(
      [faultsOf(body(maxFileLines)), faultsOf(body(maxFileLines + 1))],
      [[], ['has 401 lines']],
    );
  });

  it('finds a function that is too long, not counting comments', () => {
    const body = (line: string): string =>
      `// a\nfunction f() {\n${line.repeat(maxFunctionLines)}}\n`;
    assert.deepEqual(
      [faultsOf(body('  // why\n')), faultsOf(body('  void 0;\n'))],
      [[], ['has a function of 62 lines at line 2']],
    );
  });

  it('finds default exports of every form', () => {
    const forms = [
      'export default 1;',
      'export default class A {}',
      'const a = 1;\nexport { a as default };',
    ];
    assert.deepEqual(
      forms.map((form) => faultsOf(`// a\n${form}\n`)),
      [2, 2, 3].map((line) => [`has a default export at line ${line}`]),
    );
  });

  it('allows a configuration file its default export', () => {
    assert.deepEqual(faultsOf('// a\nexport default [];\n', 'eslint.config.mjs'), []);
  });

  it('finds a file that only re-exports, and passes one that also does something', () => {
    assert.deepEqual(
      [
        faultsOf("// a\nexport * from './b';\nexport { c } from './c';\n"),
        faultsOf("// a\nexport * from './b';\nexport const a = 1;\n"),
      ],
      [['only re-exports'], []],
    );
  });

  it('finds empty names in files and folders', () => {
    assert.deepEqual(
      ['src/utils/a.ts', 'src/runHelper.ts', 'src/utilise.ts'].map((file) =>
        faultsOf('// a\n', file),
      ),
      [['is named "utils"'], ['is named "helper"'], []],
    );
  });

  it('finds marks of unfinished work', () => {
    assert.deepEqual(faultsOf(`// a\n// ${'TO' + 'DO'}: b\n`), ['is unfinished at line 2']);
  });

  it('finds tests that wish', () => {
    const text = "// a\nit('should work', () => undefined);\nit('works', () => undefined);\n";
    assert.deepEqual(faultsOf(text, 'test/unit/a.test.ts'), ['wishes at line 2']);
  });
});
