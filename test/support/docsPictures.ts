// The pictures of the README, taken in a VS Code that has the package installed.
import path from 'node:path';
import { DemoWorkspace } from './demoWorkspace';
import { projectRoot } from './projectRoot';
import { startVscodeHost } from './vscodeHost/chooseHost';
import { DashboardView } from './vscodeHost/dashboardView';
import type { Workbench } from './vscodeHost/workbench';

const target = path.join(projectRoot, 'media/docs');
const tag = 'train/loss';

/** Writes media/docs/dashboard.png and media/docs/chart.png. */
export async function takeDocsPictures(vsix: string): Promise<void> {
  const workspace = new DemoWorkspace();
  const host = await startVscodeHost();
  try {
    const window = await host.open({
      workspace: workspace.folder,
      extension: { vsix },
      size: { width: 1240, height: 690 },
      label: 'docs',
    });
    await window.openContainer('Trackside');
    const dashboard = await DashboardView.open(window);
    await window.setTheme('light');
    await dashboard.drawn(tag);
    await dashboard.frame.getByRole('textbox', { name: 'Filter tags' }).fill('train|val');
    await dashboard.frame.evaluate(() => scrollTo(0, 0));
    await window.page.waitForTimeout(1500);
    await window.screenshot(path.join(target, 'dashboard.png'));
    await window.setTheme('dark');
    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await takeChart(window, dashboard);
  } finally {
    await host.dispose();
    workspace.dispose();
  }
}

/** One chart as wide as the page, with the crosshair in it. */
async function takeChart(window: Workbench, dashboard: DashboardView): Promise<void> {
  await dashboard.drawn(tag);
  const chart = dashboard.chart(tag);
  await chart.focus();
  await chart.press('Enter');
  await window.page.waitForTimeout(500);
  const box = await chart.boundingBox();
  if (!box) throw new Error(`${tag} is not in sight`);
  await window.page.mouse.move(box.x + box.width * 0.32, box.y + box.height * 0.35);
  await window.page.waitForTimeout(1000);
  const [above, around] = [36, 12];
  await window.page.screenshot({
    path: path.join(target, 'chart.png'),
    clip: {
      x: box.x - around,
      y: box.y - above,
      width: box.width + 2 * around,
      height: box.height + above + around,
    },
  });
}
