// Where the command line keeps compiled code.
import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import path from 'node:path';
import { cacheDirectory } from '../../../src/cli/cacheDirectory';

describe('the folder for compiled code', () => {
  it('is the user’s own on every system, and none where there is none', () => {
    const base = path.resolve('/me/cache');
    const own = path.join(base, 'trackside', 'code');
    const usual = path.join(homedir(), '.cache', 'trackside', 'code');
    assert.deepEqual(
      [
        cacheDirectory('linux', { XDG_CACHE_HOME: base }),
        cacheDirectory('linux', { XDG_CACHE_HOME: 'relative' }),
        cacheDirectory('linux', {}),
        cacheDirectory('darwin', { XDG_CACHE_HOME: base }),
        cacheDirectory('win32', { LOCALAPPDATA: base }),
        cacheDirectory('win32', {}),
        cacheDirectory('linux', { NODE_DISABLE_COMPILE_CACHE: '1' }),
      ],
      [
        own,
        usual,
        usual,
        path.join(homedir(), 'Library', 'Caches', 'trackside', 'code'),
        own,
        null,
        null,
      ],
    );
  });
});
