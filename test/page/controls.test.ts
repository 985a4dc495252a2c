// The controls above the charts.
import assert from 'node:assert/strict';
import { defaultDashboardView } from '../../src/shared/dashboardContract';
import { PageHarness, type DashboardPage } from '../support/pageHarness';

describe('dashboard controls', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    dashboard = await harness.open();
  });
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  const tags = (): Promise<readonly string[]> =>
    dashboard.page
      .locator('.card')
      .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['tag'] ?? ''));
  const filter = async (words: string): Promise<void> => {
    await dashboard.page.locator('vscode-text-field input').fill(words);
  };

  it('groups charts by the first name of their tags, in natural order, with counts', async () => {
    const groups = await dashboard.page
      .locator('.group-head')
      .evaluateAll((heads) => heads.map((head) => head.textContent));
    assert.deepEqual(groups, ['system 2', 'train 4', 'val 3', 'General 1']);
    assert.deepEqual(await tags(), [
      'system/gpu_memory_gb',
      'system/throughput',
      'train/accuracy',
      'train/grad_norm',
      'train/learning_rate',
      'train/loss',
      'val/accuracy',
      'val/loss',
      'val/top5',
      'epoch',
    ]);
  });

  it('folds a group and remembers it', async () => {
    await dashboard.page.getByRole('button', { name: 'train, 4 charts' }).click();
    assert.equal(await dashboard.card('train/loss').isVisible(), false);
    await dashboard.page.waitForFunction(() =>
      window.tracksideHost.notices.some(({ method }) => method === 'saveView'),
    );
    await dashboard.page.reload();
    await dashboard.drawn('val/loss');
    assert.equal(await dashboard.card('train/loss').isVisible(), false);
  });

  it('filters tags by a regular expression without regard to case', async () => {
    await filter('^(train|val)/LOSS$');
    assert.deepEqual(await tags(), ['train/loss', 'val/loss']);
  });

  it('says that a filter is no regular expression and hides nothing', async () => {
    const all = await tags();
    await filter('loss(');
    assert.deepEqual(await tags(), all);
    assert.match(
      (await dashboard.page.getByRole('alert').textContent()) ?? '',
      /^Not a regular expression: /,
    );
    await dashboard.picture('filter-invalid');
    await filter('loss');
    assert.equal(await dashboard.page.getByRole('alert').isVisible(), false);
  });

  it('offers to clear a filter that matches nothing', async () => {
    await filter('nothing-is-called-this');
    await dashboard.page.locator('[data-empty="filter"]').waitFor();
    await dashboard.picture('filter-empty');
    await dashboard.page.getByText('Clear Filter').click();
    assert.equal((await tags()).length, 10);
  });

  it('focuses the filter with a slash', async () => {
    await dashboard.page.keyboard.press('/');
    await dashboard.page.keyboard.type('val/top');
    assert.deepEqual(await tags(), ['val/top5']);
  });

  it('lists all keys at a question mark, and gives the focus back', async () => {
    await dashboard.chart('train/loss').focus();
    await dashboard.page.keyboard.press('?');
    const list = dashboard.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.getByText('move along the points; with Shift by ten').waitFor();
    await dashboard.picture('keys');
    await dashboard.page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    assert.equal(
      await dashboard.chart('train/loss').evaluate((chart) => chart === document.activeElement),
      true,
    );
  });

  it('smooths by slider and, finer, by number', async () => {
    await dashboard.drawn('train/loss');
    const asked = async (): Promise<unknown> => {
      await dashboard.settled();
      return dashboard.host((host) => host.frameQueries.at(-1)?.smoothing);
    };
    const slider = dashboard.page.getByRole('slider', { name: 'Smoothing' });
    await slider.fill('0.99');
    assert.deepEqual(await asked(), { kind: 'ema', weight: 0.99 });
    await dashboard.page.getByRole('spinbutton').fill('0.999');
    assert.deepEqual(await asked(), { kind: 'ema', weight: 0.999 });
    assert.equal(await slider.inputValue(), '0.99');
    await slider.fill('0');
    assert.deepEqual(await asked(), { kind: 'none' });
  });

  it('offers several kinds of smoothing, each with its own amount', async () => {
    await dashboard.drawn('train/loss');
    await dashboard.openOptions();
    const smoothed = async (kind: string): Promise<unknown> => {
      await dashboard.page.getByLabel('Smoothing kind', { exact: true }).selectOption(kind);
      await dashboard.settled();
      return dashboard.host((host) => host.frameQueries.at(-1)?.smoothing);
    };
    assert.deepEqual(await smoothed('timeWeightedEma'), { kind: 'timeWeightedEma', weight: 0.6 });
    assert.deepEqual(await smoothed('gaussian'), { kind: 'gaussian', sigma: 5 });
    assert.deepEqual(await smoothed('runningMean'), { kind: 'runningMean', points: 25 });
    await dashboard.page.getByRole('slider', { name: 'Smoothing' }).fill('0.1');
    await dashboard.settled();
    const moved = await dashboard.host((host) => host.frameQueries.at(-1)?.smoothing);
    assert.deepEqual(moved, { kind: 'runningMean', points: 11 });
  });

  it('switches the x axis of all charts', async () => {
    await dashboard.drawn('train/loss');
    await dashboard.page.getByRole('radio', { name: 'Relative' }).click();
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).to.toFixed(1), '1399.3');
    await dashboard.picture('axis-relative');
    await dashboard.page.getByRole('radio', { name: 'Wall' }).click();
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).from, 1_718_000_000);
    await dashboard.picture('axis-wall');
  });

  it('makes y logarithmic in all charts, or the other way round in one', async () => {
    const pressed = async (tag: string): Promise<string | null> =>
      dashboard
        .card(tag)
        .getByRole('button', { name: 'Logarithmic y axis' })
        .getAttribute('aria-pressed');
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Log y' }).click();
    await dashboard.page.keyboard.press('Escape');
    await dashboard.card('train/loss').hover();
    await dashboard.card('train/loss').getByRole('button', { name: 'Logarithmic y axis' }).click();
    assert.deepEqual(
      [await pressed('train/loss'), await pressed('train/learning_rate')],
      ['false', 'true'],
    );
    await dashboard.drawn('train/learning_rate');
    await dashboard.picture('log-y');
  });

  it('shows outliers when asked to', async () => {
    await dashboard.drawn('train/grad_norm');
    await dashboard.picture('outliers-ignored');
    await dashboard.openOptions();
    const before = await dashboard.drawCount('train/grad_norm');
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Ignore outliers' }).click();
    await dashboard.settled();
    assert.notEqual(await dashboard.drawCount('train/grad_norm'), before);
    await dashboard.picture('outliers-shown');
  });

  it('draws charts in another size', async () => {
    await dashboard.drawn('train/loss');
    const width = async (): Promise<number> =>
      (await dashboard.card('train/loss').boundingBox())?.width ?? 0;
    assert.equal(Math.round(await width()), 408);
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-dropdown[aria-label="Chart size"]').click();
    await dashboard.page.locator('vscode-option', { hasText: 'Large' }).click();
    await dashboard.settled();
    assert.equal(Math.round(await width()), 618);
    await dashboard.picture('options');
  });

  it('expands one chart to the full width and puts it back', async () => {
    await dashboard.drawn('train/loss');
    await dashboard.card('train/loss').hover();
    await dashboard
      .card('train/loss')
      .getByRole('button', { name: 'Expand to full width' })
      .click();
    await dashboard.settled();
    assert.equal(Math.round((await dashboard.card('train/loss').boundingBox())?.width ?? 0), 1248);
    await dashboard.hover('train/loss', 0.3, 0.6);
    await dashboard.picture('expanded');
    await dashboard.card('train/loss').getByRole('button', { name: 'Back to the grid' }).click();
    await dashboard.settled();
    assert.equal(Math.round((await dashboard.card('train/loss').boundingBox())?.width ?? 0), 408);
  });

  it('takes over a view that was changed elsewhere, whatever was chosen here', async () => {
    await dashboard.page.getByRole('radio', { name: 'Relative' }).click();
    await dashboard.host((host) => host.resetView({ axis: 'wall' }));
    await dashboard.settled();
    assert.equal(
      await dashboard.page.getByRole('radio', { name: 'Wall' }).getAttribute('aria-checked'),
      'true',
    );
  });

  it('tells the host the view and has it again after a reload', async () => {
    await filter('loss');
    await dashboard.page.getByRole('radio', { name: 'Relative' }).click();
    await dashboard.page.waitForTimeout(400);
    const saved = await dashboard.host((host) => host.notices.at(-1));
    assert.deepEqual(saved, {
      method: 'saveView',
      body: { ...defaultDashboardView, axis: 'relative', tagFilter: 'loss' },
    });
    await dashboard.page.reload();
    await dashboard.drawn('train/loss');
    assert.deepEqual(await tags(), ['train/loss', 'val/loss']);
    assert.equal(
      await dashboard.page.getByRole('radio', { name: 'Relative' }).getAttribute('aria-checked'),
      'true',
    );
  });
});
