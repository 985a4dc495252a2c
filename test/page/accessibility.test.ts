// Nothing serious stands in the way of people who use the page by keyboard or screen reader, or see little contrast.
import assert from 'node:assert/strict';
import { findBarriers } from '../support/accessibility';
import { generatedContents } from '../support/generatedContents';
import { PageHarness } from '../support/pageHarness';

describe('the dashboard is open to everyone', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`with lines, in ${theme}`, async () => {
      const dashboard = await harness.open({ theme });
      await dashboard.drawn('train/loss');
      assert.deepEqual(await findBarriers(dashboard.page), []);
      await dashboard.close();
    });

    it(`with cards of every kind, in ${theme}`, async () => {
      const contents = generatedContents();
      const dashboard = await harness.open({ theme, contents, height: 2800 });
      await dashboard.page.locator('.content[data-state="drawn"]').nth(9).waitFor();
      for (const options of await dashboard.page
        .getByRole('button', { name: 'How it is shown' })
        .all())
        await options.click();
      await dashboard.settled();
      assert.deepEqual(await findBarriers(dashboard.page), []);
      await dashboard.close();
    });
  }
});
