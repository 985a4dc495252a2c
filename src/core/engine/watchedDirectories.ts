// Where runs and files can appear.
import path from 'node:path';
import type { DirectoryWalk } from '../ingest/walk';

/** Of directories without logs so many are watched, those that changed last: a run may begin in one of them. */
const mostWithoutLogs = 512;

/** Directories of runs and all above them up to their folder, and others in which something happened lately. */
export function directoriesToWatch(walk: DirectoryWalk): Set<string> {
  const watched = new Set<string>();
  const others: { readonly directory: string; readonly mtimeMs: number }[] = [];
  for (const seen of walk.directories) {
    const { directory, root, logFiles } = seen;
    if (logFiles.length === 0 && directory !== root) {
      others.push(seen);
      continue;
    }
    for (let at = directory; !watched.has(at); at = path.dirname(at)) {
      watched.add(at);
      if (at === root || at === path.dirname(at)) break;
    }
  }
  others.sort((a, b) => b.mtimeMs - a.mtimeMs);
  for (const { directory } of others.slice(0, mostWithoutLogs)) watched.add(directory);
  return watched;
}
