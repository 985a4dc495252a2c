// Pictures of every surface in three themes and two widths, for people to look at.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DemoWorkspace } from './demoWorkspace';
import { EventLog } from './eventLog';
import { projectRoot } from './projectRoot';
import { writeRecordedRuns } from './recordedContents';
import { TestWorkspace } from './testWorkspace';
import { startVscodeHost } from './vscodeHost/chooseHost';
import { DashboardView } from './vscodeHost/dashboardView';
import type { OpenOptions, VscodeHost } from './vscodeHost/vscodeHost';
import type { ThemeKind, Workbench } from './vscodeHost/workbench';

/** One window, and the moments in it that are worth a picture. */
interface Stop {
  readonly name: string;
  readonly options: Pick<OpenOptions, 'workspace' | 'trusted'>;
  readonly views: readonly View[];
  dispose(): void;
}

interface View {
  readonly name: string;
  /** Brings the window into the state of the picture. */
  show(window: Workbench): Promise<void>;
  /** Brings it back to where the next view expects it. */
  hide?(window: Workbench): Promise<void>;
}

const pictures = path.join(projectRoot, 'out/tour');
const looks: readonly ThemeKind[] = ['light', 'dark', 'highContrast'];
const widths = [
  { width: 1440, height: 900 },
  { width: 900, height: 700 },
] as const;

/** Takes all pictures into `out/tour`; returns how many. */
export async function takeTour(only?: string): Promise<number> {
  if (only === undefined) rmSync(pictures, { recursive: true, force: true });
  const host = await startVscodeHost();
  let count = 0;
  try {
    for (const makeStop of [
      training,
      trackers,
      contents,
      table,
      problems,
      empty,
      noFolder,
      untrusted,
    ]) {
      const stop = makeStop();
      if (only === undefined || stop.name === only) count += await visit(host, stop);
      stop.dispose();
    }
  } finally {
    await host.dispose();
  }
  return count;
}

async function visit(host: VscodeHost, { name, options, views }: Stop): Promise<number> {
  const label = `tour-${name}`;
  const window = await host.open({ ...options, extension: { folder: projectRoot }, label });
  await window.openContainer('Trackside');
  let count = 0;
  for (const look of looks) {
    await window.setTheme(look);
    for (const size of widths) {
      await window.resize(size);
      for (const view of views) {
        await view.show(window);
        await window.page.waitForTimeout(600);
        await window.screenshot(
          path.join(pictures, `${name}-${view.name}-${look}-${size.width}.png`),
        );
        await view.hide?.(window);
        count++;
      }
    }
  }
  await window.close();
  return count;
}

function training(): Stop {
  const workspace = new DemoWorkspace();
  return {
    name: 'training',
    options: { workspace: workspace.folder },
    views: [
      { name: 'dashboard', show: (window) => showDashboard(window) },
      { name: 'tooltip', show: (window) => hoverChart(window, 'train/loss') },
      { name: 'expanded', show: toggleExpanded, hide: toggleExpanded },
      { name: 'options', show: (window) => press(window, 'View options'), hide: escape },
      { name: 'settings', show: (window) => press(window, 'Chart settings'), hide: escape },
      { name: 'menu', show: (window) => press(window, 'Chart menu'), hide: escape },
      { name: 'keys', show: (window) => type(window, '?'), hide: escape },
      { name: 'run-hover', show: (window) => hoverRun(window, 'lr0.1') },
    ],
    dispose: () => workspace.dispose(),
  };
}

/** Runs of all kinds of writers in one folder, some of them at work. */
function trackers(): Stop {
  const workspace = new TestWorkspace();
  const from = (fixture: string, to: string): void =>
    cpSync(path.join(projectRoot, 'test/fixtures', fixture), workspace.path(to), {
      recursive: true,
    });
  from('wandb/runs', 'wandb');
  from('textLogs/runs/ultralytics', 'yolo');
  from('textLogs/runs/lightning', 'lightning');
  from('textLogs/runs/transformers/checkpoints', 'bert');
  from('textLogs/runs/ray', 'ray_results');
  from('console/transformers5.log', 'llama/train.log');
  from('console/tqdm.log', 'diffusion/nohup.out');
  const database = path.join(projectRoot, 'test/fixtures/databases/mlflow.db.gz');
  writeFileSync(workspace.path('mlflow.db'), gunzipSync(readFileSync(database)));
  return {
    name: 'trackers',
    options: { workspace: workspace.folder },
    views: [
      { name: 'dashboard', show: (window) => showDashboard(window) },
      { name: 'run-hover', show: (window) => hoverRun(window, 'bert') },
    ],
    dispose: () => workspace.dispose(),
  };
}

/** Kinds of charts that the recorded runs have. */
const recordedKinds = [
  ...['image', 'histogram', 'text', 'audio', 'prCurve', 'graph', 'mesh', 'tensor'],
  ...['table', 'projector'],
];

/** What is no curve: pictures, texts, histograms, graphs of recorded runs. */
function contents(): Stop {
  const workspace = new TestWorkspace();
  writeRecordedRuns(workspace.path('runs'));
  return {
    name: 'contents',
    options: { workspace: workspace.folder },
    views: recordedKinds.map((kind) => ({
      name: kind,
      show: (window: Workbench) => showCard(window, kind),
    })),
    dispose: () => workspace.dispose(),
  };
}

