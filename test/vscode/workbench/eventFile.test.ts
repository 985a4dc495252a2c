// What happens when an event file is clicked: its run's curves, and nothing but them.
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('an event file that is opened', () => {
  const clicked = 'events.out.tfevents.1795348344.recorded.1.0';
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let elsewhere: TestWorkspace;
  let workbench: Workbench;

  before(async () => {
    host = await startVscodeHost();
    workspace = TestWorkspace.withRuns();
    elsewhere = new TestWorkspace();
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'event-file',
    });
  });

  after(async () => {
    await host.dispose();
    workspace.dispose();
    elsewhere.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}.png`);
  });

  const emptyState = async (kind: string): Promise<void> => {
    await workbench.webview(`[data-empty="${kind}"]`);
  };

  it('shows the curves of its run alone', async () => {
    await workbench.openFile('runs', 'lr0.03', clicked);
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.drawn('train/loss', 150);
    const chips = await dashboard.frame.locator('.chip-toggle').count();
    const scope = await dashboard.frame.locator('.scope-run').innerText();
    const tabs = (await workbench.tabs()).length;
    assert.deepEqual({ tabs, chips, scope }, { tabs: 1, chips: 1, scope: 'runs/lr0.03' });
    for (const kind of ['dark', 'light', 'highContrast'] as const) {
      await workbench.setTheme(kind);
      await workbench.screenshot(`event-file-${kind}.png`);
    }
    await workbench.setTheme('dark');
  });

  it('is back after a reload', async () => {
    // VS Code in a browser keeps its editors every five seconds, since it cannot when the page goes away.
    await workbench.page.waitForTimeout(8000);
    await workbench.reload();
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.drawn('train/loss', 150);
    assert.equal((await workbench.tabs()).length, 1);
  });

  it('leads to all runs', async () => {
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.frame.getByText('All runs').click();
    await workbench.page.getByText('Trackside Dashboard').first().waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('is followed live where no folder holds it, and stays out of the list of runs', async () => {
    const log = new EventLog(elsewhere.path('outside'));
    log.append([[0, { loss: 1 }]]);
    await workbench.openPath(elsewhere.path('outside', 'events.out.tfevents.1700000000.test.1.0'));
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.drawn('loss', 1);
    log.append([[1, { loss: 0.5 }]]);
    await dashboard.drawn('loss', 2);
    await workbench.openContainer('Trackside');
    const rows = await workbench.treeRowsWhen('Runs', (found) => found.length > 0);
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['lr0.03', 'lr0.03-resumed'],
    );
    await workbench.screenshot('event-file-outside.png');
    await workbench.runCommand('View: Close All Editors');
  });

  it('says why it shows nothing: empty, gone, or no event file', async () => {
    const file = elsewhere.path('tfevents.empty');
    writeFileSync(file, '');
    await workbench.openPath(file);
    await emptyState('emptyFile');
    renameSync(file, path.join(elsewhere.folder, 'moved'));
    await emptyState('missing');
    await workbench.runCommand('View: Close All Editors');
    const other = elsewhere.path('other', 'notes-on-tfevents.txt');
    new EventLog(path.dirname(other), 'decoy');
    writeFileSync(other, 'no event file at all, but long enough to have a header\n');
    await workbench.openPath(other);
    await emptyState('notAnEventFile');
    await workbench.screenshot('event-file-foreign.png');
  });

  it('can be opened as text', async () => {
    const dashboard = await DashboardView.shown(workbench);
    await dashboard.frame.getByText('Open as Text').click();
    await workbench.page.getByText('no event file at all').first().waitFor();
  });

  it('says nothing by itself', async () => {
    assert.deepEqual(await workbench.notifications(), []);
  });
});
