// The runs table in a real window: rows of real logs, filtered, sorted, plotted, back after a reload.
import assert from 'node:assert/strict';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { RunsTableView } from '../../support/vscodeHost/runsTableView';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('the runs table', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;

  before(async () => {
    host = await startVscodeHost();
    workspace = TestWorkspace.withRuns();
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'runsTable',
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

  it('shows the runs of the folder, the newest first', async () => {
    await workbench.openContainer('Trackside');
    await workbench.treeRowsWhen('Runs', (rows) => rows.length === 2);
    const table = await RunsTableView.open(workbench);
    await table.head('run:name').click();
    await table.reads('run:name', ['runs/lr0.03', 'runs/lr0.03-resumed']);
    await table.reads('run:step', ['1,490', '1,490']);
    await workbench.screenshot('runs-table.png');
  });

  it('filters by a metric and says what is wrong with a filter', async () => {
    const table = await RunsTableView.shown(workbench);
    await table.filter('train/loss < 0.42');
    await table.reads('run:name', ['runs/lr0.03-resumed']);
    await table.filter('train/loss < ');
    await table.frame
      .getByRole('alert')
      .filter({ hasText: 'Expected a value' })
      .waitFor({ state: 'attached' });
    await table.filter('');
    await table.reads('run:name', ['runs/lr0.03', 'runs/lr0.03-resumed']);
  });

  it('sorts by a metric', async () => {
    const table = await RunsTableView.shown(workbench);
    await table.head('metric:train/loss').click();
    await table.reads('run:name', ['runs/lr0.03-resumed', 'runs/lr0.03']);
  });

  it('ticks what the tree ticks', async () => {
    const table = await RunsTableView.shown(workbench);
    await table.cell(0, 'run:name').locator('.plot-box').click();
    await workbench.treeRowsWhen('Runs', (rows) =>
      rows.some(({ label, checked }) => label === 'lr0.03-resumed' && checked === false),
    );
    await workbench.treeRow('Runs', 'lr0.03-resumed').getByRole('checkbox').click();
    await table.frame.waitForFunction(
      () => document.querySelectorAll('.plot-box[aria-checked="true"]').length === 2,
    );
  });

  it('follows a run that is written', async () => {
    const table = await RunsTableView.shown(workbench);
    const log = new EventLog(workspace.path('runs', 'live'));
    log.append([[0, { 'train/loss': 0.125 }]]);
    await table.reads('run:name', ['runs/live', 'runs/lr0.03-resumed', 'runs/lr0.03']);
    log.append([[7, { 'train/loss': 5 }]]);
    await table.reads('run:name', ['runs/lr0.03-resumed', 'runs/lr0.03', 'runs/live']);
  });

  it('compares two runs in the editor of differences', async () => {
    const table = await RunsTableView.shown(workbench);
    await table.cell(0, 'run:step').click();
    await table.cell(1, 'run:step').click({ modifiers: ['ControlOrMeta'] });
    await table.frame.getByRole('button', { name: 'Diff', exact: true }).click();
    await workbench.page.locator('.monaco-diff-editor').waitFor();
    assert.match((await workbench.tabs()).join(), /lr0\.03-resumed ↔ .*lr0\.03/);
    await workbench.page.keyboard.press('ControlOrMeta+W');
  });

  it('is back as it was after a reload', async () => {
    await workbench.runCommand('Trackside: Open Runs Table');
    await workbench.reload();
    const table = await RunsTableView.shown(workbench);
    await table.reads('run:name', ['runs/lr0.03-resumed', 'runs/lr0.03', 'runs/live']);
  });

  it('filters the tree as well', async () => {
    await workbench.runCommand('Trackside: Filter Runs…');
    const box = workbench.page.locator('.quick-input-widget:visible input');
    await box.fill('train/loss <');
    await workbench.page.getByText('Expected a value').waitFor();
    await box.fill('train/loss < 1');
    await box.press('Enter');
    await workbench.openContainer('Trackside');
    await workbench.treeRowsWhen('Runs', (rows) => rows.length === 2);
    await workbench.page.getByText('Filter: train/loss < 1').waitFor();
    await workbench.screenshot('filtered-tree.png');
    await workbench.runCommand('Trackside: Clear Run Filter');
    await workbench.treeRowsWhen('Runs', (rows) => rows.length === 3);
  });

  it('says nothing by itself', async () => {
    assert.deepEqual(await workbench.notifications(), []);
  });
});
