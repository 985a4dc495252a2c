// What the page shows when there is nothing to draw, not yet, or no longer.
import assert from 'node:assert/strict';
import {
  fileProblemKinds,
  type DashboardFile,
  type DashboardState,
} from '../../src/shared/dashboardContract';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

const nothing: Partial<DashboardState> = { runs: [], tags: [], totalRuns: 0 };

describe('dashboard states', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions): Promise<void> => {
    dashboard = await harness.open(options);
    await dashboard.settled();
  };
  afterEach(() => dashboard.close());

  for (const [kind, state] of Object.entries({
    noFolder: { ...nothing, hasFolder: false },
    noRuns: nothing,
  })) {
    it(`offers a log folder and a sample: ${kind}`, async () => {
      await open({ scene: '', state });
      assert.equal(await dashboard.page.locator('[data-empty]').getAttribute('data-empty'), kind);
      await dashboard.page.getByText('Add Log Folder…').click();
      await dashboard.page.getByText('Open Sample Run').click();
      await dashboard.settled();
      assert.deepEqual(await dashboard.host((host) => host.notices), [
        { method: 'addLogFolder', body: null },
        { method: 'openSample', body: null },
      ]);
      await dashboard.picture(`empty-${kind}`);
      assert.deepEqual(dashboard.complaints, []);
    });
  }

  const file: DashboardFile = {
    name: 'events.out.tfevents.1',
    run: 'lr0.03',
    directory: '/logs/runs/lr0.03',
    problem: null,
  };

  it('says which run it shows where it was opened for a file, and leads to all', async () => {
    await open({ state: { file } });
    await dashboard.drawn('train/loss');
    assert.equal(await dashboard.page.locator('h1').innerText(), 'lr0.03');
    await dashboard.page.getByText('All runs').click();
    await dashboard.settled();
    assert.deepEqual(await dashboard.host((host) => host.notices), [
      { method: 'openDashboard', body: null },
    ]);
    await dashboard.picture('file');
    assert.deepEqual(dashboard.complaints, []);
  });

  for (const kind of fileProblemKinds) {
    it(`says why a file shows nothing: ${kind}`, async () => {
      const problem = { kind, detail: 'git' };
      await open({ scene: '', state: { ...nothing, file: { ...file, problem } } });
      assert.equal(await dashboard.page.locator('[data-empty]').getAttribute('data-empty'), kind);
      assert.equal(await dashboard.page.getByText('Add Log Folder…').count(), 0);
      await dashboard.picture(`empty-file-${kind}`);
      assert.deepEqual(dashboard.complaints, []);
    });
  }

  it('says that it is looking for runs', async () => {
    await open({ scene: '', state: { ...nothing, searching: true } });
    assert.equal(await dashboard.page.locator('[data-empty="searching"]').count(), 1);
    await dashboard.picture('empty-searching');
    assert.deepEqual(dashboard.complaints, []);
  });

  it('shows how much has been read', async () => {
    await open({ state: { progress: 0.43 } });
    const bar = dashboard.page.getByRole('progressbar');
    assert.deepEqual(
      [
        await bar.getAttribute('aria-valuenow'),
        await dashboard.page.locator('.data-age').innerText(),
      ],
      ['43', 'reading logs, 43 %'],
    );
    await dashboard.picture('reading');
  });

  it('plots all runs again when none is plotted', async () => {
    await open({});
    for (const chip of await dashboard.page.locator('.chip-toggle').all()) await chip.click();
    await dashboard.page.locator('[data-empty="nothingPlotted"]').waitFor();
    await dashboard.picture('empty-nothing-plotted');
    await dashboard.page.getByText('Plot All').click();
    await dashboard.drawn('train/loss');
    const notices = await dashboard.host((host) => host.notices);
    assert.deepEqual(notices.slice(4), [
      {
        method: 'setPlotted',
        body: { runs: ['run-0', 'run-1', 'run-2', 'run-3'], plotted: true },
      },
    ]);
    assert.deepEqual(dashboard.complaints, []);
  });

  it('shows quiet place holders while points are on their way', async () => {
    dashboard = await harness.open({ delayMs: 3000 });
    await dashboard.page.locator('.chart[data-state="loading"]').first().waitFor();
    await dashboard.picture('loading');
  });

  it('says when a chart could not be read, and reads it when it can', async () => {
    await open({});
    await dashboard.drawn('train/loss');
    await dashboard.host((host) => {
      host.failing = true;
    });
    await dashboard.page.getByRole('radio', { name: 'Relative' }).click();
    await dashboard.settled();
    await dashboard.host((host) => {
      host.failing = false;
    });
    await dashboard.host((host) => host.update({}));
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).to.toFixed(1), '1399.3');
  });

  it('counts how old the data is, and says why', async () => {
    await open({});
    const age = dashboard.page.locator('.data-age');
    assert.match(await age.innerText(), /^updated \d+ s ago$/);
    assert.match(
      (await age.getAttribute('title')) ?? '',
      /^The newest data came from resnet50_lr3e-4\. 1 plotted run is running; /,
    );
    await dashboard.host((host) =>
      host.append('run-0', 'train/loss', [[2000, 1_718_001_000, 0.2]]),
    );
    await dashboard.page.getByText(/^updated (just now|1 s ago)$/).waitFor();
  });

  it('says so where no run has a point on the axis', async () => {
    await open({
      scene: 'training',
      state: {
        tags: [{ tag: 'never/logged', kind: 'scalar', runs: [0] }],
      },
    });
    await dashboard.page.getByText('No points on this axis').waitFor();
    assert.deepEqual(dashboard.complaints, []);
  });

  it('does nothing while it is hidden and catches up when shown', async () => {
    await open({});
    await dashboard.drawn('train/loss');
    const setHidden = (hidden: boolean): Promise<void> =>
      dashboard.page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    const calls = await dashboard.host((host) => ({ ...host.calls }));
    await dashboard.host((host) =>
      host.append('run-0', 'train/loss', [[2500, 1_718_001_500, 0.2]]),
    );
    await dashboard.host((host) => host.update({}));
    await dashboard.settled();
    assert.deepEqual(await dashboard.host((host) => host.calls), calls);
    await setHidden(false);
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).to, 2500);
  });
});
