// The files beside event files as the walk finds them, and the run that each belongs to.
import path from 'node:path';
import { companionKindOf, homeOf, labelOf } from '../companions/companionKind';
import type { SeenCompanion, SeenDirectory } from '../ingest/walk';
import type { Companion } from '../../shared/vocabulary';

interface Found {
  readonly root: string;
  readonly files: readonly SeenCompanion[];
}

export interface PlacedCompanions {
  readonly directory: string;
  readonly root: string;
  /** By path. */
  readonly companions: Companion[];
}

export class CompanionIndex {
  readonly #byDirectory = new Map<string, Found>();

  note({ directory, root, companions }: SeenDirectory): void {
    if (companions.length > 0) this.#byDirectory.set(directory, { root, files: companions });
    else this.#byDirectory.delete(directory);
  }

  clear(): void {
    this.#byDirectory.clear();
  }

  forget(directory: string): void {
    this.#byDirectory.delete(directory);
  }

  /**
   * Each goes to the nearest run at or above the directory that it is meant for, inside its folder; without one, that
   * directory is taken for a run.
   * @returns by the directories of the runs
   */
  place(isRun: (directory: string) => boolean): Map<string, PlacedCompanions> {
    const placed = new Map<string, PlacedCompanions>();
    for (const [directory, { root, files }] of this.#byDirectory) {
      const owner = ownerOf(directory, root, isRun);
      let there = placed.get(owner);
      if (!there) placed.set(owner, (there = { directory: owner, root, companions: [] }));
      there.companions.push(...files.flatMap((file) => toCompanion(owner, directory, file)));
    }
    for (const { companions } of placed.values()) {
      companions.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    }
    return placed;
  }
}

function ownerOf(directory: string, root: string, isRun: (directory: string) => boolean): string {
  const home = homeOf(directory);
  // A profiler session that is a folder of its own has nothing above it.
  if (home.length < root.length) return directory;
  for (let at = home; ; at = path.dirname(at)) {
    if (isRun(at)) return at;
    if (at === root || at === path.dirname(at)) return home;
  }
}

function toCompanion(owner: string, directory: string, file: SeenCompanion): readonly Companion[] {
  const kind = companionKindOf(directory, file.name);
  if (!kind) return [];
  const relative = path.relative(owner, path.join(directory, file.name)).split(path.sep).join('/');
  return [{ kind, path: relative, label: labelOf(kind, relative), sizeBytes: file.sizeBytes }];
}
