// Choosing the metrics of a one-line description.
import assert from 'node:assert/strict';
import { chooseHeadlines } from '../../../../src/core/model/headline';

describe('headline metrics', () => {
  it('prefers validation loss, then training loss, then scores', () => {
    const tags = ['lr', 'train/accuracy', 'train/loss', 'grad_norm', 'val/loss'];
    assert.deepEqual(chooseHeadlines(tags, 3), ['val/loss', 'train/loss', 'train/accuracy']);
  });

  it('falls back to what is logged first', () => {
    assert.deepEqual(chooseHeadlines(['lr', 'a', 'b', 'c'], 2), ['lr', 'a']);
  });
});
