// Knows the directories with logs that were found, and which run the logs of each belong to at the moment.
import path from 'node:path';
import type { FactSheet } from '../model/factSheet';
import { findHomes, type Homes, type LogDirectory, type RunLink } from './homes';
import { linkOf } from './runLinks';

/** The logs of a directory now belong to another run than before; null: to none. */
export interface Move {
  readonly directory: string;
  readonly from: string | null;
  /** The logs as they were last seen; undefined where they are gone. */
  readonly logs: LogDirectory | undefined;
}

export class LogPlaces {
  readonly #logs = new Map<string, LogDirectory>();
  /** What logs say about others of their run, by directory and by name. */
  readonly #told = new Map<string, Map<string, RunLink>>();
  #homes: Homes = new Map();
  #needsSettling = false;

  /** Whether a log has said since the last settling where others of its run lie. */
  get needsSettling(): boolean {
    return this.#needsSettling;
  }

  /** Forgets which logs there are. What they told holds where they are found again, since they are not read again. */
  clear(): void {
    this.#logs.clear();
  }

  note(seen: LogDirectory): void {
    if (seen.logFiles.length > 0) this.#logs.set(seen.directory, seen);
    else this.forget(seen.directory);
  }

  forget(directory: string): void {
    this.#logs.delete(directory);
    this.#told.delete(directory);
  }

  /** The directory whose run has the logs of this one; null: they are not followed. */
  homeOf(directory: string): string | null {
    return homeIn(this.#homes, directory);
  }

  /** Takes what a log in the directory has told by now. */
  noteTold(filePath: string, sheet: FactSheet): void {
    const directory = path.dirname(filePath);
    const name = path.basename(filePath);
    const link = linkOf(directory, sheet);
    const told = this.#told.get(directory) ?? new Map<string, RunLink>();
    if (!link || JSON.stringify(link) === JSON.stringify(told.get(name))) return;
    this.#told.set(directory, told.set(name, link));
    this.#needsSettling = true;
  }

  /** Finds all homes anew: they depend on everything that was found, and change with it. */
  settle(): readonly Move[] {
    const before = this.#homes;
    const homes = findHomes(this.#logs, this.#collectLinks());
    this.#homes = homes;
    this.#needsSettling = false;
    return [...new Set([...before.keys(), ...homes.keys()])].flatMap((directory) => {
      const from = homeIn(before, directory);
      if (from === homeIn(homes, directory)) return [];
      return [{ directory, from, logs: this.#logs.get(directory) }];
    });
  }

  /** Of several logs in a directory, one is believed whichever spoke last: they would take turns. */
  #collectLinks(): Map<string, RunLink> {
    return new Map(
      Array.from(this.#told, ([directory, told]) => {
        const first = [...told.keys()].reduce((a, b) => (a < b ? a : b));
        return [directory, told.get(first)!];
      }),
    );
  }
}

function homeIn(homes: Homes, directory: string): string | null {
  return homes.has(directory) ? homes.get(directory)! : directory;
}
