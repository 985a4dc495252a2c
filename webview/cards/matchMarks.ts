// Marks what was searched for in texts of the page without touching their nodes.

const name = 'trackside-found';

/** Ranges of each card, since all cards share one highlight. */
const rangesOf = new Map<HTMLElement, readonly Range[]>();

/** Marks every place in the element that holds the words, in whatever case; returns how many there are. */
export function markMatches(within: HTMLElement, words: string): number {
  const ranges = words === '' ? [] : findRanges(within, words.toLowerCase());
  if (ranges.length === 0) rangesOf.delete(within);
  else rangesOf.set(within, ranges);
  const all = [...rangesOf.values()].flat();
  if (all.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...all));
  return ranges.length;
}

function findRanges(within: HTMLElement, words: string): readonly Range[] {
  const ranges: Range[] = [];
  const texts = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = (node.textContent ?? '').toLowerCase();
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      ranges.push(range);
    }
  }
  return ranges;
}
