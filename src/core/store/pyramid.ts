// A min/max pyramid over the index of a column: answers extremes of any stretch without reading its points.
import type { RangeSummary } from './rangeSummary';

/** Points under one leaf. */
export const leafPoints = 64;
const fanOut = 16;
const firstCapacity = 4;
const bytesPerNode = 9;

/** Nodes of one height, oldest first; node `i` covers `leafPoints · fanOut^height` points from `i` times that. */
class Level {
  count = 0;
  min = new Float32Array(firstCapacity);
  max = new Float32Array(firstCapacity);
  flags = new Uint8Array(firstCapacity);
  /** Absent as long as every finite value of the column is above 0: then it equals `min`. */
  minPositive: Float32Array | undefined;

  push(min: number, max: number, minPositive: number, flags: number): void {
    const at = this.count++;
    if (at === this.min.length) this.#grow();
    this.min[at] = min;
    this.max[at] = max;
    this.flags[at] = flags;
    if (this.minPositive) this.minPositive[at] = minPositive;
  }

  /** Starts to keep `minPositive`; until now it was `min`. */
  keepMinPositive(): void {
    this.minPositive ??= this.min.slice();
  }

  addTo(summary: RangeSummary, from: number, to: number): void {
    const minPositive = this.minPositive ?? this.min;
    for (let i = from; i < to; i++) {
      summary.addNode(this.min[i]!, this.max[i]!, minPositive[i]!, this.flags[i]!);
    }
  }

  get bytes(): number {
    return this.min.length * bytesPerNode + (this.minPositive?.byteLength ?? 0);
  }

  #grow(): void {
    const capacity = this.min.length * 2;
    this.min = grown(this.min, new Float32Array(capacity));
    this.max = grown(this.max, new Float32Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
    if (this.minPositive) this.minPositive = grown(this.minPositive, new Float32Array(capacity));
  }
}

function grown<T extends Float32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** First and last point of a node are read from the column; the pyramid keeps only what cannot be. */
export class Pyramid {
  readonly #levels: Level[] = [];
  #keepsMinPositive = false;

  /** How many leaves were added. */
  get leaves(): number {
    return this.#levels[0]?.count ?? 0;
  }

  get bytes(): number {
    return this.#levels.reduce((sum, level) => sum + level.bytes, 0);
  }

  /** Appends the summary (rounded outward to float32) of the next `leafPoints` points. */
  addLeaf(summary: RangeSummary): void {
    const hasOthers = summary.min <= 0;
    if (hasOthers && !this.#keepsMinPositive) {
      this.#keepsMinPositive = true;
      for (const level of this.#levels) level.keepMinPositive();
    }
    this.#push(0, summary);
  }

  /** Adds leaves `[from, to)` to `summary`; at most 2 · `fanOut` nodes per level are looked at. */
  addRange(summary: RangeSummary, from: number, to: number): void {
    let start = from;
    let end = to;
    for (let height = 0; start < end; height++) {
      const level = this.#levels[height]!;
      const above = this.#levels[height + 1];
      const innerStart = Math.ceil(start / fanOut);
      const innerEnd = above ? Math.min(Math.floor(end / fanOut), above.count) : 0;
      if (innerStart >= innerEnd) {
        level.addTo(summary, start, end);
        return;
      }
      level.addTo(summary, start, innerStart * fanOut);
      level.addTo(summary, innerEnd * fanOut, end);
      start = innerStart;
      end = innerEnd;
    }
  }

  /** Forgets all but the first `leaves` leaves. */
  truncate(leaves: number): void {
    let count = leaves;
    for (const level of this.#levels) {
      level.count = Math.min(level.count, count);
      count = Math.floor(count / fanOut);
    }
  }

  #push(height: number, summary: RangeSummary): void {
    let level = this.#levels[height];
    if (!level) {
      level = new Level();
      if (this.#keepsMinPositive) level.keepMinPositive();
      this.#levels.push(level);
    }
    level.push(summary.min, summary.max, summary.minPositive, summary.flags);
    if (level.count % fanOut !== 0) return;
    summary.clear();
    level.addTo(summary, level.count - fanOut, level.count);
    this.#push(height + 1, summary);
  }
}
