// CPU time of processes, as Linux counts it for all their threads.
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';

/** Ticks per second of the times in `/proc`; the same on every Linux that runs Node. */
const ticksPerSecond = 100;

/** Seconds of CPU that all threads of a process have used since it started. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  // utime and stime, fields 14 and 15 of the line.
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Share of one core that a process uses over a stretch of time, 0 … number of cores. */
export async function cpuShare(pid: number, seconds: number): Promise<number> {
  const before = cpuSeconds(pid);
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return (cpuSeconds(pid) - before) / ((performance.now() - start) / 1000);
}

/** The process below this one whose command line contains `part`; the newest where there are several. */
export function findDescendant(part: string): number {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => commandOf(pid).includes(part) && descends(pid));
  if (pids.length === 0) throw new Error(`no process runs ${part}`);
  return Math.max(...pids);
}

function descends(pid: number): boolean {
  for (let at = pid; at > 1; at = parentOf(at)) if (at === process.pid) return true;
  return false;
}

function parentOf(pid: number): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return 0;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended meanwhile.
    return '';
  }
}

/** Fields of the process's `stat` line from the third on: the name before them may contain anything. */
function statOf(pid: number): string[] {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return line.slice(line.lastIndexOf(')') + 2).split(' ');
}
