// Tells processes apart for good: a number is given again, a number with the time of its start is not.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import type { ProcessIdentity } from './launchState';

/** Longer than a busy machine takes to answer. */
const answerMs = 10_000;

/**
 * The mark of a process's start: the same for as long as it lives, another for whoever has its number later. Null where
 * there is no such process, or the system does not tell.
 */
export async function startMarkOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/stat`, 'latin1').then(markOfStat, () => null);
  }
  if (process.platform === 'win32') {
    const question = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
    return markOfAnswer('powershell.exe', [
      ...['-NoProfile', '-NonInteractive', '-Command'],
      question,
    ]);
  }
  return markOfAnswer('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/**
 * From `/proc/PID/stat` (proc_pid_stat(5)): field 22, in clock ticks since the machine's start. The second field, the
 * name, may hold spaces and brackets.
 */
function markOfStat(stat: string): string | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  // One that ended and waits for its parent to notice is gone.
  return start === undefined || state === 'Z' || state === 'X' ? null : `${bootMark()} ${start}`;
}

let boot: string | undefined;

/** Ticks are counted anew from each start of the machine. */
function bootMark(): string {
  try {
    boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    boot = '';
  }
  return boot;
}

function markOfAnswer(file: string, args: readonly string[]): Promise<string | null> {
  // The same words in every time zone and language.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return new Promise((resolve) => {
    execFile(file, args, { env, timeout: answerMs, windowsHide: true }, (error, stdout) => {
      const mark = stdout.trim();
      resolve(error || mark === '' ? null : mark);
    });
  });
}

/** Whether it still runs. Where the system tells no times, its number alone must do. */
export async function isAlive({ pid, startMark }: ProcessIdentity): Promise<boolean> {
  if (startMark !== null) return (await startMarkOf(pid)) === startMark;
  return exists(pid);
}

/** Whether a process has the number, or with a negative number whether a process group has it. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
