// Settings as people type them: sense is used, nonsense becomes the default.
import assert from 'node:assert/strict';
import { readSetting, settings } from '../../../src/vscode/settings';

function read(name: keyof typeof settings, typed: unknown): unknown {
  return readSetting<unknown>(settings[name], { get: () => typed });
}

describe('settings', () => {
  it('keep the words of a list that has anything else in it', () => {
    assert.deepEqual(read('logFolders', ['a', 3, ' ', null, '~/b']), ['a', '~/b']);
  });

  it('keep numbers within their limits', () => {
    assert.deepEqual(
      [
        read('pollInterval', 1),
        read('pollInterval', 1000),
        read('memoryLimit', 0),
        read('smoothing', 2),
      ],
      [50, 1000, 64, 0.999],
    );
  });

  it('fall back to the default for a value of the wrong type', () => {
    assert.deepEqual(
      [
        read('logFolders', 'a'),
        read('pollInterval', '1'),
        read('watch', 'no'),
        read('memoryLimit', null),
        read('smoothing', NaN),
      ],
      [[], 250, true, 512, 0.6],
    );
  });
});
