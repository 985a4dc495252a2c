// What a user sees of a folder with runs: the tree, the dashboard, and how both follow the files.
import assert from 'node:assert/strict';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('a folder with runs', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;

  before(async () => {
    host = await startVscodeHost();
    workspace = TestWorkspace.withRuns();
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'dashboard',
    });
  });

  after(async () => {
    await host.dispose();
    workspace.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}.png`);
  });

  it('lists the runs, all plotted', async () => {
    await workbench.openContainer('Trackside');
    const rows = await workbench.treeRowsWhen('Runs', (found) => found.length === 2);
    assert.deepEqual(
      rows.map(({ label, level, checked }) => ({ label, level, checked })),
      [
        { label: 'lr0.03', level: 1, checked: true },
        { label: 'lr0.03-resumed', level: 1, checked: true },
      ],
    );
  });

  it('draws a chart of every tag', async () => {
    const dashboard = await DashboardView.open(workbench);
    const tags = [
      'optimizer/grad_norm',
      'optimizer/lr',
      'train/accuracy',
      'train/loss',
      'val/accuracy',
      'val/loss',
    ];
    assert.deepEqual(await dashboard.tags(), tags);
    const points: number[] = [];
    for (const tag of tags) points.push(await dashboard.drawn(tag));
    assert.deepEqual(points, [322, 322, 322, 322, 65, 65]);
    await workbench.screenshot('dashboard.png');
  });

  it('plots what is checked in the tree', async () => {
    const dashboard = await DashboardView.shown(workbench);
    const box = workbench.treeRow('Runs', 'lr0.03').getByRole('checkbox');
    await box.click();
    await dashboard.drawn('train/loss', 172);
    await box.click();
    await dashboard.drawn('train/loss', 322);
  });

  it('shows a new run and its points as they are written', async () => {
    const dashboard = await DashboardView.shown(workbench);
    const log = new EventLog(workspace.path('runs', 'live'));
    log.append([[0, { 'train/loss': 2 }]]);
    await workbench.treeRowsWhen('Runs', (rows) => rows.some(({ label }) => label === 'live'));
    await dashboard.drawn('train/loss', 323);
    for (let step = 1; step <= 5; step++) {
      log.append([[step, { 'train/loss': 2 / step }]]);
      await dashboard.drawn('train/loss', 323 + step);
    }
    const rows = await workbench.treeRowsWhen('Runs', (all) =>
      all.some(({ label, description }) => label === 'live' && description.includes('step 5')),
    );
    assert.match(rows.find(({ label }) => label === 'live')?.description ?? '', /0\.4/);
  });

  it('goes on when the engine is restarted', async () => {
    const dashboard = await DashboardView.shown(workbench);
    const log = new EventLog(workspace.path('runs', 'after'));
    log.append([[0, { 'train/loss': 1 }]]);
    await dashboard.drawn('train/loss', 329);
    await workbench.runCommand('Trackside: Restart Engine');
    log.append([[1, { 'train/loss': 0.5 }]]);
    await dashboard.drawn('train/loss', 330);
  });

  it('has its dashboard back after a reload', async () => {
    await workbench.reload();
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.drawn('train/loss', 330);
    assert.deepEqual(await workbench.tabs(), ['Trackside Dashboard']);
  });

  it('says nothing by itself', async () => {
    assert.deepEqual(await workbench.notifications(), []);
  });
});
