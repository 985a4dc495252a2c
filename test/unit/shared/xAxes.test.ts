// Facts about the axes that are recognised by the names of metrics.
import assert from 'node:assert/strict';
import { loggedXs } from '../../../src/shared/xAxes';

describe('recognised x axes', () => {
  it('are those whose metrics were logged, by preference and whatever the case', () => {
    const tags = ['loss', 'train/epoch', 'Epoch', 'train/num_input_tokens_seen', 'epoch_time'];
    assert.deepEqual(
      [...loggedXs(tags)],
      [
        ['epoch', ['Epoch', 'train/epoch']],
        ['tokens', ['train/num_input_tokens_seen']],
      ],
    );
    assert.deepEqual([...loggedXs(['loss'])], []);
  });
});
