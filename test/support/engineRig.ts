// An engine on a folder of its own, with a clock moved by hand, so that "with the next poll" is a fact and no wait.
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import type { Processes } from '../../src/core/ingest/openFiles';
import type { EngineSettings } from '../../src/shared/engineContract';
import type { FrameQuery, PieceRole } from '../../src/shared/frame';
import type { Axis, RunSummary } from '../../src/shared/vocabulary';
import { piecesOf, wholeOf } from '../unit/core/query/frameReader';
import { fileVersionRecord, joinBytes, scalarRecord } from './eventFiles';
import { ManualClock } from './manualClock';
import { useTemporaryFolder } from './temporaryFolder';

export const pollIntervalMs = 1_000;

const noProcesses: Processes = {
  findHolders: () => Promise.resolve(null),
  isAlive: () => false,
};

/** One tag of one run as a chart gets it: `[x, y]` of the line that counts, and of each part that was superseded. */
export interface Drawn {
  readonly line: readonly (readonly [number, number])[];
  readonly ghosts: readonly (readonly (readonly [number, number])[])[];
}

export class EngineRig {
  readonly clock: ManualClock;
  readonly engine: Engine;
  readonly folder: string;

  /** @param processes those of the machine; without them no writer is known */
  constructor(folder: string, processes: Processes = noProcesses) {
    this.folder = folder;
    this.clock = new ManualClock(Date.now());
    this.engine = new Engine(this.clock, silentLog, undefined, processes);
  }

  pathOf(file: string): string {
    return path.join(this.folder, file);
  }

  /** Writes a whole file and the directories above it; returns its path. */
  write(file: string, ...parts: readonly Uint8Array[]): string {
    const target = this.pathOf(file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, joinBytes(...parts));
    return target;
  }

  /** Gives a file the time of the rig's clock. */
  touch(file: string): void {
    const seconds = this.clock.now() / 1000;
    utimesSync(this.pathOf(file), seconds, seconds);
  }

  append(file: string, ...parts: readonly Uint8Array[]): void {
    appendFileSync(this.pathOf(file), joinBytes(...parts));
  }

  /** Searches the folder and reads all of it. */
  async load(changes: Partial<EngineSettings> = {}): Promise<readonly RunSummary[]> {
    this.engine.configure({
      folders: [this.folder],
      excludedDirectories: ['node_modules'],
      pollIntervalMs,
      watch: false,
      memoryLimitBytes: Infinity,
      ...changes,
    });
    await this.engine.settled();
    return this.runs();
  }

  /** Lets the time of one poll pass, and what it finds be read. */
  async poll(): Promise<readonly RunSummary[]> {
    this.clock.advance(pollIntervalMs);
    await this.engine.settled();
    return this.runs();
  }

  async rescan(): Promise<readonly RunSummary[]> {
    await this.engine.rescan();
    await this.engine.settled();
    return this.runs();
  }

  runs(): readonly RunSummary[] {
    return this.engine.listRuns().runs;
  }

  run(name = 'run'): RunSummary {
    const found = this.runs().find((run) => run.name === name);
    if (!found)
      throw new Error(
        `no run ${name} among ${this.runs()
          .map((run) => run.name)
          .join()}`,
      );
    return found;
  }

  /** `kind tag` of everything a run holds, sorted. */
  listed(name = 'run'): string[] {
    const { tags } = this.engine.answers.getCatalog([this.run(name).id]);
    return tags.map(({ kind, tag }) => `${kind} ${tag}`).sort();
  }

  draw(tag = 'loss', name = 'run', axis: Axis = 'step'): Drawn {
    const pieces = this.#pieces({ tag, axis }, name);
    return {
      line: pieces.filter(({ role }) => role === 'line').flatMap(({ points }) => points),
      ghosts: pieces.filter(({ role }) => role === 'ghost').map(({ points }) => points),
    };
  }

  /** The line as an average with this weight. */
  smoothed(weight: number, tag = 'loss', name = 'run'): Drawn['line'] {
    const pieces = this.#pieces({ tag, smoothing: { kind: 'ema', weight } }, name);
    return pieces.filter(({ role }) => role === 'smooth').flatMap(({ points }) => points);
  }

  isSingleStep(tag = 'loss', name = 'run'): boolean {
    return this.engine.answers.getFrame(wholeOf([this.run(name).id], { tag })).singleStep;
  }

  #pieces(
    changes: Partial<FrameQuery>,
    name: string,
  ): { role: PieceRole; points: Drawn['line'] }[] {
    const frame = this.engine.answers.getFrame(
      wholeOf([this.run(name).id], { columns: 1_000, ...changes }),
    );
    return piecesOf(frame, frame.series[0]).map(({ role, xs, ys }) => ({
      role,
      points: xs.map((x, index) => [x, ys[index]!] as const),
    }));
  }

  /** Steps of the line that counts. */
  steps(tag = 'loss', name = 'run'): number[] {
    return this.draw(tag, name).line.map(([x]) => x);
  }

  /** The exact value of the point at or next to a step. */
  valueAt(x: number, tag = 'loss', name = 'run'): number | undefined {
    const runs = [this.run(name).id];
    const smoothing = { kind: 'none' } as const;
    return this.engine.answers.getNearest({ tag, runs, axis: 'step', x, smoothing })[0]?.value;
  }

  /** Kind, place, bytes and count of what is wrong with a run's files. */
  troubles(name = 'run'): unknown[] {
    const { problems } = this.run(name);
    return problems.map(({ kind, offset, bytes, count }) => [kind, offset, bytes, count]);
  }
}

/** Makes an engine before each test of the surrounding `describe`; returns how to get it. */
export function useEngine(): () => EngineRig {
  const folder = useTemporaryFolder();
  let rig: EngineRig;
  beforeEach(() => {
    rig = new EngineRig(folder());
  });
  afterEach(() => {
    rig.engine.dispose();
  });
  return () => rig;
}

export const head = fileVersionRecord();

/** Records of one tag at these steps, each with half its step as value, a second apart. */
export function scalars(steps: readonly number[], tag = 'loss'): Uint8Array {
  return joinBytes(...steps.map((step) => scalarRecord(tag, step, step / 2)));
}

/** The numbers from `from` to `to`, both included. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
