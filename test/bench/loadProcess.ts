// Starts the process that loads a folder, and checks that it read everything.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { mustRun } from '../support/run';
import type { LoadReport } from './loadOnce';

export interface Loaded extends LoadReport {
  /** From the start of the process to its end, as seen from here. */
  readonly processMs: number;
}

/** @param points how many scalars the folder holds */
export async function load(bundled: string, folder: string, points: number): Promise<Loaded> {
  const start = performance.now();
  const told = await mustRun(process.execPath, [path.join(bundled, 'loadOnce.js'), folder]);
  const processMs = performance.now() - start;
  const report = JSON.parse(told) as LoadReport;
  if (report.points !== points) throw new Error(`read ${report.points} points of ${points}`);
  return { ...report, processMs };
}
