// Which problems are worse than others: where only some can be shown, it is the worst.
import type { Problem, ProblemKind } from '../../shared/vocabulary';

/** From what makes a whole file useless to what only deserves a remark. */
const worstFirst: readonly ProblemKind[] = [
  'unreadable',
  'notAnEventFile',
  'fileMissing',
  'corruptTail',
  'corruptRecord',
  'undecodableRecord',
  'zeroHole',
  'badChecksum',
  'fileReplaced',
  'fileTruncated',
  'tooManyTags',
  'truncatedTail',
  'badWallTime',
  'copiedFile',
  'emptyFile',
];

const ranks: ReadonlyMap<ProblemKind, number> = new Map(
  worstFirst.map((kind, rank) => [kind, rank]),
);

/** Sorts the worst first. */
export function compareSeverity(a: Problem, b: Problem): number {
  return (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
}

/** Whether nothing at all can be read of the file. */
export function isFatal({ kind }: Problem): boolean {
  return kind === 'unreadable' || kind === 'notAnEventFile';
}
