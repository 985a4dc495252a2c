// The runs that a dashboard of one event file shows: the file's own run, whether the log folders hold it or not.
import type { DashboardFile, DashboardView } from '../../shared/dashboardContract';
import type { Problem, RunId, RunSummary } from '../../shared/vocabulary';
import type { OpenedFile } from '../openedFile';
import type { ReadingProgress } from '../runCache';
import { runName } from '../runFacts';
import type { RunPieces } from '../runPieces';
import type { DashboardScope, ScopedRuns } from './dashboardScope';

/** What can be known of the file itself, and done with it. */
export interface FileAccess {
  exists(): PromiseLike<boolean>;
  openAsText(): void;
  /** The page should ask for the state again. */
  changed(): void;
}

/** Worst first. */
const tellingProblems = ['fileMissing', 'unreadable', 'notAnEventFile', 'emptyFile'] as const;

export class FileScope implements DashboardScope {
  readonly openAsText: () => void;
  readonly #model: ScopedRuns;
  readonly #file: OpenedFile;
  readonly #access: FileAccess;
  /** Unlike the ticks of the tree: who opens a file wants to see it. */
  readonly #unplotted = new Set<RunId>();

  constructor(model: ScopedRuns, file: OpenedFile, access: FileAccess) {
    this.#model = model;
    this.#file = file;
    this.#access = access;
    this.openAsText = () => access.openAsText();
  }

  get runs(): readonly RunSummary[] {
    const { name, directories } = this.#file;
    const there = this.#model.everyRun.filter((run) => directories.includes(run.directory));
    // The runs of a database beside the file are in the same directory.
    const own = there.find(({ sources }) => sources.some(({ file }) => file === name)) ?? there[0];
    return own ? [own] : [];
  }

  /** Of these runs alone: what else is read is of no interest here. */
  get progress(): ReadingProgress {
    const sources = this.runs.filter(({ loading }) => loading).flatMap((run) => run.sources);
    return {
      searching: this.runs.length === 0 && this.#file.scheme === 'file' && this.#isSearching,
      bytesTotal: sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      bytesRead: sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    };
  }

  get pieces(): RunPieces {
    return this.#model.pieces;
  }

  has(run: RunId): boolean {
    return this.runs.some(({ id }) => id === run);
  }

  aliasOf(run: RunId): string | null {
    return this.#model.aliasOf(run);
  }

  colourOf(run: RunId): number {
    return this.#model.colourOf(run);
  }

  isPlotted(run: RunId): boolean {
    return !this.#unplotted.has(run);
  }

  setPlotted(runs: readonly RunId[], plotted: boolean): void {
    for (const run of runs) {
      if (plotted) this.#unplotted.delete(run);
      else this.#unplotted.add(run);
    }
    this.#access.changed();
  }

  async describeFile(): Promise<DashboardFile> {
    const { name, directories } = this.#file;
    const [run] = this.runs;
    const directory = directories[0] ?? '';
    return {
      name,
      run: run ? (this.aliasOf(run.id) ?? runName(run)) : runName({ name: '.', directory }),
      directory,
      problem: run ? problemOf(run, name) : await this.#problemWithoutRun(),
    };
  }

  /** A filter that was typed for all runs must not hide what was just opened. */
  viewFrom(kept: DashboardView): DashboardView {
    return { ...kept, tagFilter: '', runFilter: '' };
  }

  viewToKeep(view: DashboardView, kept: DashboardView): DashboardView {
    return { ...view, tagFilter: kept.tagFilter, runFilter: kept.runFilter };
  }

  get #isSearching(): boolean {
    return this.#model.progress.searching;
  }

  async #problemWithoutRun(): Promise<DashboardFile['problem']> {
    const { scheme } = this.#file;
    if (scheme !== 'file') return { kind: 'notOnDisk', detail: scheme };
    if (!(await this.#access.exists())) return { kind: 'missing', detail: null };
    return this.#isSearching ? null : { kind: 'notAnEventFile', detail: null };
  }
}

/** The worst that is known of the run's file of this name. */
function problemOf(
  { problems, sources, loading }: RunSummary,
  name: string,
): DashboardFile['problem'] {
  const own = problems.filter(({ file }) => file === name);
  for (const kind of tellingProblems) {
    const found: Problem | undefined = own.find((problem) => problem.kind === kind);
    if (found) return { kind: kind === 'fileMissing' ? 'missing' : kind, detail: found.detail };
  }
  // Of a run that has just begun this is no problem yet, but the reason why there is nothing to see.
  const isEmpty = !loading && sources.some((one) => one.file === name && one.sizeBytes === 0);
  return isEmpty ? { kind: 'emptyFile', detail: null } : null;
}
