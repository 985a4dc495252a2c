// The runs table page: what it shows, and what mouse and keys do in it.
import assert from 'node:assert/strict';
import type { RunsView } from '../../src/shared/runsPageContract';
import { TableHarness, type TableOptions, type TablePage } from '../support/tablePage';

const byName: Partial<RunsView> = { sort: [{ column: 'run:name', descending: false }] };

describe('the runs table', () => {
  let harness: TableHarness;
  let table: TablePage;
  before(async () => {
    harness = await TableHarness.start();
  });
  after(() => harness.stop());
  afterEach(async () => {
    assert.deepEqual(table.complaints, []);
    await table.close();
  });
  const open = async (options: TableOptions = {}): Promise<void> => {
    table = await harness.open(options);
    await table.settled();
  };
  const firstNames = async (count: number): Promise<readonly string[]> =>
    (await table.column('run:name')).slice(0, count);
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await table.page.keyboard.press(key);
    await table.settled();
  };
  /** What the page told its host, but for the view. */
  const told = async (): Promise<readonly unknown[]> =>
    (await table.host((host) => host.notices)).filter(({ method }) => method !== 'saveView');
  /** The view that the host keeps. */
  const keptView = async (): Promise<RunsView> => {
    await table.page.waitForTimeout(300);
    const notices = await table.host((host) => host.notices);
    return notices.findLast(({ method }) => method === 'saveView')!.body as RunsView;
  };

  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight'] as const) {
    it(`shows runs side by side, the newest first: ${theme}`, async () => {
      await open({ theme });
      assert.deepEqual(await firstNames(2), ['resnet50-adamw-0', 'resnet50-sgd-1']);
      await table.cell(3, 'run:step').click();
      await table.cell(5, 'run:step').click({ modifiers: ['Shift'] });
      await table.settled();
      await table.picture(`table-${theme}`);
    });
  }

  it('draws no more than what is in sight, in both directions', async () => {
    await open({ runs: 3000, columns: 300 });
    const counts = await table.grid.evaluate((grid) => [
      grid.ariaRowCount,
      grid.querySelectorAll('.row').length < 60,
      grid.querySelectorAll('.row:first-of-type .cell').length < 20,
    ]);
    await table.grid.evaluate((grid) => grid.scrollTo(1200, 40_000));
    await table.settled();
    const names = await table.column('run:name');
    assert.deepEqual([counts, names.includes('resnet50-sgd-1429')], [['3001', true, true], true]);
  });

  it('sorts by one column, and by more with Shift', async () => {
    await open({ width: 1800 });
    await table.head('config:seed').click();
    await table.head('metric:val/loss').click({ modifiers: ['Shift'] });
    await table.settled();
    const { sort } = await keptView();
    const seeds = await table.column('config:seed');
    assert.deepEqual(
      [sort, seeds.slice(0, 3), await table.head('config:seed').getAttribute('aria-sort')],
      [
        [
          { column: 'config:seed', descending: false },
          { column: 'metric:val/loss', descending: false },
        ],
        ['0', '0', '0'],
        'ascending',
      ],
    );
    await table.picture('table-sorted');
  });

  it('filters as one types, with suggestions, and says what is wrong', async () => {
    await open();
    const box = table.page.getByRole('combobox');
    await press('/');
    await table.page.keyboard.type('val/lo');
    await table.page.getByRole('option').first().waitFor();
    await table.picture('table-suggestions');
    await press('Tab');
    await table.page.keyboard.type('< 0.1 and lr < 0.05');
    await table.settled();
    const values = (await table.column('metric:val/loss')).map(Number);
    assert.deepEqual(
      [await box.inputValue(), values.length > 0, values.every((value) => value < 0.1)],
      ['val/loss < 0.1 and lr < 0.05', true, true],
    );
    await box.fill('nothing < 3');
    await press('Escape');
    await table.page.getByText('There is no column “nothing”.').waitFor();
    await table.picture('table-problem');
  });

  it('says so where nothing passes, and shows all again', async () => {
    await open({ view: { filter: 'lr > 1000' } });
    assert.equal(
      await table.page.locator('[data-empty]').getAttribute('data-empty'),
      'nothingMatches',
    );
    await table.picture('table-nothing-matches');
    await table.page.getByText('Show All Runs', { exact: true }).click();
    await table.settled();
    assert.equal((await firstNames(1))[0], 'resnet50-adamw-0');
  });

  it('offers a log folder and a sample where there are no runs', async () => {
    await open({ runs: 0 });
    await table.page.getByText('Add Log Folder…').click();
    await table.page.getByText('Open Sample Run').click();
    await table.settled();
    assert.deepEqual(await told(), [
      { method: 'addLogFolder', body: null },
      { method: 'openSample', body: null },
    ]);
  });

  it('puts runs of equal values together, with mean and spread', async () => {
    await open({ view: { ...byName, group: 'config:optimizer.name' } });
    const groups = await table.page.locator('.group-cell').allInnerTexts();
    await table.picture('table-groups');
    await table.page.locator('.group-cell').first().click();
    await table.settled();
    const { folded } = await keptView();
    assert.deepEqual(
      [groups[0], folded, (await firstNames(2))[1]],
      ['adamw · 20 runs', ['"adamw"'], 'lion · 20 runs'],
    );
  });

  it('shows only what differs when asked to', async () => {
    const columns = ['run:name', 'config:model', 'config:lr'].map((key) => ({
      key,
      width: 120,
      pinned: key === 'run:name',
    }));
    await open({ view: { columns } });
    const keys = (): Promise<readonly (string | undefined)[]> =>
      table.page
        .locator('.head-cell')
        .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset['key']));
    const before = await keys();
    await table.page.getByRole('button', { name: 'Only what differs' }).click();
    await table.settled();
    assert.deepEqual(
      [before, await keys()],
      [
        ['run:name', 'config:model', 'config:lr'],
        ['run:name', 'config:lr'],
      ],
    );
  });

  it('ticks, chooses, opens and copies by keyboard alone', async () => {
    await open({ view: byName });
    await table.grid.focus();
    await press('ArrowDown', ' ', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Enter');
    const active = await table.grid.getAttribute('aria-activedescendant');
    await press('ControlOrMeta+c', 'Escape');
    const notices = (await told()) as { method: string; body: { text?: string } }[];
    const runs = (names: readonly number[]): readonly string[] => names.map((one) => `run-${one}`);
    assert.deepEqual(
      [active, notices.slice(0, 2), notices[2]?.body.text?.split('\n').length],
      [
        'cell-3-0',
        [
          { method: 'act', body: { action: 'unplot', runs: runs([0]) } },
          { method: 'act', body: { action: 'open', runs: runs([3, 6, 9]) } },
        ],
        4,
      ],
    );
  });

  it('goes to every edge by keyboard and keeps the active cell in sight', async () => {
    await open({ runs: 500, columns: 100 });
    await table.grid.focus();
    await press('ArrowDown', 'ControlOrMeta+End');
    const end = await table.grid.getAttribute('aria-activedescendant');
    const isSeen = await table.page.locator('.cell.active').isVisible();
    await press('ControlOrMeta+Home', 'ArrowUp', 'ArrowRight', 'Enter');
    const { sort } = await keptView();
    assert.deepEqual(
      [end?.split('-')[1], isSeen, sort],
      ['499', true, [{ column: 'run:status', descending: false }]],
    );
  });

  it('moves, resizes, pins and hides columns, and has them back', async () => {
    await open({ view: byName });
    await table.grid.focus();
    await press('ArrowDown', 'ArrowRight', 'Alt+ArrowRight', 'Alt+Shift+ArrowRight');
    await table.head('run:step').click({ button: 'right' });
    await table.picture('table-column-menu');
    await table.page.getByRole('menuitem', { name: 'Pin to the Left' }).click();
    await table.head('run:duration').click({ button: 'right' });
    await table.page.getByRole('menuitem', { name: 'Hide Column' }).click();
    const { columns } = await keptView();
    assert.deepEqual(
      columns?.slice(0, 4).map(({ key, width, pinned }) => [key, width, pinned]),
      [
        ['run:name', 240, true],
        ['run:started', 152, false],
        ['run:status', 104, false],
        ['run:step', 84, true],
      ],
    );
    await table.page.reload();
    await table.page.locator('.row').first().waitFor();
    await table.settled();
    const pinned = await table.page
      .locator('.head-row .pinned .head-cell')
      .evaluateAll((cells) => cells.map((cell) => (cell as HTMLElement).dataset['key']));
    assert.deepEqual(pinned, ['run:name', 'run:step']);
  });

  it('adds figures of a metric from the list of columns', async () => {
    await open();
    await table.page.getByRole('button', { name: 'Columns' }).click();
    await table.page.getByRole('searchbox').fill('val/loss');
    await table.page.locator('.picker-row').first().hover();
    await table.picture('table-columns');
    await table.page.getByRole('button', { name: /^Lowest, highest/ }).click();
    await table.page.getByRole('menuitemcheckbox', { name: 'val/loss lowest' }).click();
    const { columns } = await keptView();
    assert.equal(columns?.at(-1)?.key, 'metric.min:val/loss');
  });

  it('marks the best value, and another one when the user says so', async () => {
    await open({ view: { ...byName, columns: null } });
    const best = (): Promise<readonly string[]> =>
      table.page.locator('.cell.best[data-key="metric:val/acc"] .cell-text').allInnerTexts();
    await table.head('metric:val/acc').click({ button: 'right' });
    await table.page.getByRole('menuitemcheckbox', { name: 'Lowest Is Best' }).click();
    await table.head('metric:val/acc').click();
    await table.settled();
    const { goals } = await keptView();
    const [first] = await table.column('metric:val/acc');
    assert.deepEqual([goals, await best()], [{ 'metric:val/acc': 'min' }, [first]]);
  });

  it('keeps selection and place while data comes in', async () => {
    await open({ runs: 200, view: byName });
    await table.grid.evaluate((grid) => grid.scrollTo(0, 1400));
    await table.settled();
    await table.cell(55, 'run:step').click();
    const before = await table.column('run:name');
    await table.host((host) => host.setCell('metric:val/loss', 40, 0.125));
    await table.host((host) => host.addRun());
    await table.settled();
    const selected = await table.page.locator('.row.selected').count();
    const top = await table.grid.evaluate((grid) => grid.scrollTop);
    const names = await table.column('run:name');
    assert.deepEqual([selected, top, names.length], [1, 1400, before.length]);
  });

  it('shows what differs between chosen runs', async () => {
    await open({ view: byName });
    await table.grid.focus();
    await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await table.page.getByRole('button', { name: 'Compare' }).click();
    await table.page.getByRole('heading', { name: /Differences of 3 runs/ }).waitFor();
    const rows = await table.page.locator('.differences tbody tr.differs th').allInnerTexts();
    await table.picture('table-differences');
    await press('Escape');
    assert.deepEqual([rows, await table.grid.isVisible()], [['lr', 'host'], true]);
  });

  it('fits a narrow pane', async () => {
    await open({ width: 400, height: 600 });
    await table.picture('table-narrow');
    const width = await table.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 400);
  });

  it('asks again after a failure', async () => {
    await open();
    await table.host((host) => {
      host.failing = true;
    });
    await table.head('run:step').click();
    await table.page.waitForTimeout(400);
    await table.host((host) => {
      host.failing = false;
    });
    await table.page.waitForTimeout(2400);
    await table.settled();
    const steps = (await table.column('run:step')).map((text) => Number(text.replace(/,/g, '')));
    table.complaints.length = 0;
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    );
  });
});
