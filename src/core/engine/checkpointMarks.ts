// The checkpoints of runs as marks at their steps: looked for once, and again where directories changed.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../base/clock';
import { Emitter } from '../../base/event';
import { Disposable } from '../../base/lifecycle';
import type { CheckpointSummary } from '../../shared/checkpoints';
import type { RunMark } from '../../shared/runMarks';
import type { RunId } from '../../shared/vocabulary';
import { discoverCheckpoints } from '../checkpoints/discover';
import type { Folder } from '../checkpoints/folderTree';
import type { RunEntry } from './runEntry';
import { runIdOf } from './runId';
import { linkOf } from './runLinks';

/** A run's directory that holds more than this is something else as well. */
const limits = { folders: 4000, entries: 200_000, depth: 8 };
/** A question waits so long for checkpoints that were not looked for yet; then it is answered without them. */
const patienceMs = 300;
/** Least time between two looks at the same directories. */
const lookAgainMs = 5000;
/** What is not complete may still be written, without its directory telling. */
const writingMs = 600_000;
/** The newest of a run. */
const mostMarks = 500;

interface Looked {
  readonly atMs: number;
  readonly found: readonly CheckpointSummary[];
  /** When each directory was changed last. */
  readonly stamps: ReadonlyMap<string, number>;
}

export class CheckpointMarks extends Disposable {
  /** Names of directories that are not entered. */
  excluded: readonly string[] = [];
  readonly #clock: Clock;
  readonly #runs: ReadonlyMap<RunId, RunEntry>;
  readonly #found: Emitter<RunId>;
  /** Fires with a run of which others were found than were told. */
  readonly onDidFind;
  /** By directory. */
  readonly #looked = new Map<string, Looked>();
  /** Runs that wait to be looked at; one at a time, so that logs are read in between. */
  readonly #waiting = new Map<RunId, Promise<void>>();
  #last: Promise<void> = Promise.resolve();

  /** @param runs changed by their owner only */
  constructor(
    clock: Clock,
    runs: ReadonlyMap<RunId, RunEntry>,
    onError: (error: unknown) => void = () => undefined,
  ) {
    super();
    this.#clock = clock;
    this.#runs = runs;
    this.#found = this.own(new Emitter<RunId>(onError));
    this.onDidFind = this.#found.event;
  }

  /** Those with a step. What is found later is told of by `onDidFind`. */
  async of(ids: readonly RunId[]): Promise<readonly RunMark[]> {
    const runs = ids.flatMap((id) => this.#runs.get(id) ?? []);
    const looks = runs.flatMap((run) => this.#look(run) ?? []);
    if (looks.length > 0) {
      await this.#atMost(patienceMs, Promise.all(looks));
    }
    return runs.flatMap((run) => this.#marksOf(run));
  }

  async #atMost(ms: number, work: Promise<unknown>): Promise<void> {
    let stop: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (stop = resolve));
    const timer = this.own(this.#clock.after(ms, () => stop()));
    await Promise.race([work, over]);
    this.disown(timer);
  }

  /** Null where nothing is to be looked at now. */
  #look(run: RunEntry): Promise<void> | null {
    const present = this.#waiting.get(run.id);
    if (present) return present;
    const now = this.#clock.now();
    const due = directoriesOf(run).filter((directory) => {
      const looked = this.#looked.get(directory);
      return !looked || now - looked.atMs >= lookAgainMs;
    });
    if (due.length === 0) return null;
    const look = this.#last.then(async () => {
      const before = JSON.stringify(this.#marksOf(run));
      for (const directory of due) if (!this.isDisposed) await this.#lookAt(directory);
      this.#waiting.delete(run.id);
      const isNew = JSON.stringify(this.#marksOf(run)) !== before;
      if (isNew && !this.isDisposed) this.#found.fire(run.id);
    });
    this.#last = look;
    this.#waiting.set(run.id, look);
    return look;
  }

  async #lookAt(directory: string): Promise<void> {
    const known = this.#looked.get(directory);
    const atMs = this.#clock.now();
    if (known && !mayBeWritten(known, atMs) && (await areAsBefore(known.stamps))) {
      this.#looked.set(directory, { ...known, atMs });
      return;
    }
    this.#looked.set(directory, await findIn(directory, this.excluded, atMs));
  }

