// The walls between rooms hold, and the check that says so finds what it should.
import assert from 'node:assert/strict';
import { importsOf } from './imports';
import { sourcesMatching } from './project';
import { findWallViolations, roomOf, walled } from './walls';

describe('the walls', () => {
  const sources = sourcesMatching(walled);
  for (const [file, text] of sources) {
    it(`hold in ${file}`, () => {
      assert.deepEqual(findWallViolations(new Map([[file, text]])), []);
    });
  }
});

describe('the check of the walls', () => {
  it('names file, line and import of every violation', () => {
    const sources = new Map([
      ['src/base/a.ts', "// a\nimport { b } from '../core/store/b';\n"],
      [
        'src/core/store/b.ts',
        "import { a } from '../../base/a';\nexport { q } from '../query/q';\n",
      ],
      ['src/core/query/q.ts', "import fs from 'node:fs';\nimport '../store/b';\n"],
      [
        'src/core/model/m.ts',
        "import type { A } from '../../shared/rpc';\nimport type { B } from '../../shared/vocabulary';\n",
      ],
      [
        'src/vscode/trees/t.ts',
        "const p = import('../panels/p');\nimport { settings } from '../settings';\n",
      ],
      ['webview/charts/c.ts', "const x = require('../components/toolkit');\n"],
      ['webview/pages/dashboard/d.ts', "import '../runs/r';\nimport '../../charts/c';\n"],
      ['src/shared/s.ts', "let t: import('../core/model/m').M;\n"],
      [
        'src/core/engine/e.ts',
        "import '../ingest/i';\nimport '../launch/l';\nimport '../../../test/support/x';\n",
      ],
      ['src/engine.ts', "import './core/engine/e';\nimport './vscode/settings';\n"],
    ]);
    assert.deepEqual(findWallViolations(sources), [
      'src/base/a.ts:2 (base) imports ../core/store/b (core/store)',
      'src/core/store/b.ts:2 (core/store) imports ../query/q (core/query)',
      "src/core/query/q.ts:1 (core/query) imports node:fs (Node's own module)",
      'src/core/model/m.ts:1 (core/model) imports ../../shared/rpc (shared)',
      'src/vscode/trees/t.ts:1 (vscode/trees) imports ../panels/p (vscode/panels)',
      'webview/charts/c.ts:1 (webview/charts) imports ../components/toolkit (webview/components)',
      'webview/pages/dashboard/d.ts:1 (webview/pages/dashboard) imports ../runs/r (webview/pages/runs)',
      'src/shared/s.ts:1 (shared) imports ../core/model/m (core/model)',
      'src/core/engine/e.ts:2 (core/engine) imports ../launch/l (core/launch)',
      'src/core/engine/e.ts:3 (core/engine) imports ../../../test/support/x (no room)',
      'src/engine.ts:2 (doors) imports ./vscode/settings (vscode)',
    ]);
  });

  it('knows no room for a file that the table does not name', () => {
    const strangers = [
      'src/loose.ts',
      'src/core/loose.ts',
      'src/core/newRoom/a.ts',
      'webview/loose.ts',
    ];
    assert.deepEqual(
      findWallViolations(new Map(strangers.map((file) => [file, '']))),
      strangers.map((file) => `${file} stands in no room of the table`),
    );
  });

  it('tells single files under vscode from the rooms beside them', () => {
    assert.deepEqual(
      ['src/vscode/settings.ts', 'src/vscode/trees/runs/tree.ts', 'src/extension.ts'].map(roomOf),
      ['vscode', 'vscode/trees', 'extension'],
    );
  });
});

describe('the reading of imports', () => {
  it('finds every way to import, types included', () => {
    const text = [
      "import a from 'a';",
      "import type { B } from 'b';",
      "import 'c';",
      "export * from 'd';",
      "export type { E } from 'e';",
      "const f = await import('f');",
      "const g = require('g'), h = require.resolve('h');",
      "let i: import('i').I;",
      "import j = require('j');",
      "const notAnImport = \"import x from 'x'\"; // import y from 'y'",
    ].join('\n');
    assert.deepEqual(
      importsOf('x.ts', text).map(({ specifier, line }) => `${specifier}${line}`),
      ['a1', 'b2', 'c3', 'd4', 'e5', 'f6', 'g7', 'h7', 'i8', 'j9'],
    );
  });
});
