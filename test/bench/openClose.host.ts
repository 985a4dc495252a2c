// Called by VS Code inside the extension host: shows a dashboard, hides it, closes it, and then opens and closes it 50
// times. After each state it waits until whoever measures from outside has seen it.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/vscode/extensionApi';

/** Bytes of the heap after collecting garbage, several samples each. */
export interface OpenCloseReport {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const cycles = 50;
const cyclesBefore = 5;
const shownMs = 700;
const settleMs = 6_000;

export async function run(): Promise<void> {
  const { TRACKSIDE_BENCH_REPORTS: folder = '' } = process.env;
  const extension = vscode.extensions.getExtension<ExtensionApi>('trackside.trackside');
  if (!extension) throw new Error('the extension is not installed');
  const api = await extension.activate();
  await api.whenReady();
  await seen(folder, 'absent');
  await vscode.commands.executeCommand('trackside.openDashboard');
  await pause(settleMs);
  const other = await vscode.workspace.openTextDocument({ content: 'in front of the dashboard' });
  await vscode.window.showTextDocument(other);
  await seen(folder, 'hidden');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await seen(folder, 'closed');
  for (let cycle = 0; cycle < cyclesBefore; cycle++) await openAndClose();
  const before = await heapSamples();
  for (let cycle = 0; cycle < cycles; cycle++) await openAndClose();
  const after = await heapSamples();
  const report = path.join(folder, 'report.json');
  writeFileSync(`${report}.new`, JSON.stringify({ before, after } satisfies OpenCloseReport));
  renameSync(`${report}.new`, report);
}

async function seen(folder: string, state: string): Promise<void> {
  await pause(settleMs);
  mkdirSync(path.join(folder, state));
  while (!existsSync(path.join(folder, `${state}-seen`))) await pause(100);
}

async function openAndClose(): Promise<void> {
  await vscode.commands.executeCommand('trackside.openDashboard');
  await pause(shownMs);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await pause(shownMs / 4);
}

async function heapSamples(): Promise<number[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const samples: number[] = [];
  for (let i = 0; i < 5; i++) {
    await pause(500);
    collect();
    samples.push(process.memoryUsage().heapUsed);
  }
  return samples;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
