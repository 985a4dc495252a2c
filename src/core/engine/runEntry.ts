// One run as the engine keeps it: its directory, its files and what they gave, and the summary told to others.
import path from 'node:path';
import { readProjector } from '../companions/projectorReader';
import { formatOf } from '../formats/registry';
import type { Glance } from '../ingest/glance';
import { type Interest, FileTail } from '../ingest/tail';
import type { DataChecks } from '../model/decoded';
import { isCopyName } from '../model/fileHeads';
import { compareFileNames } from '../model/fileOrder';
import type { FactSheet } from '../model/factSheet';
import { isAllDone } from '../model/progress';
import { decideRunState, nextStateChangeMs, type RunLife } from '../model/runState';
import type { RunData } from '../store/runData';
import { wallTimeProblems } from '../store/wallTime';
import { compareSeverity } from '../model/severity';
import { undoCopy } from './copiedAge';
import { endOfRun } from './endOfRun';
import { FileFeed, printedNameOf } from './fileFeed';
import { collectLastValues } from './lastValues';
import type { Member } from './member';
import { progressOf } from './runProgress';
import { TagClaims } from './tagClaims';
import type { MetricSources, RunSourceChoices } from '../../shared/sources';
import { noProjector, type Projector, type ProjectorQuery } from '../../shared/projector';
import type {
  Companion,
  Problem,
  Progress,
  RunId,
  RunRelations,
  RunSummary,
  SourceSummary,
} from '../../shared/vocabulary';

const mostProblems = 20;
/** TensorFlow, PyTorch and tensorboardX flush at least this often. */
const usuallyHeldBackMs = 120_000;
/** A run whose files are all gone is kept this long, since network disks blink. */
const missingGraceMs = 10_000;

/** How far the files are; the intake fits. */
export interface FileReading {
  isBehind(filePath: string): boolean;
  isStopped(filePath: string): boolean;
}

export class RunEntry {
  readonly id: RunId;
  #root = '';
  #path = '';
  readonly directory: string;
  readonly data: RunData;
  readonly tails = new Map<string, FileTail>();
  /** Those that are named like copies: few, and none as a rule. */
  readonly doubted = new Set<FileTail>();
  /** What each log tells of the run beside its points, by the name of the file. */
  readonly sheets = new Map<string, FactSheet>();
  /** By file: how many epochs there will be, where another file says so. */
  readonly epochTotals = new Map<string, number>();
  readonly #interest: Interest = { atMs: 0 };
  /** When all its files were first found missing; null while one is there. */
  missingSinceMs: number | null = null;
  /** Files beside its logs, by path. */
  companions: readonly Companion[] = [];
  /** Problems of the directory itself. */
  readonly directoryProblems: Problem[] = [];

  /** Set where the run is one of many in a source in the directory. */
  readonly member: Member | null;
  readonly #claims: TagClaims;
  #writerGoneAtMs = -Infinity;
  #wasListed = false;

