// Names from the disk are nothing but text in the editor's labels and messages.
import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/vscode/plainText';

describe('names from the disk', () => {
  it('make no icons', () => {
    assert.equal(
      withoutIcons('$(bug) $(sync~spin) $x $(a b)'),
      '\\$(bug) \\$(sync~spin) $x $(a b)',
    );
  });

  it('make no links', () => {
    assert.equal(withoutLinks('[a](command:b) [c]'), '[a]\u200b(command:b) [c]');
  });
});
