// Plays recorded runs into growing files, at the pace they were written or slower, byte for byte.
import { appendFileSync, mkdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { Disposable, toDisposable } from '../../src/base/lifecycle';
import type { RecordedFile, RecordedRun } from './recording';

export interface ReplayOptions {
  /** How much of each run is there at once, 0 … 1 of its time; runs that are not named start empty. */
  readonly begun: Readonly<Record<string, number>>;
  /** 1 for the recorded pace, 0.25 for a quarter of it. */
  readonly pace: number;
}

const tickMs = 100;

/** One file that grows: remembers how many of its records are written. */
class GrowingFile {
  readonly #recorded: RecordedFile;
  readonly #target: string;
  #written = 0;

  constructor(recorded: RecordedFile, target: string) {
    this.#recorded = recorded;
    this.#target = target;
  }

  /** Appends the records that were written up to `seconds`; true when there are none left. */
  advance(seconds: number): boolean {
    const { bytes, ends, times } = this.#recorded;
    const from = this.#written;
    while (this.#written < ends.length && times[this.#written]! <= seconds) this.#written++;
    if (this.#written > from) {
      mkdirSync(path.dirname(this.#target), { recursive: true });
      const start = from === 0 ? 0 : ends[from - 1]!;
      appendFileSync(this.#target, bytes.subarray(start, ends[this.#written - 1]));
    }
    return this.#written === ends.length;
  }

  /** Sets the time of the last change, as if the file had been at rest since. */
  dateBack(seconds: number): void {
    const then = Date.now() / 1000 - seconds;
    utimesSync(this.#target, then, then);
  }
}

/** What is complete from the start looks like something that ended a while ago. */
const endedAgoSeconds = 3600;

/** Grows the runs under a folder from the moment it is made until all is written or it is disposed. */
export class Replay extends Disposable {
  /** Resolves when the last record is written. */
  readonly ended: Promise<void>;
  readonly #runs: readonly { readonly files: GrowingFile[]; readonly begunAt: number }[];
  readonly #pace: number;
  readonly #startedAtMs = Date.now();

  constructor(runs: readonly RecordedRun[], folder: string, { begun, pace }: ReplayOptions) {
    super();
    this.#pace = pace;
    this.#runs = runs.map((run) => ({
      files: run.files.map((file) => new GrowingFile(file, path.join(folder, run.name, file.name))),
      begunAt: run.seconds * (begun[run.name] ?? 0),
    }));
    for (const { files, begunAt } of this.#runs) {
      for (const file of files) if (file.advance(begunAt)) file.dateBack(endedAgoSeconds);
    }
    this.ended = new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!this.#advance()) return;
        clearInterval(timer);
        resolve();
      }, tickMs);
      this.own(toDisposable(() => clearInterval(timer)));
    });
  }

  #advance(): boolean {
    const played = ((Date.now() - this.#startedAtMs) / 1000) * this.#pace;
    const done = this.#runs.flatMap(({ files, begunAt }) =>
      files.map((file) => file.advance(begunAt + played)),
    );
    return done.every(Boolean);
  }
}