  #marksOf(run: RunEntry): readonly RunMark[] {
    const found = new Map<string, CheckpointSummary>();
    for (const directory of directoriesOf(run)) {
      for (const each of this.#looked.get(directory)?.found ?? []) {
        if (this.#isOwn(run, directory, each.path)) found.set(each.path, each);
      }
    }
    const marks = [...found.values()].flatMap((each) => markOf(run, each) ?? []);
    return marks.sort((a, b) => a.step - b.step).slice(-mostMarks);
  }

  /** Whether no other run's directory lies between the one that was searched and the checkpoint. */
  #isOwn(run: RunEntry, searched: string, checkpoint: string): boolean {
    let at = path.dirname(checkpoint);
    for (; at !== searched && at.length > searched.length; at = path.dirname(at)) {
      const other = this.#runs.get(runIdOf(at));
      if (other && other !== run) return false;
    }
    return true;
  }
}

/** Its own, and those that its logs lie in or name, as far as they lie in the log folder; none within another. */
function directoriesOf(run: RunEntry): readonly string[] {
  const own = run.member ? [] : [run.directory];
  const ofLogs = run.member
    ? []
    : [...run.tails.values()].map(({ filePath }) => path.dirname(filePath));
  const linked = [...run.sheets.values()].flatMap(
    (sheet) => linkOf(run.directory, sheet)?.directories ?? [],
  );
  const all = [...new Set([...own, ...ofLogs, ...linked])].filter(
    // A log that names the whole folder says nothing of where its own checkpoints are.
    (directory) =>
      isWithin(run.root, directory) && (directory !== run.root || own.includes(directory)),
  );
  return all.filter((one) => !all.some((other) => other !== one && isWithin(other, one)));
}

function isWithin(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
}

function markOf(run: RunEntry, found: CheckpointSummary): RunMark | null {
  const { step, sizeBytes, resume, problems, linkTo } = found;
  // A link is another name for one that is found where it lies.
  if (step === null || linkTo !== null) return null;
  return {
    run: run.id,
    step,
    kind: 'checkpoint',
    label: path.basename(found.path),
    id: path.relative(run.directory, found.path).split(path.sep).join('/'),
    checkpoint: { sizeBytes, resume, problem: problems[0] ?? null },
  };
}

/** A directory that cannot be walked has none. */
async function findIn(
  directory: string,
  excluded: readonly string[],
  atMs: number,
): Promise<Looked> {
  try {
    const { checkpoints, tree } = await discoverCheckpoints(directory, { excluded, limits });
    const folders = [...foldersOf(tree)];
    const times = await Promise.all(folders.map(changedMs));
    const stamps = new Map(folders.map((folder, at) => [folder, times[at]!]));
    return { atMs, found: checkpoints.map(({ summary }) => summary), stamps };
  } catch {
    return { atMs, found: [], stamps: new Map([[directory, await changedMs(directory)]]) };
  }
}

function* foldersOf(folder: Folder): Generator<string> {
  yield folder.path;
  for (const inner of folder.folders.values()) yield* foldersOf(inner);
}

/** -1 where it is not there. */
async function changedMs(directory: string): Promise<number> {
  return stat(directory).then(
    ({ mtimeMs }) => mtimeMs,
    () => -1,
  );
}

async function areAsBefore(stamps: Looked['stamps']): Promise<boolean> {
  for (const [folder, before] of stamps) if ((await changedMs(folder)) !== before) return false;
  return true;
}

function mayBeWritten({ found }: Looked, nowMs: number): boolean {
  return found.some(({ complete, modifiedMs }) => !complete && nowMs - modifiedMs < writingMs);
}
