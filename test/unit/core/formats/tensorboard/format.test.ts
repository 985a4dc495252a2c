// Which files are taken for event files.
import assert from 'node:assert/strict';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';

describe('event file names', () => {
  it('contain tfevents and do not end as the profiler marks its empty files', () => {
    const names = [
      'events.out.tfevents.1700000000.host.42.0',
      'events.out.tfevents.1700000000.host.42.0.v2',
      'my_tfevents.bak',
      'events.out.tfevents.1700000000.host.profile-empty',
      'events.out.TFEVENTS.1700000000.host',
      'tfdbg_events.1700000000.host.metadata',
      'train.tfrecord',
    ];
    assert.deepEqual(
      names.filter((name) => tensorboardFormat.matches(name)),
      names.slice(0, 3),
    );
  });
});
