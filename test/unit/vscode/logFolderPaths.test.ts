// Log folders as people type them.
import assert from 'node:assert/strict';
import { resolveLogFolder, typeLogFolder } from '../../../src/vscode/logFolderPaths';

describe('a typed log folder', () => {
  it('is meant from the home directory, the root or the workspace folder', () => {
    const base = { folder: '/project', home: '/people/me' };
    assert.deepEqual(
      ['~', '~/runs', '/data/../logs', 'logs/x', ' ../other ', '~x'].map((typed) =>
        resolveLogFolder(typed, base),
      ),
      ['/people/me', '/people/me/runs', '/logs', '/project/logs/x', '/other', '/project/~x'],
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
        typeLogFolder('/project/out/logs', ['/project']),
        typeLogFolder('/project', ['/project']),
        typeLogFolder('/project2/logs', ['/project']),
        typeLogFolder('/project/out', ['/project', '/other']),
        typeLogFolder('/project/out', []),
      ],
      ['out/logs', '/project', '/project2/logs', '/project/out', '/project/out'],
    );
  });
});
