// Finds the directories that hold log files: one walk per folder, asynchronous, loop-safe, and cheap to repeat.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { diskPath, listDirectory, type DirectoryEntry } from './diskPath';
import { learnDisk, noteDirectory } from './localDisks';

/** A directory as the last look found it. */
export interface SeenDirectory {
  readonly directory: string;
  /** The folder of the settings that it was found under. */
  readonly root: string;
  readonly mtimeMs: number;
  /** False when it changed so lately that its modification time may not tell the next change apart. */
  readonly settled: boolean;
  /** Same for one directory however it was reached. */
  readonly identity: string;
  readonly logFiles: readonly string[];
  /** Other files of interest. */
  readonly companions: readonly SeenCompanion[];
  readonly children: readonly string[];
  /** Directories that are reached through a symbolic link in this one. */
  readonly linked: readonly string[];
}

export interface SeenCompanion {
  readonly name: string;
  readonly sizeBytes: number;
}

interface Task {
  readonly directory: string;
  readonly root: string;
  /** How many levels below it are looked at as well. */
  readonly levels: number;
}

/** A run and what it has right inside of it. */
const levelsOfOpened = 1;

export interface WalkProblem {
  readonly directory: string;
  readonly root: string;
  /** System error code, such as EACCES. */
  readonly code: string;
}

export interface WalkOptions {
  readonly isLogFile: (fileName: string) => boolean;
  readonly isExcluded: (directoryName: string, parentName: string) => boolean;
  /** Whether a file that is no log is listed all the same. */
  readonly isCompanion?: (directory: string, fileName: string) => boolean;
}

export interface WalkListener {
  /** A directory was read for the first time or again because it changed. */
  read(directory: SeenDirectory): void;
  /** A directory that was read, or failed, is there no more. */
  gone(directory: string): void;
  failed(problem: WalkProblem): void;
}

/** Coarsest time stamps in use are FAT's two seconds. */
const timestampGrainMs = 2_000;

/** Directories looked at at the same time; enough to hide the latency of a network disk. */
const concurrency = 16;

/**
 * Walks folders and remembers what it saw. The first call of `look` reads everything; later calls stat the known
 * directories and read again only those whose modification time moved, so that a round over thousands of
 * directories costs one stat each. A directory reached twice (symlink, nested folder) is entered once, by its real path
 * where that is among the folders, so that its name does not depend on which of two looks is quicker.
 */
export class DirectoryWalk {
  readonly #roots: readonly string[];
  readonly #options: WalkOptions;
  readonly #listener: WalkListener;
  readonly #clock: Clock;
  readonly #seen = new Map<string, SeenDirectory>();
  readonly #failed = new Set<string>();
  readonly #owners = new Map<string, string>();
  #opened: readonly string[] = [];
  #cancelled = false;

  constructor(
    roots: readonly string[],
    options: WalkOptions,
    listener: WalkListener,
    clock: Clock,
  ) {
    this.#roots = roots;
    this.#options = options;
    this.#listener = listener;
    this.#clock = clock;
  }

  get directories(): Iterable<SeenDirectory> {
    return this.#seen.values();
  }

  get directoryCount(): number {
    return this.#seen.size;
  }

  /** Whether a directory is there as far as the last look tells, readable or not. */
  knows(directory: string): boolean {
    return this.#seen.has(directory) || this.#failed.has(directory);
  }

  cancel(): void {
    this.#cancelled = true;
  }

  /**
   * From the next look on also reads these directories and what is right inside them. Each counts as a folder of its own
   * unless it lies where the folders are searched anyway.
   */
  setOpened(directories: readonly string[]): void {
    this.#opened = directories.filter((each) => !this.#isSearched(each));
  }

