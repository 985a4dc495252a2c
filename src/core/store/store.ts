// The only writable state of the product: runs and their series. Everything else asks; only file writers change it.
import type { RunId } from '../../shared/vocabulary';
import { ChunkPager } from './chunkPager';
import { RunData } from './runData';

export class RunStore {
  readonly #runs = new Map<RunId, RunData>();
  readonly #pager: ChunkPager;
  #revision = 0;

  /** @param pager holds all columns to its limit; by default everything stays in memory */
  constructor(pager = new ChunkPager()) {
    this.#pager = pager;
  }

  /** For all columns and pyramids together; what is over it is put away. */
  set memoryLimitBytes(bytes: number) {
    this.#pager.limitBytes = bytes;
  }

  /** Increases on every change. Runs and series carry its value at their last change. */
  get revision(): number {
    return this.#revision;
  }

  /** Bytes of all columns and pyramids that are in memory. */
  get bytes(): number {
    let sum = 0;
    for (const run of this.#runs.values()) sum += run.bytes;
    return sum;
  }

  /** The run of this id, made if it is not there. */
  addRun(id: RunId): RunData {
    let run = this.#runs.get(id);
    if (!run) {
      run = new RunData(id, () => ++this.#revision, this.#pager);
      this.#runs.set(id, run);
    }
    return run;
  }

  run(id: RunId): RunData | undefined {
    return this.#runs.get(id);
  }

  removeRun(id: RunId): void {
    if (this.#runs.delete(id)) this.#revision++;
  }

  /** In the order in which they were added. */
  runs(): Iterable<RunData> {
    return this.#runs.values();
  }
}
