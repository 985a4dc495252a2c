// Runs that were taken up again or written by several processes at once, and tags without steps.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage } from '../support/pageHarness';

describe('dashboard writers and axes', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    dashboard = await harness.open({ height: 800, scene: 'writers' });
    await dashboard.settled();
    await dashboard.drawn('loss');
  });
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });
  const choose = async (words: string): Promise<void> => {
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: words }).click();
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
  };
  const names = async (): Promise<readonly string[]> => {
    await dashboard.hover('loss', 0.5, 0.02);
    await dashboard.tooltip();
    return dashboard.page
      .locator('.tooltip-full .tooltip-row:not([hidden]) .tooltip-name')
      .evaluateAll((nodes) =>
        nodes.map((node) => Array.from(node.children, (each) => each.textContent).join('|')),
      );
  };

  it('tell the writers of a run apart in the tooltip, with the file of each', async () => {
    assert.deepEqual(await names(), [
      'two_ranks · writer 2|events.rank1',
      'two_ranks · writer 1|events.rank0',
      'resumed|',
    ]);
    await dashboard.picture('writers');
    const label = await dashboard.card('loss').locator('.chart').getAttribute('aria-label');
    assert.match(label ?? '', /^loss, 2 runs, .*two_ranks · writer 2: from/);
  });

  it('show the newest writer alone when told to', async () => {
    await choose('Newest writer only');
    assert.deepEqual(await names(), ['two_ranks · writer 2|events.rank1', 'resumed|']);
    assert.equal(await dashboard.host((host) => host.frameQueries.at(-1)?.newestWriter), true);
  });

  it('give no choice of writers where there is only one of each run', async () => {
    const box = dashboard.page.locator('vscode-checkbox', { hasText: 'Newest writer only' });
    await dashboard.openOptions();
    assert.equal(await box.isVisible(), true);
    await dashboard.host((host) => host.updateRun('run-0', { writers: 1 }));
    await dashboard.settled();
    assert.equal(await box.isVisible(), false);
  });

  it('leave downtime out of the relative axis when told to', async () => {
    await dashboard.page.getByRole('radio', { name: 'Relative' }).click();
    await dashboard.settled();
    assert.ok((await dashboard.range('loss')).to >= 3819);
    await choose('Skip downtime');
    const { to } = await dashboard.range('loss');
    assert.ok(to >= 218 && to < 240, String(to));
    await dashboard.picture('downtime');
  });

  it('say that x counts the points where all have one step', async () => {
    await dashboard.drawn('stepless');
    const caption = dashboard.card('stepless').locator('.chart-caption');
    assert.equal(
      await caption.textContent(),
      'All points have one step: x is the number of the point',
    );
    assert.equal(await dashboard.card('loss').locator('.chart-caption').textContent(), '');
    assert.deepEqual(Math.round((await dashboard.range('stepless')).to), 49);
    await dashboard.hover('stepless', 0.5, 0.5);
    await dashboard.tooltip();
    const title = await dashboard.page.locator('.tooltip-full .tooltip-title').textContent();
    assert.match(title ?? '', /^stepless at point \d+$/);
  });
});
