// The values of one tag of one run in the order of their steps, and which of them belongs to a chosen step. Pure.
import type { ItemList } from '../../src/shared/items';

/** Entry i of every column belongs together; steps ascend, and each is there once. */
export interface LaneItems {
  readonly steps: Float64Array;
  readonly wallTimes: Float64Array;
  readonly sizes: Float64Array;
  readonly places: readonly { readonly file: string; readonly number: number }[];
}

/** Leaves out what a later start superseded; of several values of one step the last logged counts. */
export function visibleItems(list: ItemList): LaneItems {
  const visible = [...list.steps.keys()].filter((at) => list.superseded[at] === 0);
  // Sorting is stable, so that the last of a step is the last logged.
  visible.sort((a, b) => list.steps[a]! - list.steps[b]!);
  const kept = visible.filter((at, i) => {
    const next = visible[i + 1];
    return next === undefined || list.steps[next] !== list.steps[at];
  });
  const pick = (column: Float64Array): Float64Array => Float64Array.from(kept, (at) => column[at]!);
  return {
    steps: pick(list.steps),
    wallTimes: pick(list.wallTimes),
    sizes: pick(list.sizes),
    places: kept.map((at) => ({
      file: list.fileNames[list.files[at]!] ?? '',
      number: list.numbers[at]!,
    })),
  };
}

/** All steps that one of the lanes has, ascending. */
export function unionSteps(lanes: readonly LaneItems[]): readonly number[] {
  return [...new Set(lanes.flatMap(({ steps }) => [...steps]))].sort((a, b) => a - b);
}

/** Index of the newest value at or before the step; of the newest of all for null; −1 where there is none. */
export function indexAt({ steps }: Pick<LaneItems, 'steps'>, step: number | null): number {
  if (step === null) return steps.length - 1;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * At most `most` indices spread evenly over the count, the last always among them. A list that grows keeps most of
 * what was chosen before.
 */
export function spreadIndices(count: number, most: number): readonly number[] {
  let stride = 1;
  while (Math.ceil(count / stride) > most - 1) stride *= 2;
  if (count <= most) stride = 1;
  const chosen: number[] = [];
  for (let at = 0; at < count; at += stride) chosen.push(at);
  if (count > 0 && chosen.at(-1) !== count - 1) chosen.push(count - 1);
  return chosen;
}
