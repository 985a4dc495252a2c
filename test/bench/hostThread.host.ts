// Called by VS Code inside the extension host: watches its own thread while the extension reads a long run.
import { linkSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/vscode/extensionApi';

/** The longest stretch between two turns of the thread's event loop, and the longest CPU time of one. */
export interface LongestTask {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface HostThreadReport {
  readonly activationMs: number;
  readonly rounds: readonly { readonly rest: LongestTask; readonly load: LongestTask }[];
}

const rounds = 5;
const points = 1_000_000;
const restMs = 2000;
const longestLoadMs = 30_000;

export async function run(): Promise<void> {
  const { TRACKSIDE_BENCH_REPORT: report = '', TRACKSIDE_BENCH_LOG: log = '' } = process.env;
  const extension = vscode.extensions.getExtension<ExtensionApi>('trackside.trackside');
  if (!extension) throw new Error('the extension is not installed');
  // What else the thread does meanwhile is in it: an upper bound.
  const before = threadCpuMs();
  const api = await extension.activate();
  const activationMs = threadCpuMs() - before;
  await vscode.commands.executeCommand('trackside.runs.focus');
  await vscode.commands.executeCommand('trackside.openDashboard');
  await api.whenReady();
  const done: HostThreadReport['rounds'][number][] = [];
  for (let round = 0; round < rounds; round++) {
    const rest = await watchThread(() => pause(restMs));
    const load = await watchThread(() => loadRun(api, log, `run${round}`));
    done.push({ rest, load });
  }
  writeFileSync(`${report}.new`, JSON.stringify({ activationMs, rounds: done }));
  renameSync(`${report}.new`, report);
}

/** Puts the log into the workspace and waits until the extension has all of it, and a little for the drawing. */
async function loadRun(api: ExtensionApi, log: string, name: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const directory = path.join(folder, name);
  mkdirSync(directory);
  linkSync(log, path.join(directory, path.basename(log)));
  await vscode.commands.executeCommand('trackside.refreshRuns');
  const deadline = performance.now() + longestLoadMs;
  while (!api.runs().some((run) => run.name === name && run.points >= points && !run.loading)) {
    if (performance.now() > deadline) throw new Error(`${name} was not read in time`);
    await pause(20);
  }
  await pause(1000);
}

async function watchThread(act: () => Promise<void>): Promise<LongestTask> {
  let wallMs = 0;
  let cpuMs = 0;
  let running = true;
  let at = performance.now();
  let cpu = threadCpuMs();
  const turn = (): void => {
    const now = performance.now();
    const cpuNow = threadCpuMs();
    wallMs = Math.max(wallMs, now - at);
    cpuMs = Math.max(cpuMs, cpuNow - cpu);
    at = now;
    cpu = cpuNow;
    if (running) setTimeout(turn, 1);
  };
  turn();
  await act();
  running = false;
  return { wallMs, cpuMs };
}

/** CPU time of this thread alone; NaN on a Node that cannot tell. */
function threadCpuMs(): number {
  const { threadCpuUsage } = process as {
    threadCpuUsage?: () => { readonly user: number; readonly system: number };
  };
  if (!threadCpuUsage) return NaN;
  const { user, system } = threadCpuUsage.call(process);
  return (user + system) / 1000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
