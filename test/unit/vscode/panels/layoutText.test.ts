// A layout as the text of a file.
import assert from 'node:assert/strict';
import { defaultDashboardView } from '../../../../src/shared/dashboardContract';
import { parseLayout, printLayout } from '../../../../src/vscode/panels/layoutText';

describe('a layout file', () => {
  it('says the view as it was', () => {
    const view = {
      ...defaultDashboardView,
      tagFilter: 'loss',
      layout: { ...defaultDashboardView.layout, sections: ['val', 'train'] },
    };
    assert.deepEqual(parseLayout(printLayout(view), defaultDashboardView), view);
  });

  it('is refused when it is another file', () => {
    for (const text of ['', '{', '[]', '{"kind":"other"}', 'null']) {
      assert.throws(() => parseLayout(text, defaultDashboardView));
    }
  });
});
