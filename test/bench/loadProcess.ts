// Starts the process that loads a folder, and checks that it read everything.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { LoadReport, MemoryReport } from './loadOnce';

export interface Loaded extends LoadReport, MemoryReport {
  /** From the start of the process until it says that all is read, as a peer's time is taken. */
  readonly processMs: number;
}

/** @param points how many scalars the folder holds */
export async function load(bundled: string, folder: string, points: number): Promise<Loaded> {
  const start = performance.now();
  const program = path.join(bundled, 'loadOnce.js');
  const child = spawn(process.execPath, [program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: { readonly line: string; readonly atMs: number }[] = [];
  for await (const line of createInterface(child.stdout))
    told.push({ line, atMs: performance.now() });
  const [report, memory] = told;
  if (!report || !memory) throw new Error(`${program} ended before it had read ${folder}`);
  const loaded = JSON.parse(report.line) as LoadReport;
  if (loaded.points !== points) throw new Error(`read ${loaded.points} points of ${points}`);
  const processMs = report.atMs - start;
  return { ...loaded, ...(JSON.parse(memory.line) as MemoryReport), processMs };
}
