// Reads for the table what lies beside the logs of runs: configuration files, logged texts, hyperparameters of sessions.
import type { Clock } from '../../base/clock';
import { Disposable } from '../../base/lifecycle';
import { Throttle } from '../../base/throttle';
import type { HparamsTable } from '../../shared/hparams';
import type { RunId, RunRelations } from '../../shared/vocabulary';
import { FactSheet } from '../model/factSheet';
import { readConfigFiles } from './configFiles';
import type { ContentReader } from './contentReader';
import type { RunEntry } from './runEntry';
import { readTexts } from './runFacts';
import type { RunStore } from '../store/store';

/** What it reads from. */
export interface TableReading {
  readonly runs: ReadonlyMap<RunId, RunEntry>;
  readonly store: RunStore;
  readonly contents: ContentReader;
  relationsOf(run: RunId): RunRelations;
  getHparams(runs: readonly RunId[]): Promise<HparamsTable>;
}

/** Files that are read at the same time. */
const mostAtOnce = 8;
const tellIntervalMs = 200;

export class TableReader extends Disposable {
  readonly #source: TableReading;
  readonly #sheets = new Map<RunId, readonly FactSheet[]>();
  readonly #hparams = new Map<RunId, FactSheet>();
  readonly #sessions = new Map<RunId, RunId[]>();
  /** How often the process of a run had been started when its files were read. */
  readonly #readAt = new Map<RunId, number>();
  readonly #waiting = new Set<RunId>();
  readonly #told = new Set<RunId>();
  readonly #tell: Throttle;
  #hparamsTold = '';
  #working: Promise<void> | null = null;

  /** @param read tells that more is known of these runs */
  constructor(source: TableReading, clock: Clock, read: (runs: readonly RunId[]) => void) {
    super();
    this.#source = source;
    this.#tell = this.own(
      new Throttle(clock, tellIntervalMs, () => {
        const runs = this.takeTold();
        if (runs.length > 0) read(runs);
      }),
    );
  }

  get isFinished(): boolean {
    return this.#working === null;
  }

  /** What was read of a run so far. */
  *sheetsOf(id: RunId): Generator<FactSheet, undefined> {
    const own = this.#hparams.get(id);
    if (own) yield own;
    const sessions = this.sessionsOf(id);
    const only = sessions.length === 1 ? this.#hparams.get(sessions[0]!) : undefined;
    if (only) yield only;
    yield* this.#sheets.get(id) ?? [];
  }

  /** The sessions that belong to a run. */
  sessionsOf(id: RunId): readonly RunId[] {
    return this.#sessions.get(id) ?? [];
  }

  /** These runs are shown: what was not read of them since they were started last is read now. */
  want(runs: Iterable<RunId>): void {
    this.#collectSessions();
    for (const id of runs) {
      const run = this.#source.runs.get(id);
      if (run && this.#readAt.get(id) !== run.data.starts) this.#waiting.add(id);
    }
    const isWork = this.#waiting.size > 0 || this.#describeHparams() !== this.#hparamsTold;
    if (isWork) this.#working ??= this.#work().finally(() => (this.#working = null));
  }

  /** Resolves when all that was wanted has been read. */
  async finished(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** The runs that more is known of and that were not told yet. */
  takeTold(): readonly RunId[] {
    const runs = [...this.#told];
    this.#told.clear();
    return runs;
  }

  #collectSessions(): void {
    this.#sessions.clear();
    for (const id of this.#source.runs.keys()) {
      const parent = this.#source.relationsOf(id).hparamsOf?.run;
      if (!parent) continue;
      const sessions = this.#sessions.get(parent);
      if (sessions) sessions.push(id);
      else this.#sessions.set(parent, [id]);
    }
  }

  async #work(): Promise<void> {
    await this.#readHparams();
    const workers = Array.from({ length: mostAtOnce }, () => this.#readWaiting());
    await Promise.all(workers);
  }

  async #readWaiting(): Promise<void> {
    for (const id of this.#waiting) {
      if (this.isDisposed) return;
      this.#waiting.delete(id);
      const run = this.#source.runs.get(id);
      if (!run) continue;
      this.#readAt.set(id, run.data.starts);
      const sheets = await this.#readBeside(run);
      if (sheets.length === 0 && !this.#sheets.has(id)) continue;
      this.#sheets.set(id, sheets);
      this.#note(id);
    }
  }

  async #readBeside(run: RunEntry): Promise<readonly FactSheet[]> {
    const texts = await readTexts(this.#source, run);
    // What lies beside a database belongs to none of its runs.
    const config = run.member
      ? []
      : (await readConfigFiles(run.root, run.directory, new Set(run.sheets.keys()))).sheets;
    return [...texts, ...config].map(({ sheet }) => sheet);
  }

  /** Which runs have told how many hyperparameters. */
  #describeHparams(): string {
    const telling: string[] = [];
    for (const [id, { data }] of this.#source.runs) {
      for (const { kind, points } of data.series()) {
        if (kind === 'hparams') telling.push(`${id} ${points}`);
      }
    }
    return telling.join();
  }

  async #readHparams(): Promise<void> {
    const told = this.#describeHparams();
    if (told === this.#hparamsTold) return;
    this.#hparamsTold = told;
    const { hparams, sessions } = await this.#source.getHparams([...this.#source.runs.keys()]);
    for (const { run, parent, values, newest } of sessions) {
      if (!newest) continue;
      const sheet = new FactSheet();
      values.forEach((value, at) => {
        if (value === null) return;
        sheet.apply([{ kind: 'set', section: 'config', path: [hparams[at]!.name], value }]);
      });
      this.#hparams.set(run, sheet);
      this.#note(run);
      if (parent) this.#note(parent);
    }
  }

  #note(id: RunId): void {
    this.#told.add(id);
    if (!this.isDisposed) this.#tell.request();
  }
}