  /** One round. Never rejects: what cannot be read is reported to the listener. */
  async look(): Promise<void> {
    const visited = new Set<string>();
    let linked: Task[] = [];
    let tasks = [
      ...this.#roots.map((root): Task => ({ directory: root, root, levels: Infinity })),
      ...this.#opened.map((root): Task => ({ directory: root, root, levels: levelsOfOpened })),
    ];
    while (tasks.length > 0 && !this.#cancelled) {
      linked.push(...(await this.#visitAll(tasks, visited)));
      // Links come last, one after the other in the order of their names.
      linked = linked
        .filter(({ directory }) => !visited.has(directory))
        .sort((a, b) => compareCodeUnits(a.directory, b.directory));
      tasks = linked.splice(0, 1);
    }
    if (!this.#cancelled) this.#forgetUnvisited(visited);
  }

  /** Visits these directories and all below them except through links, which are returned. */
  async #visitAll(tasks: readonly Task[], visited: Set<string>): Promise<readonly Task[]> {
    const queue = [...tasks];
    const linked: Task[] = [];
    let active = 0;
    await new Promise<void>((resolve) => {
      const next = (): void => {
        while (active < concurrency && queue.length > 0 && !this.#cancelled) {
          const task = queue.shift()!;
          if (visited.has(task.directory)) continue;
          visited.add(task.directory);
          active++;
          void this.#visit(task).then((seen) => {
            active--;
            const { root } = task;
            const levels = task.levels - 1;
            if (levels >= 0) {
              for (const directory of seen?.children ?? []) queue.push({ directory, root, levels });
              for (const directory of seen?.linked ?? []) linked.push({ directory, root, levels });
            }
            next();
          });
        }
        if (active === 0 && (queue.length === 0 || this.#cancelled)) resolve();
      };
      next();
    });
    return linked;
  }

  #forgetUnvisited(visited: ReadonlySet<string>): void {
    for (const directory of [...this.#seen.keys(), ...this.#failed]) {
      if (!visited.has(directory)) this.#forget(directory);
    }
  }

  #forget(directory: string): void {
    const seen = this.#seen.get(directory);
    this.#seen.delete(directory);
    if (seen && this.#owners.get(seen.identity) === directory) this.#owners.delete(seen.identity);
    const hadFailed = this.#failed.delete(directory);
    if (seen || hadFailed) this.#listener.gone(directory);
  }

  #isSearched(directory: string): boolean {
    return this.#roots.some((root) => {
      const relative = path.relative(root, directory);
      const parts = relative.split(path.sep);
      const isInside = parts[0] !== '..' && !path.isAbsolute(relative);
      return (
        isInside &&
        !parts.some((part, at) =>
          this.#options.isExcluded(part, parts[at - 1] ?? path.basename(root)),
        )
      );
    });
  }

  /** Looks at one directory and returns what is known of it: what is in it is looked at next. */
  async #visit({ directory, root }: Omit<Task, 'levels'>): Promise<SeenDirectory | undefined> {
    const known = this.#seen.get(directory);
    try {
      const info = await stat(diskPath(directory));
      if (!info.isDirectory()) {
        this.#forget(directory);
        return undefined;
      }
      const isSame = known?.settled && known.mtimeMs === info.mtimeMs;
      // After a failure it is read again even if it looks as before, so that the listener hears of its recovery.
      if (isSame && !this.#failed.has(directory)) return known;
      const identity = await identityOf(directory, info);
      const owner = this.#owners.get(identity);
      if (owner !== undefined && owner !== directory && (await isStill(owner, identity))) {
        return undefined;
      }
      this.#owners.set(identity, directory);
      const isLocal = await learnDisk(info.dev, directory);
      noteDirectory(directory, isLocal);
      const entries = await listDirectory(directory, isLocal);
      const settled = this.#clock.now() - info.mtimeMs > timestampGrainMs;
      const contents = await this.#sort(directory, entries);
      if (this.#cancelled) return undefined;
      const seen = { directory, root, mtimeMs: info.mtimeMs, settled, identity, ...contents };
      this.#seen.set(directory, seen);
      this.#failed.delete(directory);
      this.#listener.read(seen);
      return seen;
    } catch (error) {
      return this.#noteFailure({ directory, root }, error);
    }
  }

  /** What was known of a directory that fails stays known. */
  #noteFailure(
    { directory, root }: Omit<Task, 'levels'>,
    error: unknown,
  ): SeenDirectory | undefined {
    const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    if (code === 'ENOENT' || code === 'ENOTDIR') this.#forget(directory);
    else {
      this.#failed.add(directory);
      if (!this.#cancelled) this.#listener.failed({ directory, root, code });
    }
    return this.#seen.get(directory);
  }

  async #sort(
    directory: string,
    entries: readonly DirectoryEntry[],
  ): Promise<Pick<SeenDirectory, 'logFiles' | 'companions' | 'children' | 'linked'>> {
    const logFiles: string[] = [];
    const companions: SeenCompanion[] = [];
    const children: string[] = [];
    const linked: string[] = [];
    for (const entry of entries) {
      const kind = entry.isSymbolicLink()
        ? await targetKind(path.join(directory, entry.name))
        : entry.isDirectory()
          ? 'directory'
          : entry.isFile()
            ? 'file'
            : 'other';
      if (kind === 'directory' && !this.#options.isExcluded(entry.name, path.basename(directory))) {
        const list = entry.isSymbolicLink() ? linked : children;
        list.push(path.join(directory, entry.name));
      } else if (kind === 'file' && this.#options.isLogFile(entry.name)) logFiles.push(entry.name);
      else if (kind === 'file' && this.#options.isCompanion?.(directory, entry.name)) {
        const sizeBytes = await sizeOf(path.join(directory, entry.name));
        companions.push({ name: entry.name, sizeBytes });
      }
    }
    return { logFiles, companions, children, linked };
  }
}

function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Some network file systems give no inode numbers; the resolved path identifies a directory there. */
async function identityOf(
  directory: string,
  info: { readonly dev: number; readonly ino: number },
): Promise<string> {
  return info.ino === 0 ? await realpath(diskPath(directory)) : `${info.dev}:${info.ino}`;
}

/** Whether the path still leads to the directory that was known under it: it may have been renamed. */
async function isStill(directory: string, identity: string): Promise<boolean> {
  try {
    return (await identityOf(directory, await stat(diskPath(directory)))) === identity;
  } catch {
    return false;
  }
}

/** 0 for a file that went away meanwhile. */
async function sizeOf(file: string): Promise<number> {
  return stat(diskPath(file)).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What a symbolic link leads to; a dangling link leads to nothing of interest. */
async function targetKind(link: string): Promise<'directory' | 'file' | 'other'> {
  try {
    const info = await stat(diskPath(link));
    return info.isDirectory() ? 'directory' : info.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
