// How soon 2,000 run directories stand in the tree, and what they cost when nothing happens, in a real workbench.
import { utimesSync } from 'node:fs';
import path from 'node:path';
import type { VscodeHost } from '../support/vscodeHost/vscodeHost';
import { notePresses, pressedAt, withHost } from './benchWindow';
import { cpuShare, findDescendant } from './processTime';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { startRustBoard, timeRustBoard } from './rustBoard';
import { writeScalarLog } from './scalarLog';

/** So many that all of their groups are in sight together. */
const experiments = 20;
const runsOfEach = 100;
const rounds = 3;
const barMs = 1500;
const barShare = 0.01;
const idleSeconds = 20;
/** What is read first is not over when the tree stands; idle is what comes after. */
const settleMs = 12_000;

interface Round {
  readonly firstRowMs: number;
  readonly allRunsMs: number;
  readonly idleBefore: number;
  readonly idle: number;
}

interface Peer {
  readonly loadMs: number;
  readonly idle: number;
}

declare global {
  /** When the first row and when all runs stood in the tree, milliseconds since the Unix epoch. */
  var benchTree: { first?: number; all?: number } | undefined;
}

export async function measure(context: BenchContext): Promise<BenchRow[]> {
  const workspace = path.join(context.scratch, 'many');
  writeRuns(workspace);
  const ours: Round[] = [];
  const theirs: Peer[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await withHost((host) => measureRound(host, workspace, context)));
    theirs.push(await measurePeer(workspace));
  }
  return [treeRow(ours, theirs), idleRow(ours, theirs)];
}

/** Runs that ended long ago: their files were last written a day before. */
function writeRuns(workspace: string): void {
  const yesterday = new Date(Date.now() - 86_400_000);
  for (let run = 0; run < experiments * runsOfEach; run++) {
    const experiment = `experiment${Math.floor(run / runsOfEach)}`;
    const folder = path.join(workspace, experiment, `run${run % runsOfEach}`);
    const file = writeScalarLog(folder, { tags: ['train/loss', 'eval/loss'], steps: 50 });
    utimesSync(file, yesterday, yesterday);
  }
}

async function measureRound(
  host: VscodeHost,
  workspace: string,
  { extension }: BenchContext,
): Promise<Round> {
  const workbench = await host.open({
    workspace,
    extension: { folder: extension },
    label: 'bench-manyRuns',
  });
  const { page } = workbench;
  const hostProcess = findDescendant('--type=extensionHost');
  await page.waitForTimeout(settleMs);
  const idleBefore = await cpuShare(hostProcess, idleSeconds);
  await notePresses(page);
  await page.evaluate(watchTree, experiments * runsOfEach);
  await workbench.openContainer('Trackside');
  const tree = await page.waitForFunction(
    () => (globalThis.benchTree?.all === undefined ? null : globalThis.benchTree),
    null,
    { timeout: 60_000 },
  );
  const { first = NaN, all = NaN } = (await tree.jsonValue()) ?? {};
  const start = await pressedAt(page);
  await workbench.screenshot('tree.png');
  await page.waitForTimeout(settleMs);
  const idle = await cpuShare(hostProcess, idleSeconds);
  return { firstRowMs: first - start, allRunsMs: all - start, idleBefore, idle };
}

/** Runs in the page: groups are folded, and each tells how many runs it has. */
function watchTree(runs: number): void {
  const seen: { first?: number; all?: number } = {};
  globalThis.benchTree = seen;
  const runsView = '.sidebar .pane:has(.pane-header[aria-label^="Runs"])';
  const look = (): void => {
    const rows = [...document.querySelectorAll(`${runsView} .monaco-list-row`)];
    // A group says "100" or "100 · 10 plotted".
    const counts = rows.map((row) =>
      parseInt(row.querySelector('.label-description')?.textContent ?? '', 10),
    );
    if (rows.length > 0) seen.first ??= Date.now();
    if (counts.reduce((sum, count) => sum + count, 0) >= runs) seen.all = Date.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function measurePeer(workspace: string): Promise<Peer> {
  const loadMs = await timeRustBoard(workspace);
  const server = await startRustBoard(workspace, 5);
  try {
    return { loadMs, idle: await cpuShare(server.pid, idleSeconds) };
  } finally {
    server.stop();
  }
}

function treeRow(ours: readonly Round[], theirs: readonly Peer[]): BenchRow {
  const all = ours.map(({ allRunsMs }) => allRunsMs);
  const first = ours.map(({ firstRowMs }) => firstRowMs);
  return {
    what: `${experiments * runsOfEach} run directories: from the click, engine not yet started, to all runs in the tree`,
    bar: `≤ ${barMs / 1000} s`,
    measured: `${median(all).toFixed(0)} ms of ${spread(all)}; first row ${median(first).toFixed(0)} ms`,
    beside: `RustBoard until loaded: ${median(theirs.map(({ loadMs }) => loadMs)).toFixed(0)} ms`,
    met: median(all) <= barMs,
  };
}

function idleRow(ours: readonly Round[], theirs: readonly Peer[]): BenchRow {
  const added = ours.map(({ idle, idleBefore }) => idle - idleBefore);
  const peer = median(theirs.map(({ idle }) => idle));
  return {
    what: `${experiments * runsOfEach} run directories: CPU when idle, tree in sight, over ${idleSeconds} s`,
    bar: `< ${barShare * 100} % of a core`,
    measured: `${percent(median(added))} of ${added.map(percent).join(', ')} (whole extension host: ${percent(median(ours.map(({ idle }) => idle)))}, before: ${percent(median(ours.map(({ idleBefore }) => idleBefore)))})`,
    beside: `RustBoard, reload every 5 s: ${percent(peer)}`,
    met: median(added) < barShare,
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
