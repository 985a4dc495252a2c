// What changed from one list of lines to another: the longest common subsequence, for texts of a size people read.

export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Above this many comparisons the middle is told as all removed and all added. */
const mostCells = 4_000_000;

export function diffLines(
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...after.slice(0, head).map(same),
    ...diffMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...after.slice(after.length - tail).map(same),
  ];
}

function diffMiddle(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (before.length * after.length > mostCells)
    return [...before.map(removed), ...after.map(added)];
  const wide = after.length + 1;
  // Length of the longest common subsequence of what is left from (i, j) on.
  const lengths = new Uint32Array((before.length + 1) * wide);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * wide + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * wide + j + 1]! + 1
          : Math.max(lengths[(i + 1) * wide + j]!, lengths[i * wide + j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', text: after[j]! });
      i++;
      j++;
    } else if (
      j === after.length ||
      (i < before.length && lengths[(i + 1) * wide + j]! >= lengths[i * wide + j + 1]!)
    ) {
      lines.push(removed(before[i++]!));
    } else lines.push(added(after[j++]!));
  }
  return lines;
}
