// Lines in other forms: bars at a step, figures of groups; and settings beside the chart that they change.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

describe('dashboard lines in other forms', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open({ height: 1000, ...options });
    await dashboard.drawn('val/loss');
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });
  const bars = (): Promise<readonly string[]> =>
    dashboard
      .card('val/loss')
      .locator('.bars-row')
      .evaluateAll((rows) =>
        rows.map((row) =>
          ['.bars-name', '.bars-value']
            .map((part) => row.querySelector(part)?.textContent)
            .join(' '),
        ),
      );
  const becomeBars = async (): Promise<void> => {
    await dashboard.card('val/loss').hover();
    await dashboard.card('val/loss').getByRole('button', { name: 'Chart menu' }).click();
    await dashboard.page.locator('.menu-item', { hasText: 'As bars' }).click();
    await dashboard.card('val/loss').locator('.bars-row').first().waitFor();
    await dashboard.settled();
  };

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`are bars of the last values, the highest first (${theme})`, async () => {
      await open({ theme });
      await becomeBars();
      const shown = await bars();
      const values = shown.map((row) => Number(row.split(' ')[1]));
      assert.deepEqual(
        [shown.length, values],
        [4, [...values].sort((a, b) => b - a)],
        shown.join(', '),
      );
      await dashboard.picture(`bars-${theme}`);
    });
  }

  it('are bars at the step that is selected, and lines again', async () => {
    await open({ width: 520 });
    await becomeBars();
    const before = await bars();
    await dashboard.drawn('val/accuracy');
    const { x, y } = await dashboard.place('val/accuracy', 0.1, 0.5);
    await dashboard.page.keyboard.down('Control');
    await dashboard.page.mouse.click(x, y);
    await dashboard.page.keyboard.up('Control');
    await dashboard.settled();
    const card = dashboard.card('val/loss');
    await card.scrollIntoViewIfNeeded();
    await card.locator('.bars-caption', { hasText: 'At step' }).waitFor();
    assert.notDeepEqual(await bars(), before);
    await dashboard.picture('bars-step-narrow');
    await card.hover();
    await card.getByRole('button', { name: 'Chart menu' }).click();
    await dashboard.page.locator('.menu-item', { hasText: 'As bars' }).click();
    await dashboard.drawn('val/loss');
  });

  it('have figures of groups at a step and over a range', async () => {
    await open();
    await dashboard.openOptions();
    await dashboard.page.getByLabel('Group runs by', { exact: true }).selectOption('folder');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
    const figures = async (): Promise<readonly string[]> => {
      const table = dashboard.card('val/loss').locator('.figures');
      await table.locator('tr').nth(1).waitFor();
      const rows = table.locator('tr');
      return rows.evaluateAll((all) =>
        all.map((row) => [...row.children].map((cell) => cell.textContent).join(' ')),
      );
    };
    await dashboard.drawn('val/loss');
    const from = await dashboard.place('val/loss', 0.2, 0.5);
    await dashboard.page.keyboard.down('Control');
    await dashboard.page.mouse.click(from.x, from.y);
    await dashboard.page.keyboard.up('Control');
    await dashboard.settled();
    const step = await figures();
    await dashboard.chart('val/loss').evaluate((node) => node.scrollIntoView({ block: 'center' }));
    await dashboard.page.keyboard.down('Control');
    await dashboard.drag('val/loss', [0.2, 0.5], [0.8, 0.5]);
    await dashboard.page.keyboard.up('Control');
    await dashboard.settled();
    const range = await figures();
    await dashboard.picture('group-figures');
    assert.match(step[1] ?? '', /\(4 runs\) [\d.]+ [\d.]+ [\d.]+ 4$/);
    assert.match(range[1] ?? '', /\(4 runs\) ([\d.]+ ){4}/);
  });

  for (const [where, width] of [
    ['beside', 1280],
    ['below', 520],
  ] as const) {
    it(`have their settings ${where} the chart, which stays in sight`, async () => {
      await open({ width });
      const card = dashboard.card('train/accuracy');
      await card.scrollIntoViewIfNeeded();
      await card.hover();
      await card.getByRole('button', { name: 'Chart settings' }).click();
      const panel = dashboard.page.getByRole('dialog', { name: 'Chart settings' });
      await panel.waitFor();
      const [chart, box] = [(await card.boundingBox())!, (await panel.boundingBox())!];
      await dashboard.picture(`settings-${where}`);
      const isBeside = box.x >= chart.x + chart.width || box.x + box.width <= chart.x;
      const isClear = isBeside || box.y >= chart.y + chart.height;
      assert.deepEqual([isBeside, isClear], [where === 'beside', true]);
    });
  }
});
