// Finds runs that are copies of other runs, such as mirrors made by rsync: all their files begin alike, and none is longer.
import { headKeyOf, sharesHead } from '../model/fileHeads';
import { compareNaturally } from '../../base/naturalOrder';
import type { RunId, SeriesStatistics } from '../../shared/vocabulary';
import type { RunEntry } from './runEntry';

/** A head that more runs share than anybody keeps copies of tells nothing, and comparing them all would take long. */
const mostAlike = 16;

interface File {
  readonly head: Uint8Array;
  readonly sizeBytes: number;
}

/** What a run is compared by: its files that hold anything, by the key of their heads. */
interface Portrait {
  readonly files: ReadonlyMap<string, File>;
  readonly bytes: number;
}

export class Duplicates {
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #portraits = new Map<RunId, Portrait>();
  /** Runs with a file of this head. */
  readonly #alike = new Map<string, Set<RunId>>();
  readonly #duplicateOf = new Map<RunId, RunId>();

  constructor(runs: ReadonlyMap<RunId, RunEntry>) {
    this.#runs = runs;
  }

  of(run: RunId): RunId | null {
    return this.#duplicateOf.get(run) ?? null;
  }

  /** Looks at these runs again, and at those they are compared with, which are returned. */
  update(runs: readonly RunId[]): ReadonlySet<RunId> {
    const judged = new Set<RunId>(runs);
    for (const id of runs) {
      for (const other of this.#sharersOf(id)) judged.add(other);
      this.#draw(this.#runs.get(id)!);
      for (const other of this.#sharersOf(id)) judged.add(other);
    }
    for (const id of judged) this.#judge(id);
    return judged;
  }

  /** Forgets a run; returns those that may have been its copies. */
  remove(run: RunId): readonly RunId[] {
    const sharers = [...this.#sharersOf(run)].filter((other) => other !== run);
    for (const key of this.#portraits.get(run)?.files.keys() ?? []) this.#unlist(key, run);
    this.#portraits.delete(run);
    this.#duplicateOf.delete(run);
    return sharers;
  }

  #draw(run: RunEntry): void {
    const files = new Map<string, File>();
    let bytes = 0;
    for (const tail of run.tails.values()) {
      const key = tail.isAside ? null : headKeyOf(tail.head);
      if (key === null) continue;
      files.set(key, { head: tail.head, sizeBytes: tail.sizeBytes });
      bytes += tail.sizeBytes;
    }
    for (const key of this.#portraits.get(run.id)?.files.keys() ?? []) {
      if (!files.has(key)) this.#unlist(key, run.id);
    }
    for (const key of files.keys()) {
      const alike = this.#alike.get(key);
      if (alike) alike.add(run.id);
      else this.#alike.set(key, new Set([run.id]));
    }
    this.#portraits.set(run.id, { files, bytes });
  }

  #unlist(key: string, run: RunId): void {
    const alike = this.#alike.get(key);
    alike?.delete(run);
    if (alike?.size === 0) this.#alike.delete(key);
  }

  /** The run and all that have a file in common with it, also just when they become or were too many. */
  #sharersOf(run: RunId): ReadonlySet<RunId> {
    const sharers = new Set<RunId>();
    for (const key of this.#portraits.get(run)?.files.keys() ?? []) {
      const alike = this.#alike.get(key);
      if (!alike || alike.size < 2 || alike.size > mostAlike + 1) continue;
      for (const other of alike) sharers.add(other);
    }
    return sharers;
  }

  /** The other runs that may hold all of this one: those that have the file that fewest have. */
  #peersOf(run: RunId): readonly RunId[] {
    let fewest: ReadonlySet<RunId> | undefined;
    for (const key of this.#portraits.get(run)?.files.keys() ?? []) {
      const alike = this.#alike.get(key);
      if (!fewest || (alike && alike.size < fewest.size)) fewest = alike;
    }
    if (!fewest || fewest.size < 2 || fewest.size > mostAlike) return [];
    return [...fewest].filter((other) => other !== run);
  }

  /** Of the runs that hold all of this one, the fullest; a copy of this one is not asked, so that they do not take turns. */
  #judge(run: RunId): void {
    const known = this.#duplicateOf.get(run);
    let original: RunId | undefined;
    for (const other of this.#peersOf(run)) {
      if (this.#duplicateOf.get(other) === run && this.#holds(run, other)) continue;
      if (!this.#holds(other, run)) continue;
      if (other !== known && !this.#goesBefore(other, run)) continue;
      if (original === undefined || this.#goesBefore(other, original)) original = other;
    }
    if (original === undefined) this.#duplicateOf.delete(run);
    else this.#duplicateOf.set(run, original);
  }

  /** Whether every file of `part` is the beginning of a file of `whole`. */
  #holds(whole: RunId, part: RunId): boolean {
    const [all, some] = [this.#portraits.get(whole)!, this.#portraits.get(part)!];
    if (some.files.size === 0) return false;
    for (const [key, file] of some.files) {
      const other = all.files.get(key);
      if (!other || other.sizeBytes < file.sizeBytes) return false;
      if (!sharesHead(other.head, file.head)) return false;
    }
    return this.#agree(whole, part, all.bytes === some.bytes);
  }

  /** Whether what was read does not contradict: with a clock that stands still, all files begin alike. */
  #agree(whole: RunId, part: RunId, isEqual: boolean): boolean {
    const [a, b] = [this.#runs.get(whole)!, this.#runs.get(part)!];
    if (!isRead(a) || !isRead(b)) return true;
    for (const series of b.data.series()) {
      const other = a.data.find(series.kind, series.tag)?.statistics();
      const own = series.statistics();
      if (!other || other.points < own.points || !isSamePoint(other.first, own.first)) return false;
      if (isEqual && !isSamePoint(other.last, own.last)) return false;
    }
    return true;
  }

  /** A total order: the fuller one, then the one whose path is shorter. */
  #goesBefore(a: RunId, b: RunId): boolean {
    const bytes = this.#portraits.get(b)!.bytes - this.#portraits.get(a)!.bytes;
    if (bytes !== 0) return bytes < 0;
    const [{ directory: x }, { directory: y }] = [this.#runs.get(a)!, this.#runs.get(b)!];
    return (x.length - y.length || compareNaturally(x, y)) < 0;
  }
}

function isSamePoint(a: SeriesStatistics['first'], b: SeriesStatistics['first']): boolean {
  return a === b || (a?.step === b?.step && Object.is(a?.value, b?.value));
}

function isRead(run: RunEntry): boolean {
  for (const tail of run.tails.values()) {
    if (!tail.isAside && tail.bytesRead < tail.sizeBytes) return false;
  }
  return true;
}
