// Where runs and files can appear.
import path from 'node:path';
import type { DirectoryWalk } from '../ingest/walk';

/** Directories of runs and all above them up to their folder. */
export function directoriesToWatch(walk: DirectoryWalk): Set<string> {
  const watched = new Set<string>();
  for (const { directory, root, logFiles } of walk.directories) {
    if (logFiles.length === 0 && directory !== root) continue;
    for (let at = directory; !watched.has(at); at = path.dirname(at)) {
      watched.add(at);
      if (at === root || at === path.dirname(at)) break;
    }
  }
  return watched;
}
