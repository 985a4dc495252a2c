// Charts moved, joined, resized, renamed and hidden, by mouse and by keyboard, and all of it taken back.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage } from '../support/pageHarness';

describe('dashboard layout', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    dashboard = await harness.open({ height: 1500 });
    await dashboard.settled();
  });
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  /** Every section with its charts, as they stand on the page. */
  const shown = (): Promise<readonly string[]> =>
    dashboard.page.locator('.group').evaluateAll((groups) =>
      groups.map((group) => {
        const name = group.querySelector('.group-name')?.textContent ?? '';
        const cards = [...group.querySelectorAll<HTMLElement>('.card')];
        return `${name}: ${cards.map(({ dataset }) => dataset['tag'] ?? '').join(' ')}`;
      }),
    );

  const choose = async (tag: string, ...items: readonly string[]): Promise<void> => {
    await dashboard.card(tag).hover();
    await dashboard.card(tag).getByRole('button', { name: 'Chart menu' }).click();
    for (const item of items) {
      await dashboard.page.locator('.menu-item', { hasText: item }).first().click();
    }
    await dashboard.settled();
  };

  const answer = async (text: string): Promise<void> => {
    await dashboard.page.locator('.dialog .text-field').fill(text);
    await dashboard.page.keyboard.press('Enter');
    await dashboard.settled();
  };

  const dragTo = async (
    from: string,
    onto: string,
    across: number,
    picture?: string,
  ): Promise<void> => {
    const { mouse } = dashboard.page;
    const start = await dashboard.card(from).locator('.card-title').boundingBox();
    const end = await dashboard.card(onto).boundingBox();
    assert.ok(start && end);
    await mouse.move(start.x + 4, start.y + 4);
    await mouse.down();
    await mouse.move(end.x + end.width * across, end.y + end.height / 2, { steps: 5 });
    if (picture !== undefined) await dashboard.picture(picture);
    await mouse.up();
    await dashboard.settled();
  };

  const byItself = [
    'system: system/gpu_memory_gb system/throughput',
    'train: train/accuracy train/grad_norm train/learning_rate train/loss',
    'val: val/accuracy val/loss val/top5',
    'General: epoch',
  ];

  it('pins a chart above all others, and takes it back', async () => {
    await choose('val/loss', 'Pinned');
    assert.deepEqual((await shown()).slice(0, 1), ['Pinned: val/loss']);
    await dashboard.picture('layout-pinned');
    await dashboard.page.keyboard.press('Control+z');
    await dashboard.settled();
    assert.deepEqual(await shown(), byItself);
    await dashboard.page.keyboard.press('Control+Shift+Z');
    await dashboard.settled();
    assert.deepEqual((await shown())[0], 'Pinned: val/loss');
  });

  it('renames a chart and finds it by its new name', async () => {
    await choose('train/loss', 'Rename');
    await dashboard.picture('layout-rename');
    await answer('Cross entropy');
    assert.match((await shown())[1] ?? '', /learning_rate Cross entropy$/);
    await dashboard.page.getByRole('textbox', { name: 'Filter tags' }).fill('entropy');
    await dashboard.settled();
    assert.deepEqual(await shown(), ['train: Cross entropy']);
  });

  it('hides charts and offers them again', async () => {
    await choose('train/loss', 'Hide');
    await choose('val/loss', 'Hide');
    assert.equal(await dashboard.card('train/loss').count(), 0);
    await choose('epoch', 'Hidden charts (2)', 'Show all');
    assert.deepEqual(await shown(), byItself);
  });

  it('puts a chart before another by drag, and by keys', async () => {
    await dragTo('train/loss', 'train/accuracy', 0.1, 'layout-drag');
    assert.equal(
      (await shown())[1],
      'train: train/loss train/accuracy train/grad_norm train/learning_rate',
    );
    await dashboard.chart('train/loss').focus();
    await dashboard.page.keyboard.press('Alt+ArrowRight');
    await dashboard.settled();
    assert.equal(
      (await shown())[1],
      'train: train/accuracy train/loss train/grad_norm train/learning_rate',
    );
  });

  it('moves a chart to another section by drag, and leaves all as it was on Escape', async () => {
    await dragTo('epoch', 'val/top5', 0.9);
    assert.deepEqual((await shown()).at(-1), 'val: val/accuracy val/loss val/top5 epoch');
    const start = await dashboard.card('val/loss').locator('.card-title').boundingBox();
    assert.ok(start);
    await dashboard.page.mouse.move(start.x, start.y);
    await dashboard.page.mouse.down();
    await dashboard.page.mouse.move(100, 100, { steps: 5 });
    await dashboard.page.keyboard.press('Escape');
    await dashboard.page.mouse.up();
    assert.deepEqual((await shown()).at(-1), 'val: val/accuracy val/loss val/top5 epoch');
  });

  it('moves a chart to a new section by its menu', async () => {
    await choose('epoch', 'Move to section', 'New section');
    await answer('clock');
    assert.ok((await shown()).includes('clock: epoch'));
  });

  it('makes a chart wider and higher by its corner', async () => {
    const box = await dashboard.card('train/loss').boundingBox();
    assert.ok(box);
    const { mouse } = dashboard.page;
    await dashboard.card('train/loss').hover();
    await mouse.move(box.x + box.width - 4, box.y + box.height - 4);
    await mouse.down();
    await mouse.move(box.x + box.width * 2, box.y + box.height + 100, { steps: 5 });
    await mouse.up();
    await dashboard.settled();
    const after = await dashboard.card('train/loss').boundingBox();
    assert.ok(after);
    assert.deepEqual(
      [Math.round(after.width / box.width), Math.round(after.height - box.height)],
      [2, 104],
    );
    await dashboard.picture('layout-resized');
  });

  it('never makes a chart wider than a narrow page', async () => {
    await choose('train/loss', 'Width', 'Three columns');
    await dashboard.page.setViewportSize({ width: 420, height: 900 });
    await dashboard.settled();
    const box = await dashboard.card('train/loss').boundingBox();
    assert.ok(box && box.x + box.width <= 420, JSON.stringify(box));
  });

  it('folds, renames and moves sections', async () => {
    const menu = async (section: string, item: string): Promise<void> => {
      const line = dashboard.page.locator(`.group[data-group="${section}"] .group-line`);
      await line.hover();
      await line.getByRole('button', { name: `Menu of ${section}` }).click();
      await dashboard.page.locator('.menu-item', { hasText: item }).click();
      await dashboard.settled();
    };
    await menu('val', 'Move up');
    assert.deepEqual(
      (await shown()).map((one) => one.split(':')[0]),
      ['system', 'val', 'train', 'General'],
    );
    await menu('val', 'Rename');
    await answer('validation');
    assert.ok((await shown()).includes('validation: val/accuracy val/loss val/top5'));
    await dashboard.page.keyboard.press('Control+z');
    await dashboard.page.keyboard.press('Control+z');
    await dashboard.settled();
    assert.deepEqual(await shown(), byItself);
  });

  it('asks the host to save the layout as it is seen', async () => {
    await choose('val/loss', 'Pinned');
    await dashboard.page.getByRole('button', { name: 'Layout of the charts' }).click();
    await dashboard.picture('layout-menu');
    await dashboard.page.locator('.menu-item', { hasText: 'Save layout' }).click();
    await dashboard.page.waitForFunction(() =>
      window.tracksideHost.notices.some(({ method }) => method === 'saveLayout'),
    );
    const body = await dashboard.host((host) => host.notices.at(-1)?.body);
    assert.deepEqual((body as { layout: unknown }).layout, {
      own: [],
      changes: { 'scalar:val/loss': { pinned: true } },
      sections: [],
      order: {},
    });
  });

  it('draws a chart of all metrics that match', async () => {
    await dashboard.page.getByRole('button', { name: 'Layout of the charts' }).click();
    await dashboard.page.locator('.menu-item', { hasText: 'New chart' }).click();
    await dashboard.page.locator('.dialog .text-field').fill('accuracy');
    await dashboard.page.getByLabel('Show all that match').check();
    await dashboard.picture('layout-new-chart');
    await dashboard.page.keyboard.press('Enter');
    await dashboard.settled();
    assert.match((await shown())[0] ?? '', /train\/accuracy, val\/accuracy$/);
  });

  it('works by keyboard alone', async () => {
    await dashboard.card('train/loss').getByRole('button', { name: 'Chart menu' }).focus();
    await dashboard.page.keyboard.press('Enter');
    await dashboard.page.keyboard.press('h');
    assert.equal(await dashboard.page.locator('.menu-item:focus').textContent(), 'Height');
    await dashboard.page.keyboard.press('h');
    await dashboard.page.keyboard.press('Enter');
    await dashboard.settled();
    assert.equal(await dashboard.card('train/loss').count(), 0);
  });
});