  constructor(root: string, directory: string, data: RunData, member: Member | null = null) {
    this.#claims = new TagClaims((file, tag) => {
      data.removeTag(file, tag);
    });
    this.id = data.id;
    this.member = member;
    if (member) this.sheets.set(member.source.file, member.sheet);
    this.directory = directory;
    this.data = data;
    this.#place(root);
  }

  /** The folder that it was found under last. */
  get root(): string {
    return this.#root;
  }

  /** Relative to the root, with `/`; `.` for the root itself. */
  get name(): string {
    if (!this.member) return this.#path;
    return this.#path === '.' ? this.member.name : `${this.#path}/${this.member.name}`;
  }

  /** Its directory was found under `root` and could be read. @returns whether that changed anything */
  noteFound(root: string): boolean {
    if (root === this.#root && this.directoryProblems.length === 0) return false;
    this.#place(root);
    this.directoryProblems.length = 0;
    return true;
  }

  #place(root: string): void {
    this.#root = root;
    this.#path = path.relative(root, this.directory).split(path.sep).join('/') || '.';
  }

  /** Null where no log says how far it is. */
  get progress(): Progress | null {
    const { firstWallTime, lastWallTime } = this.data;
    return progressOf(this, (lastWallTime ?? NaN) - (firstWallTime ?? NaN));
  }

  /** Whether nothing keeps it in the list. */
  get isEmpty(): boolean {
    const { tails, companions, directoryProblems } = this;
    return !this.member && tails.size + companions.length + directoryProblems.length === 0;
  }

  /** Whether there is anything to show: files that are only named like logs do not make a run. */
  get isListed(): boolean {
    if (this.member) return true;
    if (this.companions.length > 0 || this.directoryProblems.length > 0) return true;
    for (const tail of this.tails.values()) if (tail.isLog) return true;
    return false;
  }

  /** Whether it came to the list, or left it, since the last call. */
  noteListed(): boolean {
    const had = this.#wasListed;
    this.#wasListed = this.isListed;
    return this.#wasListed !== had;
  }

  /** @returns whether they are others than before */
  setCompanions(companions: readonly Companion[]): boolean {
    if (JSON.stringify(companions) === JSON.stringify(this.companions)) return false;
    this.companions = companions;
    return true;
  }

  async readProjector({ path: asked, embedding, mostPoints }: ProjectorQuery): Promise<Projector> {
    const isListed = this.companions.some((one) => one.kind === 'projector' && one.path === asked);
    if (!isListed) return noProjector;
    const place = { folder: this.root, config: path.join(this.directory, asked) };
    return readProjector(place, embedding === null ? null : { embedding, mostPoints });
  }

  /** Whether its files have been missing for so long that they will not come back. */
  isGone(nowMs: number): boolean {
    return this.missingSinceMs !== null && nowMs - this.missingSinceMs >= missingGraceMs;
  }

  /** When time alone next changes what is said of the run; null if it does not. */
  nextChangeMs(nowMs: number): number | null {
    const state = nextStateChangeMs(this.collectLife(), nowMs);
    const gone = this.missingSinceMs === null ? Infinity : this.missingSinceMs + missingGraceMs;
    const next = Math.min(state ?? Infinity, gone);
    return next === Infinity ? null : next;
  }

  /** Whether time alone changed its state between these moments. */
  changesBetween(sinceMs: number, nowMs: number): boolean {
    const at = nextStateChangeMs(this.collectLife(), sinceMs);
    return at !== null && at <= nowMs;
  }

  /**
   * Follows one more file; null where it is followed already or none of the formats' own.
   * @param name relative to the run's directory, with `/`; it may lie in another directory
   */
  addFile(name: string, checks: DataChecks, looseLines = false): FileTail | null {
    const usual = formatOf(path.posix.basename(name));
    if (!usual || this.tails.has(name)) return null;
    const format = (looseLines ? usual.loose : undefined) ?? usual;
    const target = { data: this.data, claims: this.#claims, sheets: this.sheets };
    const isCurrent = (): boolean => this.tails.get(name) === tail;
    const sink = new FileFeed(target, name, format, looseLines, isCurrent);
    const tail = new FileTail(this.directory, name, format, sink, checks);
    tail.interest = this.#interest;
    this.tails.set(name, tail);
    if (isCopyName(name)) this.doubted.add(tail);
    return tail;
  }

  /**
   * Forgets a file with all that was read of it.
   * @returns the files that may now tell what this one did, and must be read again for it
   */
  removeFile(name: string): readonly string[] {
    this.#forget(name);
    return this.#toldBy([...this.#claims.close(name), ...this.#claims.close(printedNameOf(name))]);
  }

  /** Follows a file from its start once more. It keeps its metrics, if it tells them again. */
  reopenFile(name: string, checks: DataChecks, looseLines: boolean): FileTail | null {
    this.#forget(name);
    return this.addFile(name, checks, looseLines);
  }

  #forget(name: string): void {
    this.doubted.delete(this.tails.get(name)!);
    this.tails.delete(name);
    this.sheets.delete(name);
    this.data.removeFile(name);
    this.data.removeFile(printedNameOf(name));
  }

  /**
   * A file is read to its end.
   * @returns the files that may now tell what it told before it was written anew, and must be read again for it
   */
  settleFile(name: string): readonly string[] {
    const printed = printedNameOf(name);
    return this.#toldBy([...this.#claims.settle(name), ...this.#claims.settle(printed)]);
  }

  /** The metrics that several of its files tell. */
  collectSources(): readonly MetricSources[] {
    return this.#claims.collect();
  }

  /** @returns the files that must be read again for it */
  chooseSources(choices: RunSourceChoices): readonly string[] {
    return this.#toldBy(this.#claims.choose(choices));
  }

  /** The files that hold these sources, each once. */
  #toldBy(sources: readonly string[]): string[] {
    if (sources.length === 0) return [];
    return [...this.tails.keys()].filter(
      (name) => sources.includes(name) || sources.includes(printedNameOf(name)),
    );
  }

  /** @param code system error code */
  noteDirectoryFailure(code: string): void {
    const place = { file: '.', offset: null, bytes: 0, count: 1 };
    this.directoryProblems.splice(0, Infinity, { kind: 'unreadable', ...place, detail: code });
  }

  /** Notes whether any file is there. Mostly the first one answers, of however many. */
  noteMissing(isMissing: (filePath: string) => boolean, nowMs: number): void {
    for (const { filePath } of this.tails.values()) {
      if (isMissing(filePath)) continue;
      this.missingSinceMs = null;
      return;
    }
    this.missingSinceMs ??= nowMs;
  }

  /** Somebody looks at the run: of files that wait, its own are read first. */
  noteWanted(nowMs: number): void {
    this.#interest.atMs = nowMs;
  }

  /** No process has its files open any more. What is written later means that another one has. */
  noteWriterGone(atMs: number): void {
    this.#writerGoneAtMs = atMs;
  }

  collectLife(): RunLife {
    if (this.member) return this.member.life;
    let createdAtMs = Infinity;
    let lastGrowthAtMs = 0;
    let hasGrown = false;
    for (const { look, hasGrown: hasGrownNow, isAside, mayBeLog } of this.tails.values()) {
      // A copy is as young as its making.
      if (!look || isAside || !mayBeLog) continue;
      createdAtMs = Math.min(createdAtMs, look.birthtimeMs || look.mtimeMs);
      lastGrowthAtMs = Math.max(lastGrowthAtMs, look.mtimeMs);
      hasGrown ||= hasGrownNow;
    }
    const glance = this.#glance;
    const { lastWallTime, ended } = glance ?? this.data;
    const teller = glance ? this.#newest : this.tails.get(this.data.ended?.file ?? '');
    if (!hasGrown) lastGrowthAtMs = undoCopy(lastGrowthAtMs, lastWallTime);
    return {
      points: this.data.points + (glance?.lastValues.length ?? 0),
      createdAtMs: Number.isFinite(createdAtMs) ? createdAtMs : lastGrowthAtMs,
      lastGrowthAtMs,
      ...endOfRun(ended, teller?.format.id),
      usualGapMs: this.data.usualGapMs(),
      heldBackMs: this.#heldBackMs(),
      isAllDone: isAllDone(this.progress),
      writerGoneAtMs: this.#writerGoneAtMs >= lastGrowthAtMs ? this.#writerGoneAtMs : null,
      alwaysSaysEnd: [...this.tails.values()].some(
        (tail) => tail.mayBeLog && (tail.format.alwaysSaysEnd ?? false),
      ),
    };
  }

  /** Whether anything speaks for a process that still writes to its files, which are nobody else's. */
  mayBeWritten(nowMs: number): boolean {
    if (this.member) return false;
    const { state } = decideRunState(this.collectLife(), nowMs);
    return state === 'starting' || state === 'running' || state === 'stalled';
  }

  #heldBackMs(): number {
    let least = Infinity;
    for (const { mayBeLog, format } of this.tails.values()) {
      if (mayBeLog) least = Math.min(least, format.heldBackMs ?? usuallyHeldBackMs);
    }
    return Number.isFinite(least) ? least : usuallyHeldBackMs;
  }

  /** All but what other runs are to it. */
  summarize(nowMs: number, reading: FileReading): Omit<RunSummary, keyof RunRelations> {
    const { state, evidence } = decideRunState(this.collectLife(), nowMs);
    const tails = [...this.tails.values()].filter((tail) => tail.mayBeLog);
    const isLive = state === 'running' || state === 'starting';
    const problems = [
      ...this.directoryProblems,
      ...tails.flatMap((tail) => tail.collectProblems(isLive)),
      ...(this.member?.problems ?? []),
      ...this.#collectTimeProblems(),
    ];
    const series = [...this.data.series()];
    return {
      id: this.id,
      root: this.root,
      name: this.name,
      directory: this.directory,
      state,
      evidence,
      sources: this.member
        ? [this.member.source]
        : tails.map(sourceOf).sort((a, b) => compareFileNames(a.file, b.file)),
      companions: this.companions,
      points: this.data.points,
      tags: series.length,
      segments: this.data.starts,
      writers: this.data.writers,
      ...this.#reach(),
      lastValues: collectLastValues(this.data, this.#glance),
      title: this.#title(),
      progress: this.progress,
      problems: problems.toSorted(compareSeverity).slice(0, mostProblems),
      problemCount: problems.reduce((sum, problem) => sum + problem.count, 0),
      loading: this.member?.isLoading ?? tails.some((tail) => reading.isBehind(tail.filePath)),
      readingStopped: tails.some((tail) => reading.isStopped(tail.filePath)),
    };
  }

  /** What the ends of the file that was written last say, until all of it is read. */
  get #glance(): Glance | null {
    return this.#newest?.glance ?? null;
  }

  get #newest(): FileTail | null {
    let newest: FileTail | null = null;
    for (const tail of this.tails.values()) {
      const isNewer = (tail.look?.mtimeMs ?? 0) > (newest?.look?.mtimeMs ?? 0);
      if (tail.mayBeLog && !tail.isAside && (isNewer || newest === null)) newest = tail;
    }
    return newest;
  }

  /** How far it has come. */
  #reach(): Pick<RunSummary, 'firstWallTime' | 'lastWallTime' | 'lastStep'> {
    const { firstWallTime, lastWallTime, lastStep } = this.data;
    const glance = this.#glance;
    return {
      firstWallTime: firstWallTime ?? glance?.firstWallTime ?? null,
      lastWallTime: glance?.lastWallTime ?? lastWallTime,
      lastStep: glance?.lastStep ?? lastStep,
    };
  }

  /** What its tracker calls it, by its id where it has no name. */
  #title(): string | null {
    for (const [file, sheet] of this.sheets) {
      const told = this.tails.get(file)?.glance?.sheet ?? sheet;
      const name = told.get('about', ['name']) ?? told.get('about', ['id']);
      if (typeof name === 'string' && name) return name;
    }
    return null;
  }

  #collectTimeProblems(): Problem[] {
    return [...this.data.files()].flatMap(({ key, oddWallTimes }) =>
      oddWallTimes.size > 0 ? wallTimeProblems(key, oddWallTimes) : [],
    );
  }
}

function sourceOf({ name, format, sizeBytes, bytesRead }: FileTail): SourceSummary {
  return { file: name, format: format.id, sizeBytes, bytesRead };
}
