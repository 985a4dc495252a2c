// Steps from one layout to the next.
import assert from 'node:assert/strict';
import { emptyLayout } from '../../../src/shared/dashboardLayout';
import { withChange } from '../../../webview/pages/dashboard/layoutChanges';

describe('a change of one chart', () => {
  it('is added to what was changed before, and leaves the other charts alone', () => {
    const first = withChange(emptyLayout, 'a', { title: 'A', span: 2 });
    const second = withChange(withChange(first, 'b', { hidden: true }), 'a', { span: 3 });
    assert.deepEqual(second.changes, { a: { title: 'A', span: 3 }, b: { hidden: true } });
  });

  it('is gone without a trace when it is taken back', () => {
    const changed = withChange(emptyLayout, 'a', { title: 'A' });
    assert.deepEqual(withChange(changed, 'a', { title: undefined }), emptyLayout);
  });
});
