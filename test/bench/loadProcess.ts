// Starts the process that loads a folder, and checks that it read everything.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { KeptReport, LoadOptions, LoadReport } from './loadOnce';

export interface Loaded extends LoadReport, KeptReport {
  /** From the start of the process until it says that all is read, as a peer's time is taken. */
  readonly processMs: number;
}

/** @param points how many scalars the folder holds */
export async function load(
  bundled: string,
  folder: string,
  points: number,
  options: LoadOptions = {},
): Promise<Loaded> {
  const start = performance.now();
  const program = path.join(bundled, 'loadDoor.js');
  // Compiled code is kept from the first call on, as the command line keeps it.
  const words = [program, path.join(bundled, 'code'), folder, JSON.stringify(options)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: { readonly line: string; readonly atMs: number }[] = [];
  for await (const line of createInterface(child.stdout))
    told.push({ line, atMs: performance.now() });
  const [first, second] = told;
  if (!first || !second) throw new Error(`${program} ended before it had read ${folder}`);
  const kept = JSON.parse(second.line) as KeptReport;
  if (kept.points !== points) throw new Error(`read ${kept.points} points of ${points}`);
  return { ...(JSON.parse(first.line) as LoadReport), ...kept, processMs: first.atMs - start };
}