/** The table of all runs, and the tree beside it. */
function table(): Stop {
  const workspace = new DemoWorkspace();
  return {
    name: 'table',
    options: { workspace: workspace.folder },
    views: [
      { name: 'runs', show: showTable },
      { name: 'columns', show: (window) => press(window, 'Columns'), hide: escape },
      ...['Parallel', 'Scatter', 'Importance'].map((plot) => ({
        name: plot.toLowerCase(),
        show: (window: Workbench) => showPlot(window, plot),
        hide: (window: Workbench) => press(window, 'Table'),
      })),
    ],
    dispose: () => workspace.dispose(),
  };
}

function problems(): Stop {
  const workspace = TestWorkspace.withRuns();
  const damaged = workspace.path('runs/damaged');
  cpSync(workspace.path('runs/lr0.03'), damaged, { recursive: true });
  const file = path.join(damaged, readdirSync(damaged)[0]!);
  const bytes = readFileSync(file).fill(0x5a, 20_000, 20_400);
  writeFileSync(file, bytes.subarray(0, 30_011));
  writeFileSync(path.join(damaged, 'events.out.tfevents.1700000002.empty.1.0'), '');
  writeFileSync(
    path.join(damaged, 'events.out.tfevents.1700000003.text.1.0'),
    'not an event file\n',
  );
  new EventLog(workspace.path('runs/with spaces & <odd> "names"/ünï')).append([
    [0, { 'loss/<b>"&amp;': 1, 'no finite value': NaN }],
    [1, { 'loss/<b>"&amp;': 0.5, 'no finite value': Infinity }],
  ]);
  return {
    name: 'problems',
    options: { workspace: workspace.folder },
    views: [
      { name: 'dashboard', show: (window) => showDashboard(window) },
      { name: 'badge', show: toggleBadge, hide: toggleBadge },
      { name: 'run-hover', show: (window) => hoverRun(window, 'damaged') },
    ],
    dispose: () => workspace.dispose(),
  };
}

function empty(): Stop {
  const workspace = new TestWorkspace();
  return {
    name: 'empty',
    options: { workspace: workspace.folder },
    views: [{ name: 'dashboard', show: (window) => showDashboard(window, '[data-empty]') }],
    dispose: () => workspace.dispose(),
  };
}

function noFolder(): Stop {
  return {
    name: 'no-folder',
    options: { workspace: null },
    views: [{ name: 'dashboard', show: (window) => showDashboard(window, '[data-empty]') }],
    dispose: () => undefined,
  };
}

function untrusted(): Stop {
  const workspace = new TestWorkspace();
  return {
    name: 'untrusted',
    options: { workspace: workspace.folder, trusted: false },
    views: [{ name: 'welcome', show: (window) => window.page.mouse.move(2, 2) }],
    dispose: () => workspace.dispose(),
  };
}

async function showDashboard(
  window: Workbench,
  until = '.chart[data-state="drawn"]',
): Promise<void> {
  await window.page.mouse.move(2, 2);
  if ((await window.tabs()).length === 0) await window.runCommand('Trackside: Open Dashboard');
  const frame = await window.webview(until);
  await frame.evaluate(() => scrollTo(0, 0));
}

async function showTable(window: Workbench): Promise<void> {
  await window.page.mouse.move(2, 2);
  if ((await window.tabs()).length === 0) await window.runCommand('Trackside: Open Runs Table');
  const frame = await window.webview('[role="grid"]');
  await frame.locator('[role="row"]').nth(2).waitFor();
}

async function showPlot(window: Workbench, plot: string): Promise<void> {
  await showTable(window);
  await press(window, plot);
  await (await window.webview('.space[data-drawn]')).locator('.space[data-drawn]').waitFor();
}

/** Presses the first button in sight of that name on the page that is shown. */
async function press(window: Workbench, name: string): Promise<void> {
  await window.page.mouse.move(2, 2);
  const frame = await window.webview('.trackside');
  const button = frame.getByRole('button', { name, exact: true });
  const choice = button.or(frame.getByRole('radio', { name, exact: true })).first();
  await choice.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  await choice.click({ force: true });
}

async function type(window: Workbench, key: string): Promise<void> {
  const frame = await window.webview('.trackside');
  await frame.locator('body').press(key);
}

async function escape(window: Workbench): Promise<void> {
  await type(window, 'Escape');
}

/** Brings the first chart of a kind to the top of the page. */
async function showCard(window: Workbench, kind: string): Promise<void> {
  await showDashboard(window, '.card');
  const { frame } = await DashboardView.shown(window);
  const card = frame.locator(`.card[data-chart^="${kind}:"]`).first();
  await card.evaluate((node) => node.scrollIntoView({ block: 'center' }));
  await card.locator('[data-state="drawn"], [data-drawn], [data-ready="true"]').first().waitFor();
}

async function hoverChart(window: Workbench, tag: string): Promise<void> {
  await showDashboard(window);
  const chart = (await DashboardView.shown(window)).chart(tag);
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  if (box) await window.page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.6);
}

/** Makes one chart as wide as the page, or small again. */
async function toggleExpanded(window: Workbench): Promise<void> {
  await window.page.mouse.move(2, 2);
  const chart = (await DashboardView.shown(window)).chart('train/loss');
  await chart.focus();
  await chart.press('Enter');
}

async function hoverRun(window: Workbench, label: string): Promise<void> {
  await showDashboard(window);
  await window.treeRow('Runs', label).hover();
  await window.page.locator('.monaco-hover:visible').first().waitFor();
}

/** The list of what is wrong with a run. */
async function toggleBadge(window: Workbench): Promise<void> {
  await showDashboard(window);
  const { frame } = await DashboardView.shown(window);
  await frame.locator('.chip-badge:visible').first().click();
}
