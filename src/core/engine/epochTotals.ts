// How many epochs trainings will run that only say how many are over: their arguments stand beside their tables.
import path from 'node:path';
import { openInside } from '../companions/insideFolder';
import type { FileTail } from '../ingest/tail';
import type { RunEntry } from './runEntry';

/** Ultralytics' and timm's, and YOLOv5's. */
const argumentFiles = ['args.yaml', 'opt.yaml'] as const;
const mostBytes = 1 << 20;
const epochs = /^epochs:[ \t]*(\d{1,9})[ \t]*(?:#.*)?$/m;
/** A training that goes on may have been given more. */
const restMs = 10_000;

export class EpochTotals {
  readonly #now: () => number;
  readonly #changed: (run: RunEntry) => void;
  readonly #readAtMs = new WeakMap<FileTail, number>();
  readonly #readings = new Set<Promise<void>>();

  /** @param changed told when more is known of a run */
  constructor(now: () => number, changed: (run: RunEntry) => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** There is something new in a file of the run. */
  note(run: RunEntry, tail: FileTail): void {
    const progress = run.sheets.get(tail.name)?.progress;
    if (progress?.unit !== 'epoch' || progress.total !== null) return;
    const now = this.#now();
    if (now - (this.#readAtMs.get(tail) ?? -Infinity) < restMs) return;
    this.#readAtMs.set(tail, now);
    const reading = this.#read(run, tail).finally(() => this.#readings.delete(reading));
    this.#readings.add(reading);
  }

  /** Resolves when nothing is read any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#readings);
  }

  async #read(run: RunEntry, tail: FileTail): Promise<void> {
    const directory = path.dirname(tail.filePath);
    for (const name of argumentFiles) {
      const total = totalIn(await readSmall(run.root, directory, name));
      if (total === null) continue;
      if (run.epochTotals.get(tail.name) === total) return;
      run.epochTotals.set(tail.name, total);
      this.#changed(run);
      return;
    }
  }
}

function totalIn(text: string): number | null {
  const found = epochs.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** Empty where there is no such file inside of the log folder, or it is too large for arguments. */
async function readSmall(root: string, directory: string, name: string): Promise<string> {
  const opened = await openInside(root, directory, name);
  if (!('read' in opened)) return '';
  try {
    const { size } = await opened.stat();
    return size > mostBytes ? '' : await opened.readFile('utf8');
  } catch {
    return '';
  } finally {
    await opened.close();
  }
}
