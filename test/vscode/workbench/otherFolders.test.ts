// Folders that are not the usual case: empty, not trusted, and a VS Code that has only the package.
import assert from 'node:assert/strict';
import path from 'node:path';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import type { OpenOptions, VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('Trackside', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench | undefined;

  before(async () => {
    host = await startVscodeHost();
  });
  after(() => host.dispose());

  async function open(
    inWorkspace: TestWorkspace,
    options: Pick<OpenOptions, 'label' | 'trusted' | 'extension'>,
  ): Promise<Workbench> {
    workspace = inWorkspace;
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      ...options,
    });
    await workbench.openContainer('Trackside');
    return workbench;
  }

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench?.screenshot('failed.png');
    await workbench?.close();
    workspace.dispose();
  });

  it('offers what to do in a folder without runs, and shows the first run when it comes', async () => {
    const window = await open(new TestWorkspace(), { label: 'empty' });
    const welcome = window.view('Runs').getByText('No training runs found');
    await welcome.waitFor();
    await window.screenshot('welcome.png');
    new EventLog(workspace.path('logs', 'first')).append([[0, { loss: 1 }]]);
    const rows = await window.treeRowsWhen('Runs', (found) => found.length > 0);
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['first'],
    );
  });

  it('opens its sample runs from a folder without runs', async () => {
    const window = await open(new TestWorkspace(), { label: 'sample' });
    await window.view('Runs').getByText('Open Sample Run').click();
    await window.treeRowsWhen('Runs', (found) =>
      found.some(({ label }) => label.includes('lr0.03-resumed')),
    );
    const dashboard = await DashboardView.open(window);
    await dashboard.drawn('train/loss', 322);
  });

  it('shows everything in a workspace that is not trusted', async () => {
    const window = await open(TestWorkspace.withRuns(), { label: 'untrusted', trusted: false });
    await window.page.getByText('Restricted Mode').first().waitFor();
    await window.treeRowsWhen('Runs', (found) => found.length === 2);
    const dashboard = await DashboardView.open(window);
    await dashboard.drawn('train/loss', 322);
    await window.screenshot('restricted.png');
  });

  it('installs from its package into a clean VS Code and draws', async () => {
    const vsix = path.join(projectRoot, 'out/trackside.vsix');
    const window = await open(TestWorkspace.withRuns(), { label: 'vsix', extension: { vsix } });
    await window.treeRowsWhen('Runs', (found) => found.length === 2);
    const dashboard = await DashboardView.open(window);
    await dashboard.drawn('train/loss', 322);
  });
});
