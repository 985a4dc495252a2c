// Smaller batches with more accumulation: the effective batch stays exactly the same.

/** What one process takes at a time, and how often before the optimizer steps. */
export interface Batch {
  /** Samples, from 1. */
  readonly size: number;
  readonly accumulation: number;
}

/** Samples of one step of the optimizer, of all processes. */
export function effectiveBatch({ size, accumulation }: Batch, processes: number): number {
  return size * accumulation * processes;
}

/**
 * The next smaller batch: the largest divisor of the whole that is at most half of it, with the accumulation that makes up
 * for it. 8 × 1 becomes 4 × 2, 5 × 1 becomes 1 × 5, 6 × 1 becomes 3 × 2. Null for batches of one.
 * @param accumulationStep what accumulation must be a multiple of, as where a program divides it among its processes
 */
export function smallerBatch({ size, accumulation }: Batch, accumulationStep = 1): Batch | null {
  if (!isCount(size) || !isCount(accumulation) || !isCount(accumulationStep)) return null;
  const whole = size * accumulation;
  for (let smaller = Math.floor(size / 2); smaller >= 1; smaller--) {
    const isExact = whole % smaller === 0 && (whole / smaller) % accumulationStep === 0;
    if (isExact) return { size: smaller, accumulation: whole / smaller };
  }
  return null;
}

/** All of them, down to one sample at a time. */
export function smallerBatches(batch: Batch, accumulationStep = 1): Batch[] {
  const found: Batch[] = [];
  let next = smallerBatch(batch, accumulationStep);
  while (next) {
    found.push(next);
    next = smallerBatch(next, accumulationStep);
  }
  return found;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
