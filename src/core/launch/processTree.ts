// Starts a program as the leader of a process group, and signals the group as a whole.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import process from 'node:process';
import type { StopSignal } from './launchState';
import { exists } from './processIdentity';

const isWindows = process.platform === 'win32';

export interface ProgramStart {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onOutput: (bytes: Uint8Array, stream: 'out' | 'err') => void;
}

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface Program {
  readonly pid: number;
  /** Resolves when the program itself is gone. */
  readonly ended: Promise<ProgramEnd>;
  /** Resolves when nobody has its output open any more, and all of it was handed on. */
  readonly drained: Promise<void>;
  /** Output that comes later finds nobody. */
  abandonOutput(): void;
}

/**
 * No shell sees the words. Whoever reads from the program's standard input finds its end.
 * @throws a system error where it cannot be started
 */
export async function startProgram(start: ProgramStart): Promise<Program> {
  const child = spawnGroup(start);
  // Promised before anything is waited for: it may be gone at once.
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const drained = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdout?.on('data', (bytes: Buffer) => start.onOutput(bytes, 'out'));
  child.stderr?.on('data', (bytes: Buffer) => start.onOutput(bytes, 'err'));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return {
    pid: child.pid!,
    ended,
    drained,
    abandonOutput: () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}

function spawnGroup({ argv, cwd, env }: ProgramStart): ChildProcess {
  const [file, ...args] = argv;
  return spawn(file!, args, {
    cwd,
    env,
    // On Windows a detached program gets a console, which would be shown.
    detached: !isWindows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * Sends a signal to the program and all its descendants in its group, as Ctrl+C in a terminal does. Windows has no such
 * signals: there the first two ask the windows and consoles of the tree to close.
 */
export function signalGroup(leader: number, signal: StopSignal): void {
  if (isWindows) {
    const force = signal === 'SIGKILL' ? ['/F'] : [];
    execFile('taskkill', ['/PID', String(leader), '/T', ...force], { windowsHide: true }, () => {
      // Whether it helped is seen by the program's end.
    });
    return;
  }
  try {
    process.kill(-leader, signal);
  } catch {
    // All of it is gone already.
  }
}

/** Whether anything of the group still runs. On Windows only the program itself can be asked for. */
export function groupExists(leader: number): boolean {
  if (isWindows) return exists(leader);
  return exists(-leader) && (process.platform !== 'linux' || hasLivingMember(leader));
}

/** A group whose members all ended is there as long as nobody took note of their ends, which in a container may be for ever. */
function hasLivingMember(leader: number): boolean {
  const members = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return members.some((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(group) === leader && state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  });
}
