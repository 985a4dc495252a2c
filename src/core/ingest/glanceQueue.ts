// The large files whose two ends are looked at before anything long is read: a list of runs need not wait for all bytes.
import { hasEnds, readGlance } from './glance';
import type { Entry } from './intakeEntry';
import type { FileTail } from './tail';

export class GlanceQueue {
  /** Whether that is all that is done with them. For files that come from now on. */
  isAll = false;
  readonly #entries: Entry[] = [];

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /** Takes a file that is to be read; true where it need not be read otherwise. */
  push(entry: Entry): boolean {
    const { tail } = entry;
    if (isBegun(tail) || tail.glance || !hasEnds(tail.format, tail.sizeBytes)) return false;
    this.#entries.push(entry);
    return this.isAll;
  }

  /** Looks at the files that wait, and tells of each. Files that went away meanwhile are left out. */
  async drain(isKnown: (entry: Entry) => boolean, changed: (entry: Entry) => void): Promise<void> {
    for (let entry = this.#entries.shift(); entry; entry = this.#entries.shift()) {
      const { tail } = entry;
      if (!isKnown(entry) || isBegun(tail)) continue;
      // What is wrong with it is found by whoever reads it.
      tail.seenAtEnds = await readGlance(tail.filePath, tail.format).catch(() => null);
      if (this.isAll) entry.queued = false;
      if (isKnown(entry)) changed(entry);
    }
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

/** Whether it has been read from, or is not to be. */
function isBegun({ bytesRead, isAside }: FileTail): boolean {
  return bytesRead > 0 || isAside;
}
