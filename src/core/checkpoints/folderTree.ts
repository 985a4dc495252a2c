// One bounded walk of a folder: every directory with the names in it. Nothing is read but listings.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

export interface Folder {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly parent: Folder | null;
  /** Names of files, symbolic links to whatever included. */
  readonly files: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
  readonly folders: ReadonlyMap<string, Folder>;
}

/** Names of the folders that hold what is about to be deleted. */
export const asidePrefix = '.trackside-aside-';

export interface WalkLimits {
  readonly folders: number;
  readonly entries: number;
  readonly depth: number;
}

export const walkLimits: WalkLimits = { folders: 100_000, entries: 2_000_000, depth: 40 };

export interface FolderTree {
  readonly root: Folder;
  /** Directories that could not be listed, with the system's error code. */
  readonly unread: readonly { readonly path: string; readonly code: string }[];
  /** Whether the limits ended the walk. */
  readonly cut: boolean;
}

/** Listings that are asked for at the same time; enough to hide the latency of a network disk. */
const concurrency = 16;

/**
 * Lists everything below a folder. Links to directories are not followed: what they lead to is found where it lies, or
 * lies elsewhere.
 */
export async function walkFolder(
  root: string,
  excluded: ReadonlySet<string>,
  signal?: AbortSignal,
  limits = walkLimits,
): Promise<FolderTree> {
  // The root may be a link itself.
  const info = await stat(root);
  if (!info.isDirectory())
    throw Object.assign(new Error(`${root} is no folder`), { code: 'ENOTDIR' });
  const walk = new Walk(excluded, limits, signal);
  const top = makeFolder(root, null);
  await walk.run(top);
  return { root: top, unread: walk.unread, cut: walk.cut };
}

interface OpenFolder extends Folder {
  readonly files: Set<string>;
  readonly links: Set<string>;
  readonly folders: Map<string, OpenFolder>;
  readonly depth: number;
}

function makeFolder(full: string, parent: OpenFolder | null): OpenFolder {
  return {
    path: full,
    name: path.basename(full),
    parent,
    files: new Set(),
    links: new Set(),
    folders: new Map(),
    depth: parent ? parent.depth + 1 : 0,
  };
}

class Walk {
  readonly unread: { path: string; code: string }[] = [];
  cut = false;
  readonly #excluded: ReadonlySet<string>;
  readonly #limits: WalkLimits;
  readonly #signal: AbortSignal | undefined;
  #folders = 0;
  #entries = 0;

  constructor(excluded: ReadonlySet<string>, limits: WalkLimits, signal?: AbortSignal) {
    this.#excluded = excluded;
    this.#limits = limits;
    this.#signal = signal;
  }

  async run(top: OpenFolder): Promise<void> {
    const queue = [top];
    const work = async (): Promise<void> => {
      for (let folder = queue.shift(); folder; folder = queue.shift()) {
        this.#signal?.throwIfAborted();
        await this.#list(folder);
        queue.push(...folder.folders.values());
      }
    };
    // A worker that finds the queue empty ends; those that still list start as many again.
    while (queue.length > 0) {
      await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, work));
    }
  }

  #isExcluded(name: string): boolean {
    return this.#excluded.has(name) || name.startsWith(asidePrefix);
  }

  async #list(folder: OpenFolder): Promise<void> {
    const { folders, entries: most, depth } = this.#limits;
    if (++this.#folders > folders || this.#entries > most || folder.depth > depth) {
      this.cut = true;
      return;
    }
    try {
      for (const entry of await readdir(folder.path, { withFileTypes: true })) {
        this.#entries++;
        if (entry.isSymbolicLink()) folder.links.add(entry.name);
        if (entry.isFile() || entry.isSymbolicLink()) folder.files.add(entry.name);
        else if (entry.isDirectory() && !this.#isExcluded(entry.name)) {
          folder.folders.set(entry.name, makeFolder(path.join(folder.path, entry.name), folder));
        }
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
      this.unread.push({ path: folder.path, code });
    }
  }
}

/** Every file below a folder, with its path. */
export function* filesBelow(folder: Folder): Generator<string> {
  for (const name of folder.files) yield path.join(folder.path, name);
  for (const inner of folder.folders.values()) yield* filesBelow(inner);
}

/** Whether some name of a folder's files fits. */
export function hasFile(folder: Folder, pattern: RegExp): boolean {
  for (const name of folder.files) if (pattern.test(name)) return true;
  return false;
}

/** Names of a folder's files that fit, sorted. */
export function filesLike(folder: Folder, pattern: RegExp): string[] {
  return [...folder.files].filter((name) => pattern.test(name)).sort();
}
