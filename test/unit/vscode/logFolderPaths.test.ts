// Log folders as people type them.
import assert from 'node:assert/strict';
import { resolveLogFolder, typeLogFolder } from '../../../src/vscode/logFolderPaths';

describe('a typed log folder', () => {
  it('is meant from the home directory, the root or the workspace folder', () => {
    const base = { folder: '/work', home: '/home/me' };
    assert.deepEqual(
      ['~', '~/runs', '/data/../logs', 'logs/x', ' ../other ', '~x'].map((typed) =>
        resolveLogFolder(typed, base),
      ),
      ['/home/me', '/home/me/runs', '/logs', '/work/logs/x', '/other', '/work/~x'],
    );
  });

  it('means nothing when it is relative and no folder is open', () => {
    assert.deepEqual(
      ['logs', '/logs'].map((typed) => resolveLogFolder(typed, { folder: null, home: '/me' })),
      [null, '/logs'],
    );
  });

  it('is written relative inside the only workspace folder, absolute elsewhere', () => {
    assert.deepEqual(
      [
        typeLogFolder('/work/out/logs', ['/work']),
        typeLogFolder('/work', ['/work']),
        typeLogFolder('/worker/logs', ['/work']),
        typeLogFolder('/work/out', ['/work', '/other']),
        typeLogFolder('/work/out', []),
      ],
      ['out/logs', '/work', '/worker/logs', '/work/out', '/work/out'],
    );
  });
});
