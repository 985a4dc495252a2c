// Which charts are shown, in which groups and in what order.
import assert from 'node:assert/strict';
import { layOutTags } from '../../../webview/pages/dashboard/tagLayout';
import { compareTags } from '../../../webview/pages/dashboard/tagOrder';

const tags = (...names: readonly string[]) =>
  names.map((tag) => ({ tag, kind: 'scalar' as const, runs: [0] }));

const shown = (names: readonly string[], filter: string): readonly string[] =>
  layOutTags(tags(...names), filter).groups.map(
    ({ label, tags }) => `${label}: ${tags.map(({ tag }) => tag).join(' ')}`,
  );

describe('tag layout', () => {
  it('groups by the first name and puts tags without one at the end', () => {
    assert.deepEqual(shown(['val/loss', 'epoch', 'train/b', 'train/a/x'], ''), [
      'train: train/a/x train/b',
      'val: val/loss',
      'General: epoch',
    ]);
  });

  it('filters without regard to case', () => {
    assert.deepEqual(shown(['train/Loss', 'train/acc'], 'LOSS$'), ['train: train/Loss']);
  });

  it('shows everything and the reason when the filter is no regular expression', () => {
    const { groups, filterError } = layOutTags(tags('a/b'), '[');
    assert.equal(groups.length, 1);
    assert.match(filterError ?? '', /^Not a regular expression: \S/);
  });

  it('orders numbers by value, exponents included, and separators first', () => {
    const names = ['layer10', 'layer2', 'lr/1e-3', 'lr/1e-4', 'ab', 'a0', 'a/b', 'a_b', 'a'];
    assert.deepEqual([...names].sort(compareTags), [
      'a',
      'a/b',
      'a_b',
      'a0',
      'ab',
      'layer2',
      'layer10',
      'lr/1e-4',
      'lr/1e-3',
    ]);
  });
});
