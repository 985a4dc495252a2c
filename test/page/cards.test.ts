// Cards of values without columns: what they draw, how the step is chosen, and what the page is asked for.
import assert from 'node:assert/strict';
import { generatedContents } from '../support/generatedContents';
import { PageHarness } from '../support/pageHarness';

describe('cards of values without columns', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`draws every kind in ${theme}`, async () => {
      const dashboard = await harness.open({ theme, contents: generatedContents(), height: 2400 });
      await dashboard.page.waitForTimeout(1500);
      await dashboard.picture(`cards-${theme}`);
      assert.deepEqual(dashboard.complaints, []);
      await dashboard.close();
    });
  }
});
