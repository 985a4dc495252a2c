// Finds nodes and scopes by a part of their name or their operation.
import type { Box, Scopes } from './scopes';

export interface GraphSearch {
  /** The best first: names that begin with the words before names that hold them. */
  readonly found: readonly Box[];
  readonly total: number;
}

const mostFound = 200;

export function searchGraph({ boxes }: Scopes, words: string): GraphSearch {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return { found: [], total: 0 };
  const ranked: { readonly box: Box; readonly rank: number }[] = [];
  for (const box of boxes.values()) {
    const label = box.label.toLowerCase();
    const whole = (box.node?.name ?? box.path).toLowerCase();
    if (label === wanted) ranked.push({ box, rank: 0 });
    else if (label.startsWith(wanted)) ranked.push({ box, rank: 1 });
    else if (label.includes(wanted)) ranked.push({ box, rank: 2 });
    else if (whole.includes(wanted) || box.node?.op.toLowerCase().includes(wanted))
      ranked.push({ box, rank: 3 });
  }
  ranked.sort((a, b) => a.rank - b.rank);
  return { found: ranked.slice(0, mostFound).map(({ box }) => box), total: ranked.length };
}
