// Why runs ended, found out when somebody asks and kept until their consoles or their values move on.
import path from 'node:path';
import type { RunEnd } from '../diagnosis/diagnose';
import { defaultExcludedDirectories } from '../model/excludedDirectories';
import type { Failure } from '../../shared/failure';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { findConsoles, type ConsoleFile } from './consoleFiles';
import { endsWith } from './consoleOwners';
import { diagnoseOwner } from './runDiagnosis';

/** How far below a run's directory its consoles lie: W&B's and torchrun's are the deepest. */
const levelsBelow = 4;
/** How far above it: `slurm-12.out` lies where the job was sent from. */
const levelsAbove = 3;
const mostKept = 1_000;

interface Kept {
  readonly key: string;
  readonly failure: Promise<Failure | null>;
}

export class RunFailures {
  readonly #summaryOf: (run: RunId) => RunSummary | null;
  readonly #endBeside: (file: string) => Promise<RunEnd>;
  readonly #kept = new Map<RunId, Kept>();

  /**
   * @param summaryOf null for a run that is gone
   * @param endBeside what else is known of the end of the program that wrote a console
   */
  constructor(
    summaryOf: (run: RunId) => RunSummary | null,
    endBeside: (file: string) => Promise<RunEnd>,
  ) {
    this.#summaryOf = summaryOf;
    this.#endBeside = endBeside;
  }

  /** Null where nothing is wrong, where nothing tells, and for a run that is gone. */
  async get(id: RunId): Promise<Failure | null> {
    const run = this.#summaryOf(id);
    if (!run) return null;
    const consoles = await consolesOf(run);
    const key = keyOf(run, consoles);
    const known = this.#kept.get(id);
    if (known?.key === key) return known.failure;
    const failure = diagnoseOwner({ name: run.name, run, consoles }, this.#endBeside);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(id, { key, failure });
    // What could not be read may be readable the next time.
    failure.catch(() => this.#kept.delete(id));
    return failure;
  }
}

function keyOf({ state, points, lastWallTime }: RunSummary, consoles: readonly ConsoleFile[]) {
  const files = consoles.map(({ path: file, modifiedMs, sizeBytes }) => [
    file,
    modifiedMs,
    sizeBytes,
  ]);
  return JSON.stringify([state, points, lastWallTime, files]);
}

/** Those inside its directory; else those above it that ended with it. */
export async function consolesOf(run: RunSummary): Promise<ConsoleFile[]> {
  const inside = await findConsoles(run.directory, defaultExcludedDirectories, levelsBelow);
  if (inside.length > 0) return inside;
  let directory = run.directory;
  for (let level = 0; level < levelsAbove; level++) {
    const above = path.dirname(directory);
    if (above === directory) break;
    const found = (await findConsoles(above, [], 0)).filter((console) => endsWith(console, run));
    if (found.length > 0) return found;
    directory = above;
  }
  return [];
}
