// The dashboard's filter of runs: with suggestions, told to the host, and gone where there is one run alone.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage } from '../support/pageHarness';
import { defaultDashboardView, type DashboardView } from '../../src/shared/dashboardContract';

describe('the filter of runs on the dashboard', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;

  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  afterEach(() => dashboard.close());

  it('suggests names, and tells the host what was typed', async () => {
    dashboard = await harness.open();
    await dashboard.drawn('train/loss');
    const box = dashboard.page.getByRole('combobox', { name: 'Filter runs' });
    await box.click();
    await dashboard.page.getByRole('option', { name: 'lr' }).waitFor();
    await dashboard.picture('dashboard-run-filter');
    await dashboard.page.keyboard.type('l');
    await dashboard.settled();
    await dashboard.page.keyboard.press('Tab');
    await dashboard.page.keyboard.type('< 0.1');
    await dashboard.page.waitForTimeout(800);
    const notices = await dashboard.host((host) => host.notices);
    const view = notices.findLast(({ method }) => method === 'saveView')?.body as DashboardView;
    assert.equal(view.runFilter, 'lr < 0.1');
  });

  it('says what is wrong with it', async () => {
    const filterProblem = { kind: 'unknownColumn', from: 0, to: 2, detail: 'xy' } as const;
    dashboard = await harness.open({ state: { filterProblem } });
    await dashboard.drawn('train/loss');
    assert.match(await dashboard.page.getByRole('alert').first().innerText(), /xy/);
  });

  it('says so where no run passes', async () => {
    const view = { ...defaultDashboardView, runFilter: 'lr < 0' };
    const nothing = { runs: [], tags: [], totalRuns: 4, view };
    dashboard = await harness.open({ state: nothing });
    await dashboard.page.getByText('No run matches the filter').waitFor();
    await dashboard.page.getByRole('button', { name: 'Clear Filter', exact: true }).click();
    assert.equal(
      await dashboard.page.getByRole('combobox', { name: 'Filter runs' }).inputValue(),
      '',
    );
  });
});
