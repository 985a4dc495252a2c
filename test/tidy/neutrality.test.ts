// `base` and `shared` run in every thread and page: they compile without the DOM and without Node.
import assert from 'node:assert/strict';
import { findCompileErrors, withoutDom, withoutNode } from './neutrality';
import { projectFiles } from './project';

const neutral = projectFiles().filter((file) => /^src\/(?:base|shared)\/.*\.ts$/.test(file));

describe('the rooms base and shared', () => {
  it('compile without the DOM', () => {
    assert.deepEqual(findCompileErrors(neutral, withoutDom), []);
  });

  it('compile without Node', () => {
    assert.deepEqual(findCompileErrors(neutral, withoutNode), []);
  });
});

describe('the check of neutrality', () => {
  const file = 'src/base/imagined.ts';

  function errorsOf(text: string, surroundings: typeof withoutDom): string[] {
    return findCompileErrors([file], surroundings, new Map([[file, text]]));
  }

  it('finds a use of the DOM', () => {
    assert.match(
      errorsOf('export const a = document.title;\n', withoutDom).join(),
      /imagined\.ts:1/,
    );
  });

  it('finds a use of Node', () => {
    assert.match(errorsOf('export const a = process.pid;\n', withoutNode).join(), /imagined\.ts:1/);
  });
});
