// Finds the processes that have files open for writing, where the system tells: in Linux's /proc.
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** By file: the process that has it open for writing. Files that nobody writes are not in it. */
export type Holders = ReadonlyMap<string, number>;

const table = '/proc';
/** So many files open that looking at all of them would keep this thread busy; trainings have a few hundred. */
const mostDescriptors = 20_000;
const ownerMayWrite = 0o200;

/** What is known of the processes of this machine. */
export interface Processes {
  /**
   * Null where the system does not tell. Processes of other users, and of other containers, are not seen.
   * @param files absolute, without symbolic links
   */
  findHolders(files: ReadonlySet<string>): Promise<Holders | null>;
  /** False for one that has ended, also while nobody has taken notice of that. */
  isAlive(pid: number): boolean;
}

export const machineProcesses: Processes = {
  async findHolders(files) {
    if (process.platform !== 'linux') return null;
    const holders = new Map<string, number>();
    for (const pid of listProcesses()) {
      if (pid === process.pid) continue;
      for (const file of writtenBy(pid)) if (files.has(file)) holders.set(file, pid);
      // One process is looked at within a fraction of a millisecond; thousands must not block the live files.
      await setImmediate();
    }
    return holders;
  },
  isAlive(pid) {
    try {
      // The state stands behind the name, which may contain anything.
      const [, state] = /^[^]*\) (\S)/.exec(readFileSync(`${table}/${pid}/stat`, 'latin1')) ?? [];
      return state !== 'Z' && state !== 'X';
    } catch {
      return false;
    }
  },
};

function listProcesses(): number[] {
  try {
    return readdirSync(table).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** The files that a process has open for writing; none where it is gone or somebody else's. */
function writtenBy(pid: number): string[] {
  const directory = `${table}/${pid}/fd`;
  try {
    return readdirSync(directory)
      .slice(0, mostDescriptors)
      .flatMap((name) => targetOf(`${directory}/${name}`) ?? []);
  } catch {
    return [];
  }
}

function targetOf(descriptor: string): string | null {
  try {
    const target = readlinkSync(descriptor);
    if (!target.startsWith('/') || target.startsWith('/dev/')) return null;
    return (lstatSync(descriptor).mode & ownerMayWrite) === 0 ? null : target;
  } catch {
    // It was closed meanwhile.
    return null;
  }
}
