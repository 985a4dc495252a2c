// The legend: which runs are plotted, in what state they are, and what is wrong with them.
import assert from 'node:assert/strict';
import type { Problem } from '../../src/shared/vocabulary';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

describe('dashboard legend', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open(options);
    await dashboard.settled();
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  it('names every run with its state', async () => {
    await open();
    const chips = await dashboard.page
      .locator('.chip-toggle')
      .evaluateAll((nodes) => nodes.map((node) => [node.ariaLabel, node.ariaPressed]));
    assert.deepEqual(chips, [
      ['resnet50_lr3e-4, Running', 'true'],
      ['resnet50_lr1e-3, Finished', 'true'],
      ['vit_small, Stalled', 'true'],
      ['baseline, Failed', 'true'],
    ]);
  });

  it('takes a run off the charts and puts it back', async () => {
    await open();
    const chip = dashboard.page.getByRole('button', { name: 'vit_small, Stalled' });
    await chip.click();
    await dashboard.page.mouse.move(2, 700);
    await dashboard.settled();
    assert.equal(await chip.getAttribute('aria-pressed'), 'false');
    assert.deepEqual(await dashboard.host((host) => host.notices), [
      { method: 'setPlotted', body: { runs: ['run-2'], plotted: false } },
    ]);
    const runs = await dashboard.host((host) => host.frameQueries.at(-1)?.runs);
    assert.deepEqual(runs, ['run-0', 'run-1', 'run-3']);
    await dashboard.picture('legend-off');
    await chip.click();
    await dashboard.settled();
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  });

  it('shows the lines of a metric once each, by the name of their run, and takes them off with it', async () => {
    await open();
    await dashboard.host((host) => {
      for (const run of ['run-1', 'run-2']) {
        host.updateRun(run, { name: 'resnet · val', line: 'run-1', owner: 'run-0' } as object);
      }
    });
    const names = dashboard.page.locator('.chip:not(.off) .chip-name');
    const chip = dashboard.page.getByRole('button', { name: 'resnet · val, Finished' });
    await chip.waitFor();
    assert.deepEqual(await names.allTextContents(), [
      'resnet50_lr3e-4',
      'resnet · val',
      'baseline',
    ]);
    await dashboard.drawn('val/loss');
    await dashboard.hover('val/loss', 0.21, 0.05);
    const rows = await dashboard.tooltip();
    assert.deepEqual(
      rows.slice(1).map((row) => row.replace(/ [\d.]+ .*/, '')),
      ['baseline', 'resnet · val', 'resnet · val', 'resnet50_lr3e-4'],
    );
    await chip.click();
    await chip.waitFor({ state: 'detached' });
    assert.deepEqual(await names.allTextContents(), ['baseline']);
  });

  it('folds to two rows when there are many runs', async () => {
    await open({ scene: 'crowd' });
    const height = async (): Promise<number> =>
      (await dashboard.page.locator('.legend-list').boundingBox())?.height ?? 0;
    assert.equal(await height(), 52);
    await dashboard.page.getByRole('button', { name: 'Show all 50 runs' }).click();
    assert.ok((await height()) > 120);
    await dashboard.picture('legend-unfolded');
    await dashboard.page.getByRole('button', { name: 'Show fewer runs' }).click();
    assert.equal(await height(), 52);
  });

  it('lists the problems of a run with their places', async () => {
    await open();
    await dashboard.host((host) => {
      const problem: Problem = {
        kind: 'corruptRecord',
        file: 'events.out.tfevents.1718000000.box',
        offset: 123_456,
        bytes: 512,
        count: 1,
        detail: null,
      };
      host.updateRun('run-1', { problems: [problem], problemCount: 3 });
    });
    const badge = dashboard.page.getByRole('button', { name: '3 problems in resnet50_lr1e-3' });
    await badge.click();
    const list = dashboard.page.locator('.problem-list:visible');
    assert.deepEqual((await list.innerText()).split('\n').filter(Boolean), [
      '3 problems in resnet50_lr1e-3',
      '512 B are damaged and were skipped; reading went on behind them.',
      'events.out.tfevents.1718000000.box at byte 123456',
      'and 2 more',
    ]);
    await dashboard.picture('problems');
    await dashboard.page.keyboard.press('Escape');
    assert.equal(await dashboard.page.locator('.problem-list:visible').count(), 0);
  });
});
