// Cards of what real writers wrote: PyTorch's SummaryWriter and W&B.
import assert from 'node:assert/strict';
import { useEngine } from '../support/engineRig';
import { PageHarness } from '../support/pageHarness';
import { recordedContents, writeRecordedRuns } from '../support/recordedContents';

describe('cards of recorded runs', () => {
  const engine = useEngine();
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  it('show every value, and the browser understands every picture and sound', async () => {
    const rig = engine();
    writeRecordedRuns(rig.folder);
    await rig.load();
    const contents = recordedContents(rig);
    const dashboard = await harness.open({ contents, width: 1600, height: 5600 });
    const { page } = dashboard;
    await page.waitForFunction(() => {
      const cards = [...document.querySelectorAll<HTMLElement>('.content')];
      return cards.length > 15 && cards.every(({ dataset }) => dataset['state'] === 'drawn');
    });
    await dashboard.settled();
    await dashboard.picture('cards-recorded');
    const broken = await page.evaluate(async () => {
      const pictures = [...document.querySelectorAll<HTMLImageElement>('img[src]')];
      await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
      return {
        pictures: pictures.length > 5,
        broken: pictures.filter(({ naturalWidth }) => naturalWidth === 0).length,
        sounds: document.querySelectorAll('audio').length > 0,
        waves: document.querySelectorAll('canvas.wave:not([hidden])').length > 0,
      };
    });
    assert.deepEqual(broken, { pictures: true, broken: 0, sounds: true, waves: true });
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });
});
