// Finds the directories that hold log files: one walk per folder, asynchronous, loop-safe, and cheap to repeat.
import { readdir, realpath, stat } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../base/clock';

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
  readonly children: readonly string[];
}

export interface WalkProblem {
  readonly directory: string;
  readonly root: string;
  /** System error code, such as EACCES. */
  readonly code: string;
}

export interface WalkOptions {
  readonly isLogFile: (fileName: string) => boolean;
  readonly isExcluded: (directoryName: string) => boolean;
}

export interface WalkListener {
  /** A directory was read for the first time or again because it changed. */
  read(directory: SeenDirectory): void;
  gone(directory: SeenDirectory): void;
  failed(problem: WalkProblem): void;
}

/** Directories that hold thousands of files and never runs. */
export const defaultExcludedDirectories: readonly string[] = [
  '.git',
  '.hg',
  '.svn',
  '.tox',
  '.nox',
  '.venv',
  'venv',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
  '__pycache__',
  'node_modules',
  'site-packages',
];

/** Coarsest time stamps in use are FAT's two seconds. */
const timestampGrainMs = 2_000;

/** Directories looked at at the same time; enough to hide the latency of a network disk. */
const concurrency = 16;

/**
 * Walks folders and remembers what it saw. The first call of `look` reads everything; later calls stat the known
 * directories and read again only those whose modification time moved, so that a round over thousands of
 * directories costs one stat each. A directory reached twice (symlink, nested folder) is entered once.
 */
export class DirectoryWalk {
  readonly #roots: readonly string[];
  readonly #options: WalkOptions;
  readonly #listener: WalkListener;
  readonly #clock: Clock;
  readonly #seen = new Map<string, SeenDirectory>();
  readonly #owners = new Map<string, string>();
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

  cancel(): void {
    this.#cancelled = true;
  }

  /** One round. Never rejects: what cannot be read is reported to the listener. */
  async look(): Promise<void> {
    const queue: { directory: string; root: string }[] = [...this.#roots].map((root) => ({
      directory: root,
      root,
    }));
    const visited = new Set<string>();
    let active = 0;
    await new Promise<void>((resolve) => {
      const next = (): void => {
        while (active < concurrency && queue.length > 0 && !this.#cancelled) {
          const task = queue.shift()!;
          if (visited.has(task.directory)) continue;
          visited.add(task.directory);
          active++;
          void this.#visit(task.directory, task.root).then((children) => {
            active--;
            for (const child of children) queue.push({ directory: child, root: task.root });
            next();
          });
        }
        if (active === 0 && (queue.length === 0 || this.#cancelled)) resolve();
      };
      next();
    });
    if (!this.#cancelled) this.#forgetUnvisited(visited);
  }

  #forgetUnvisited(visited: ReadonlySet<string>): void {
    for (const [directory, seen] of this.#seen) {
      if (!visited.has(directory)) this.#forget(seen);
    }
  }

  #forget(seen: SeenDirectory): void {
    this.#seen.delete(seen.directory);
    if (this.#owners.get(seen.identity) === seen.directory) this.#owners.delete(seen.identity);
    this.#listener.gone(seen);
  }

  /** Looks at one directory and returns the children to look at next. */
  async #visit(directory: string, root: string): Promise<readonly string[]> {
    const known = this.#seen.get(directory);
    try {
      const info = await stat(directory);
      if (!info.isDirectory()) {
        if (known) this.#forget(known);
        return [];
      }
      if (known?.settled && known.mtimeMs === info.mtimeMs) return known.children;
      const identity = await identityOf(directory, info);
      const owner = this.#owners.get(identity);
      if (owner !== undefined && owner !== directory && (await isStill(owner, identity))) return [];
      this.#owners.set(identity, directory);
      const entries = await readdir(directory, { withFileTypes: true });
      if (this.#cancelled) return [];
      const settled = this.#clock.now() - info.mtimeMs > timestampGrainMs;
      const contents = await this.#sort(directory, entries);
      const seen = { directory, root, mtimeMs: info.mtimeMs, settled, identity, ...contents };
      this.#seen.set(directory, seen);
      this.#listener.read(seen);
      return seen.children;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        if (known) this.#forget(known);
      } else this.#listener.failed({ directory, root, code });
      return known?.children ?? [];
    }
  }

  async #sort(
    directory: string,
    entries: readonly Dirent[],
  ): Promise<Pick<SeenDirectory, 'logFiles' | 'children'>> {
    const logFiles: string[] = [];
    const children: string[] = [];
    for (const entry of entries) {
      const kind = entry.isSymbolicLink()
        ? await targetKind(path.join(directory, entry.name))
        : entry.isDirectory()
          ? 'directory'
          : entry.isFile()
            ? 'file'
            : 'other';
      if (kind === 'directory' && !this.#options.isExcluded(entry.name)) {
        children.push(path.join(directory, entry.name));
      } else if (kind === 'file' && this.#options.isLogFile(entry.name)) logFiles.push(entry.name);
    }
    return { logFiles, children };
  }
}

/** Some network file systems give no inode numbers; the resolved path identifies a directory there. */
async function identityOf(
  directory: string,
  info: { readonly dev: number; readonly ino: number },
): Promise<string> {
  return info.ino === 0 ? await realpath(directory) : `${info.dev}:${info.ino}`;
}

/** Whether the path still leads to the directory that was known under it: it may have been renamed. */
async function isStill(directory: string, identity: string): Promise<boolean> {
  try {
    return (await identityOf(directory, await stat(directory))) === identity;
  } catch {
    return false;
  }
}

/** What a symbolic link leads to; a dangling link leads to nothing of interest. */
async function targetKind(link: string): Promise<'directory' | 'file' | 'other'> {
  try {
    const info = await stat(link);
    return info.isDirectory() ? 'directory' : info.isFile() ? 'file' : 'other';
  } catch {
    return 'other';
  }
}
