// Tells the processes apart that wrote one tag of a run at the same time, and follows each from file to file.

/** A file as seen by time. Times are seconds since the Unix epoch; NaN before the file has any. */
export interface TimedFile {
  readonly firstTime: number;
  /** Of the point that was recorded last: a clock that was ahead for a while does not count. */
  readonly lastTime: number;
}

/** Clocks of two machines of one job, and a process that ends while the next begins, differ by less. */
export const skewSeconds = 5;
/** Processes that ended within this time ended together, as those of one job do. */
const togetherSeconds = 60;
/** Bounds the work for a directory into which thousands of processes write; further ones share the last chain. */
export const mostChains = 256;

/**
 * Whether two files were written at the same time: the later one began clearly before the earlier one's last point.
 * Files without times, and files that lie the other way round in time, were not.
 */
export function areConcurrent(earlier: TimedFile, later: TimedFile): boolean {
  return (
    later.firstTime + skewSeconds < earlier.lastTime &&
    earlier.firstTime <= later.lastTime + skewSeconds
  );
}

class Chain implements TimedFile {
  firstTime = Infinity;
  lastTime = -Infinity;

  add({ firstTime, lastTime }: TimedFile): void {
    if (firstTime < this.firstTime) this.firstTime = firstTime;
    if (lastTime > this.lastTime) this.lastTime = lastTime;
  }
}

/**
 * Chains of files that continue each other. A file continues the chain that had ended most recently when the file
 * began; of several that had ended together, the first. A file that began while all chains went on begins one. A file
 * without times continues the file before it.
 */
export class ProcessChains {
  readonly #chains: Chain[] = [];
  #newest = 0;

  get count(): number {
    return this.#chains.length;
  }

  /** Places the next file, in the order of the run's files; returns the ordinal of its chain. */
  place(file: TimedFile): number {
    const number = this.#continuedBy(file);
    this.#chains[number] ??= new Chain();
    this.#chains[number].add(file);
    this.#newest = number;
    return number;
  }

  #continuedBy(file: TimedFile): number {
    if (Number.isNaN(file.firstTime)) return this.#newest;
    // What lies the other way round in time counts as ended when the file began.
    const ends = this.#chains.map((chain) =>
      areConcurrent(chain, file) ? NaN : Math.min(chain.lastTime, file.firstTime),
    );
    const latest = ends.reduce((last, end) => (end > last ? end : last), -Infinity);
    const chosen = ends.findIndex((end) => end >= latest - togetherSeconds);
    return chosen >= 0 ? chosen : Math.min(this.#chains.length, mostChains - 1);
  }
}
