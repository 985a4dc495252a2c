// How the dashboard looks: pictures in every theme and width, without complaint from the browser.
import assert from 'node:assert/strict';
import { PageHarness } from '../support/pageHarness';

describe('dashboard appearance', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  for (const theme of ['dark', 'light', 'highContrast', 'highContrastLight'] as const) {
    it(`shows a training in ${theme}`, async () => {
      const dashboard = await harness.open({ theme, height: 1000 });
      await dashboard.drawn('train/loss');
      await dashboard.hover('train/loss', 0.6, 0.3);
      await dashboard.picture(`training-${theme}`);
      assert.deepEqual(dashboard.complaints, []);
      await dashboard.close();
    });
  }

  for (const width of [300, 640, 2400]) {
    it(`fits into ${width} pixels`, async () => {
      const dashboard = await harness.open({ width });
      await dashboard.settled();
      await dashboard.picture(`width-${width}`);
      const overflow = await dashboard.page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(overflow, 0);
      await dashboard.close();
    });
  }

  it('keeps still for who asked for less motion', async () => {
    const dashboard = await harness.open({ reducedMotion: true });
    await dashboard.settled();
    const moving = await dashboard.page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
    await dashboard.close();
  });
});
