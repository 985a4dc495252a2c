// Pointing at a chart: what it says, what the others say, and by the keyboard alone.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

describe('dashboard crosshair', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open({ height: 1000, ...options });
    await dashboard.settled();
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  it('lists the nearest point of every run, nearest to the pointer first, exactly', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.hover('val/loss', 0.21, 0.05);
    assert.deepEqual(await dashboard.tooltip(), [
      'Run Smoothed Value Step Time Relative',
      'baseline 1.968 1.7280 400 2024-06-10 08:18:40 5m 20s',
      'vit_small 1.742 1.4414 400 2024-06-10 08:18:00 4m 40s',
      'resnet50_lr1e-3 1.520 1.2181 400 2024-06-10 08:17:20 4m',
      'resnet50_lr3e-4 1.216 0.8852 400 2024-06-10 08:16:40 3m 20s',
    ]);
  });

  it('points at the same place in all charts without drawing any of them again', async () => {
    await open();
    await dashboard.drawn('train/loss');
    const counts = async (): Promise<readonly number[]> =>
      Promise.all(['train/loss', 'train/accuracy'].map((tag) => dashboard.drawCount(tag)));
    const before = await counts();
    await dashboard.hover('train/loss', 0.5, 0.5);
    const compact = dashboard.card('train/accuracy').locator('.tooltip-compact');
    assert.equal(await compact.isVisible(), true);
    assert.equal(await compact.locator('.tooltip-row:not([hidden]) .cell').count(), 4);
    assert.deepEqual(await counts(), before);
    await dashboard.picture('crosshair');
    await dashboard.page.mouse.move(2, 2);
    await dashboard.settled();
    assert.equal(await compact.isVisible(), false);
  });

  it('shows at most ten runs and says how many more there are', async () => {
    await open({ scene: 'crowd' });
    await dashboard.hover('layer0/metric_0', 0.4, 0.5);
    assert.equal((await dashboard.tooltip()).length, 11);
    assert.equal(
      await dashboard.page.locator('.tooltip-full .tooltip-more').textContent(),
      '+40 more',
    );
    await dashboard.picture('crowd');
  });

  it('shows what is drawn at once and the exact values when they come', async () => {
    await open({ scene: 'huge', delayMs: 600 });
    await dashboard.drawn('train/loss');
    const { x, y } = await dashboard.place('train/loss', 0.5, 0.5);
    await dashboard.page.mouse.move(x, y);
    await dashboard.page.locator('.tooltip-full .pending').first().waitFor();
    await dashboard.page.locator('.tooltip-full .pending').first().waitFor({ state: 'detached' });
    const [, row] = await dashboard.tooltip();
    assert.match(row ?? '', /^long_run −?\d\S* −?\d\S* [4-5],\d{3},\d{3} 2024-06-1\d \S+ \S+h/);
  });

  it('moves from point to point with the arrow keys and speaks', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.chart('val/loss').focus();
    await dashboard.page.keyboard.press('Home');
    await dashboard.page.keyboard.press('ArrowRight');
    await dashboard.page.keyboard.press('ArrowRight');
    await dashboard.settled();
    const spoken = (): Promise<string | null> =>
      dashboard.page.locator('.visually-hidden').textContent();
    assert.match((await spoken()) ?? '', /^step 200: baseline 2\.\d+, vit_small /);
    await dashboard.picture('keyboard');
    await dashboard.page.keyboard.press('ArrowLeft');
    await dashboard.settled();
    assert.match((await spoken()) ?? '', /^step 100: /);
    await dashboard.page.keyboard.press('End');
    await dashboard.settled();
    assert.match((await spoken()) ?? '', /^step 1,900: /);
  });

  it('zooms, resets and expands by keyboard', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.chart('val/loss').focus();
    await dashboard.page.keyboard.press('+');
    await dashboard.settled();
    const { from, to } = await dashboard.range('val/loss');
    assert.deepEqual([Math.round(from), Math.round(to)], [380, 1520]);
    await dashboard.page.keyboard.press('0');
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('val/loss'), { from: 0, to: 1900 });
    await dashboard.page.keyboard.press('Enter');
    await dashboard.settled();
    assert.equal(Math.round((await dashboard.card('val/loss').boundingBox())?.width ?? 0), 1248);
  });

  it('says in words what a chart shows', async () => {
    await open();
    await dashboard.drawn('val/loss');
    assert.match(
      (await dashboard.chart('val/loss').getAttribute('aria-label')) ?? '',
      /^val\/loss, 4 runs, step 0 to step 1,900\. resnet50_lr3e-4: from 0\.\d+ to 2\.\d+, last 0\.\d+\. /,
    );
  });

  it('reaches every control with Tab', async () => {
    await open({ height: 700 });
    const reached: string[] = [];
    for (let i = 0; i < 21; i++) {
      await dashboard.page.keyboard.press('Tab');
      reached.push(
        await dashboard.page.evaluate(() => {
          const node = document.activeElement;
          return node?.ariaLabel ?? node?.textContent.trim() ?? '';
        }),
      );
    }
    assert.deepEqual(
      reached.map((name) => name.split('.')[0]?.split(',')[0]),
      [
        'Filter tags',
        'Filter runs',
        'Smoothing',
        'Smoothing weight',
        'Step',
        'View options',
        'Export',
        'Layout of the charts',
        'updated 3 s ago',
        'resnet50_lr3e-4',
        'resnet50_lr1e-3',
        'vit_small',
        'baseline',
        'system',
        'Menu of system',
        'Select a step or a range (Ctrl+drag)',
        'Chart settings',
        'Logarithmic y axis',
        'Expand to full width',
        'Chart menu',
        'system/gpu_memory_gb',
      ].map((name) => (name.startsWith('updated') ? reached[8]?.split('.')[0] : name)),
    );
  });
});
