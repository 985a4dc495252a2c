// Keeps what runs are to each other up to date while they come, go and grow. Each change costs only what it touches.
import path from 'node:path';
import { groupKindOf, groupOf } from '../model/runGroups';
import { findPart, isSession, sessionTag, sessionTimeOf } from '../model/runPieces';
import type { RunId, RunParent, RunRelations, RunSession } from '../../shared/vocabulary';
import { Duplicates } from './duplicates';
import type { RunEntry } from './runEntry';
import { runIdOf } from './runId';

const alone: RunRelations = { partOf: null, hparamsOf: null, group: null, duplicateOf: null };

/** Lines of `add_scalars` have one tag and sessions few; whoever has more is neither. */
const mostSeries = 64;

export class Relations {
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #duplicates: Duplicates;
  readonly #known = new Map<RunId, RunRelations>();
  /** Runs that must be looked at again. */
  readonly #touched = new Set<RunId>();
  /** By directory: the runs in it that are named like a split. */
  readonly #splits = new Map<string, Set<RunId>>();
  /** By the id of a directory: the sessions below that belong to the nearest run above them. */
  readonly #sessions = new Map<RunId, Set<RunId>>();

  /** @param runs all runs; changed by their owner only */
  constructor(runs: ReadonlyMap<RunId, RunEntry>) {
    this.#runs = runs;
    this.#duplicates = new Duplicates(runs);
  }

  of(run: RunId): RunRelations {
    return this.#known.get(run) ?? alone;
  }

  /** Runs of a database have no directories of their own, which is what relations are told by. */
  added(run: RunEntry): void {
    if (run.member) return;
    this.#touched.add(run.id);
    this.#noteSplit(run, true);
    this.#touchAll(this.#sessions.get(run.id));
  }

  removed(run: RunEntry): void {
    if (run.member) return;
    this.#known.delete(run.id);
    this.#noteSplit(run, false);
    for (const { id } of parentsOf(run)) this.#sessions.get(id)?.delete(run.id);
    this.#touchAll(this.#sessions.get(run.id));
    this.#touchAll(this.#duplicates.remove(run.id));
  }

  /** The run's files or what was read of them changed. */
  touched(run: RunId): void {
    if (!this.#runs.get(run)?.member) this.#touched.add(run);
  }

  /** Catches up; returns the runs whose relations are other than before. */
  settle(): readonly RunId[] {
    const touched = [...this.#touched].filter((id) => this.#runs.has(id));
    this.#touched.clear();
    if (touched.length === 0) return [];
    const seen = new Set([...touched, ...this.#duplicates.update(touched)]);
    return [...seen].filter((id) => this.#settleOne(this.#runs.get(id)!));
  }

  #settleOne(run: RunEntry): boolean {
    const next: RunRelations = {
      ...this.#pieceOf(run),
      group: groupOf(namesOf(run), this.#splits.get(path.dirname(run.directory))?.size ?? 0),
      duplicateOf: this.#duplicates.of(run.id),
    };
    if (isSame(this.of(run.id), next)) return false;
    this.#known.set(run.id, next);
    return true;
  }

  #pieceOf(run: RunEntry): Pick<RunRelations, 'partOf' | 'hparamsOf'> {
    const none = { partOf: null, hparamsOf: null };
    const { data } = run;
    if (data.seriesCount === 0 || data.seriesCount > mostSeries || run.name === '.') return none;
    const part = findPart(namesOf(run), data.series());
    if (part) {
      const { depth, tag, key } = part;
      return { ...none, partOf: { ...parentAt(run, depth), tag, key } };
    }
    if (!data.find('hparams', sessionTag) || !isSession(data.series())) return none;
    return { ...none, hparamsOf: this.#parentOfSession(run) };
  }

  /** A directory named by the time is torch's own; one named by the user belongs to the nearest run above, if any. */
  #parentOfSession(run: RunEntry): RunSession | null {
    const calledAt = sessionTimeOf(path.basename(run.directory));
    if (calledAt !== null) return { ...parentAt(run, 1), calledAt };
    let found: RunSession | null = null;
    for (const { id, depth } of parentsOf(run)) {
      let sessions = this.#sessions.get(id);
      if (!sessions) this.#sessions.set(id, (sessions = new Set()));
      sessions.add(run.id);
      if (!found && this.#runs.has(id)) found = { ...parentAt(run, depth), calledAt };
    }
    return found;
  }

  #noteSplit(run: RunEntry, isThere: boolean): void {
    if (run.name === '.' || groupKindOf(path.basename(run.directory)) !== 'splits') return;
    const directory = path.dirname(run.directory);
    const splits = this.#splits.get(directory) ?? new Set();
    this.#splits.set(directory, splits);
    if (isThere) splits.add(run.id);
    else splits.delete(run.id);
    if (splits.size === 0) this.#splits.delete(directory);
    this.#touchAll(splits);
  }

  #touchAll(runs: Iterable<RunId> | undefined): void {
    for (const run of runs ?? []) this.#touched.add(run);
  }
}

/** The directories from the log folder to the run; none for the log folder itself. */
function namesOf({ name }: RunEntry): readonly string[] {
  return name === '.' ? [] : name.split('/');
}

function parentAt(run: RunEntry, depth: number): RunParent {
  const names = namesOf(run);
  const up = Array.from({ length: depth }, () => '..');
  return {
    run: runIdOf(path.join(run.directory, ...up)),
    name: names.slice(0, names.length - depth).join('/') || '.',
  };
}

/** The directories above a run up to the log folder, nearest first. */
function parentsOf(run: RunEntry): { readonly id: RunId; readonly depth: number }[] {
  return namesOf(run).map((_, at) => ({ id: parentAt(run, at + 1).run, depth: at + 1 }));
}

function isSame(a: RunRelations, b: RunRelations): boolean {
  return (
    a.duplicateOf === b.duplicateOf &&
    a.hparamsOf?.run === b.hparamsOf?.run &&
    a.partOf?.run === b.partOf?.run &&
    a.partOf?.tag === b.partOf?.tag &&
    a.partOf?.key === b.partOf?.key &&
    a.group?.kind === b.group?.kind
  );
}
