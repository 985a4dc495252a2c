// A real PyTorch training in a folder that is open in VS Code: its curves move, and every value is right.
import assert from 'node:assert/strict';
import { bySeries, exportedPoints, tensorboardPoints } from '../support/exportedPoints';
import { projectRoot } from '../support/projectRoot';
import { pythonEnvironment, type PythonEnvironment } from '../support/python';
import { TestWorkspace } from '../support/testWorkspace';
import { startVscodeHost } from '../support/vscodeHost/chooseHost';
import { DashboardView } from '../support/vscodeHost/dashboardView';
import { tapFrames, tappedCurves, type Curve } from '../support/vscodeHost/frameTap';
import type { VscodeHost } from '../support/vscodeHost/vscodeHost';
import type { Workbench } from '../support/vscodeHost/workbench';
import { formatCount, formatNumber } from '../../src/shared/text';

const steps = 150;

describe('a real training in the workbench', () => {
  let python: PythonEnvironment;
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;
  let dashboard: DashboardView;

  before(async () => {
    [python, host] = await Promise.all([pythonEnvironment(), startVscodeHost()]);
    workspace = new TestWorkspace();
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      // Without smoothing the page holds nothing but the logged points.
      settings: { 'trackside.dashboard.smoothing': 0 },
      size: { width: 1400, height: 1400 },
      label: 'training',
    });
    dashboard = await DashboardView.open(workbench);
  });

  after(async () => {
    await host.dispose();
    workspace.dispose();
  });

  it('draws the curves while the training runs', async () => {
    const training = python.run('train.py', [
      workspace.path('runs', 'sine'),
      '--steps',
      `${steps}`,
    ]);
    const seen: number[] = [];
    for (let points = 0; points < steps;) {
      points = await dashboard.drawn('train/loss', undefined, 60_000);
      if (points !== seen.at(-1)) seen.push(points);
    }
    await training;
    await workbench.screenshot('training.png');
    assert.ok(seen.length >= 3, `lengths of the curve on the way: ${seen.join(', ')}`);
  });

  it('exports exactly what TensorBoard’s readers read', async () => {
    const ours = await exportedPoints(workspace.folder);
    assert.equal(ours.length, 3 * steps + steps / 10);
    assert.deepEqual(ours, await tensorboardPoints(python, workspace.folder, 'loader'));
    const kept = await tensorboardPoints(python, workspace.folder, 'accumulator');
    assert.deepEqual(bySeries(ours), bySeries(kept));
  });

  it('has exactly the logged points on the page', async () => {
    const expected = [...bySeries(await exportedPoints(workspace.folder))].map(
      ([series, points]): [string, Curve] => [
        series,
        {
          x: points.map(({ step }) => step),
          y: points.map(({ value }) => Math.fround(Number(value))),
        },
      ],
    );
    await tapFrames(dashboard.frame);
    for (const axis of ['relative', 'step']) {
      await dashboard.frame.locator(`[data-value="${axis}"]`).click();
      await workbench.page.waitForTimeout(1000);
    }
    const curves = new Set(
      (await tappedCurves(dashboard.frame)).map((curve) => JSON.stringify(curve)),
    );
    const missing = expected.filter(([, curve]) => !curves.has(JSON.stringify(curve)));
    assert.deepEqual(missing, []);
  });

  it('reads out every point at the crosshair', async () => {
    const points = (await exportedPoints(workspace.folder)).filter(
      ({ tag }) => tag === 'train/loss',
    );
    const chart = dashboard.chart('train/loss');
    await chart.focus();
    const shown: string[] = [];
    for (const [at, { step }] of points.entries()) {
      await chart.press(at === 0 ? 'Home' : 'ArrowRight');
      shown.push(await dashboard.readoutAt(formatCount(step)));
    }
    const logged = points.map(({ value }) => formatNumber(Number(value)));
    assert.deepEqual(shown, logged);
  });
});
