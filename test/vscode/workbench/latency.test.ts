// How long a point takes from the disk to the screen, in the whole of VS Code. The bench holds the bar; this shows it.
import assert from 'node:assert/strict';
import { EventLog } from '../../support/eventLog';
import { projectRoot } from '../../support/projectRoot';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import { measureAppends } from '../../support/appendLatency';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';

describe('a point appended to a file', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;

  before(async () => {
    host = await startVscodeHost();
    workspace = new TestWorkspace();
  });

  after(async () => {
    await host.dispose();
    workspace.dispose();
  });

  it('is on the screen within a fraction of a second', async () => {
    const runs = Array.from({ length: 20 }, (_, at) => workspace.path('runs', `run${at}`));
    const logs = runs.map((run) => new EventLog(run));
    const window = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'latency',
    });
    for (const log of logs) log.append([[0, { loss: 1 }]]);
    const dashboard = await DashboardView.open(window);
    await dashboard.drawn('loss', logs.length);
    const { p50, p95, max } = await measureAppends(dashboard, 'loss', logs, 100);
    const words = [p50, p95, max].map((ms) => `${ms.toFixed(0)} ms`);
    console.log(
      `      appended → drawn, one chart of 20 series: p50 ${words[0]}, p95 ${words[1]}, max ${words[2]}`,
    );
    assert.ok(p95 < 1000, `p95 ${p95} ms`);
  });
});
