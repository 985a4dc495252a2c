// Plots of the shown columns above the table of runs: loaded when wanted, limits choose runs, both point at each other.
import assert from 'node:assert/strict';
import type { RunsView } from '../../src/shared/runsPageContract';
import { TableHarness, type TableOptions, type TablePage } from '../support/tablePage';

describe('plots of the runs table', function () {
  this.timeout(60_000);
  let harness: TableHarness;
  let table: TablePage;

  before(async () => {
    harness = await TableHarness.start();
  });
  after(() => harness.stop());
  afterEach(() => table.close());

  const open = async (options: TableOptions = {}): Promise<void> => {
    table = await harness.open({ height: 900, ...options });
    await table.settled();
  };
  const choose = async (name: string): Promise<void> => {
    await table.page.getByRole('radio', { name, exact: true }).click();
    await table.page.locator('.plot-place .space').waitFor();
    await table.settled();
  };
  const keptView = async (): Promise<RunsView> => {
    await table.page.waitForTimeout(300);
    const notices = await table.host((host) => host.notices);
    return notices.findLast(({ method }) => method === 'saveView')!.body as RunsView;
  };
  const selected = (): Promise<string | null> =>
    table.page.locator('.selection-count').textContent();
  /** Drags along the upper half of an axis. */
  const limit = async (column: string): Promise<void> => {
    const axis = table.page.locator(`.parallel-axis[data-column="${column}"] .parallel-hit`);
    const box = (await axis.boundingBox())!;
    const x = box.x + box.width / 2;
    await table.page.mouse.move(x, box.y + 4);
    await table.page.mouse.down();
    await table.page.mouse.move(x, box.y + box.height / 4);
    await table.page.mouse.move(x, box.y + box.height / 2);
    await table.page.mouse.up();
    await table.settled();
  };

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`stand above the table: ${theme}`, async () => {
      await open({ theme });
      for (const name of ['Parallel', 'Scatter', 'Importance']) {
        await choose(name);
        await table.page.waitForTimeout(400);
        await table.picture(`table-${name.toLowerCase()}-${theme}`);
      }
    });
  }

  it('load their code only when one is wanted', async () => {
    await open();
    const asked: string[] = [];
    table.page.on('request', (request) => asked.push(request.url()));
    await choose('Scatter');
    const scripts = asked.filter((url) => url.includes('openPlots'));
    assert.equal(scripts.length, 1);
  });

  it('choose the runs within the limits of an axis, and are there again after a reload', async () => {
    await open();
    await choose('Parallel');
    await limit('lr');
    const count = await table.page.locator('.space-count').textContent();
    assert.match(`${count}`, /^\d+ of 60 runs$/);
    assert.equal((await selected())?.split(' ')[0], count?.split(' ')[0]);
    const { plots } = await keptView();
    assert.deepEqual(
      [plots.form, plots.parallel.brushes.map(([name]) => name)],
      ['parallel', ['lr']],
    );
    await table.page.reload();
    await table.page.locator('.plot-place .space').waitFor();
    await table.settled();
    assert.equal(await table.page.locator('.space-count').textContent(), count);
    await table.page.getByRole('button', { name: 'Clear all limits' }).click();
    assert.equal(await table.page.locator('.space-count').textContent(), '60 runs');
  });

  it('point at the line of the table, and are pointed at from there', async () => {
    await open();
    await choose('Scatter');
    const plot = table.page.locator('.space-plot');
    await plot.focus();
    await table.page.keyboard.press('ArrowRight');
    await table.page.keyboard.press('Enter');
    await table.settled();
    assert.match(`${await selected()}`, /^1 /);
    assert.equal(await table.page.locator('.row.pointed').count(), 1);
    const drawn = (): Promise<string | null> =>
      table.page.locator('.space-scatter').getAttribute('data-drawn');
    const before = await drawn();
    await table.cell(1, 'run:status').hover();
    await table.page.waitForTimeout(100);
    assert.notEqual(await drawn(), before);
  });

  it('plot other columns as soon as they are shown in the table', async () => {
    await open();
    await choose('Parallel');
    const axes = (): Promise<readonly string[]> =>
      table.page
        .locator('.parallel-axis')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-column') ?? ''));
    const before = await axes();
    await table.page.getByRole('button', { name: 'Columns' }).click();
    await table.page.getByRole('checkbox', { name: 'seed', exact: true }).click();
    await table.page.keyboard.press('Escape');
    await table.settled();
    const after = await axes();
    const change = before.includes('seed')
      ? before.filter((one) => one !== 'seed')
      : [...before, 'seed'];
    assert.deepEqual([...after].sort(), [...change].sort());
  });
});
