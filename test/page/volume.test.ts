// Many charts of many runs, and one chart of very many points: what is out of sight costs nothing.
import assert from 'node:assert/strict';
import { PageHarness } from '../support/pageHarness';

describe('dashboard volume', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  it('holds canvases for the charts in sight only, reuses them, and keeps the place of the others', async () => {
    const dashboard = await harness.open({ scene: 'grid' });
    await dashboard.drawn('layer0/metric_0');
    const height = (): Promise<number> =>
      dashboard.page.evaluate(() => document.documentElement.scrollHeight);
    const atFirst = await height();
    const surfaces = (): Promise<number> => dashboard.page.locator('.chart-surface').count();
    const asked = await dashboard.host((host) => host.frameQueries.length);
    assert.ok(
      (await surfaces()) <= 24 && asked <= 30,
      `${await surfaces()} surfaces, ${asked} asked`,
    );
    await dashboard.drawn('layer9/metric_9');
    assert.ok((await surfaces()) <= 24, `${await surfaces()} surfaces`);
    assert.equal(await height(), atFirst, 'a card that comes into sight takes another place');
    await dashboard.picture('grid-end');
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });

  it('asks for few columns while it is scrolled, and for all that can be seen when it rests', async () => {
    const dashboard = await harness.open({ scene: 'grid' });
    await dashboard.drawn('layer0/metric_0');
    await dashboard.page.mouse.move(300, 400);
    for (let turn = 0; turn < 40; turn++) {
      await dashboard.page.mouse.wheel(0, 300);
      await dashboard.page.waitForTimeout(16);
    }
    await dashboard.drawn('layer9/metric_9');
    await dashboard.page.waitForTimeout(600);
    const queries = await dashboard.host(({ frameQueries }) =>
      frameQueries.map(({ tag, columns }) => ({ tag, columns })),
    );
    const columnsOf = (wanted: string): number[] =>
      queries.filter(({ tag }) => tag === wanted).map(({ columns }) => columns);
    const atStart = columnsOf('layer0/metric_0');
    const atEnd = columnsOf('layer9/metric_9');
    assert.ok(
      atEnd.length > 1 && atEnd[0]! * 2 < atEnd.at(-1)!,
      `asked for ${atEnd.join()} columns`,
    );
    assert.equal(atEnd.at(-1), atStart[0]);
    await dashboard.close();
  });

  it('zooms and pans ten million points', async () => {
    const dashboard = await harness.open({ scene: 'huge' });
    await dashboard.drawn('train/loss');
    await dashboard.drag('train/loss', [0.5, 0.5], [0.502, 0.5]);
    await dashboard.drag('train/loss', [0.2, 0.5], [0.8, 0.5]);
    await dashboard.drag('train/loss', [0.2, 0.5], [0.8, 0.5]);
    const { from, to } = await dashboard.range('train/loss');
    assert.ok(to - from > 0 && to - from < 4_000_000, `${from} … ${to}`);
    await dashboard.picture('huge-zoomed');
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });
});
