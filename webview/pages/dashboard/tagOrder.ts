// Natural order of tags: numbers by value, with exponents, and separators before everything else.

/** A number inside a tag: digits, perhaps a fraction, perhaps an exponent. */
const number = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/y;

/** Compares two tags: `layer2` before `layer10`, `lr/1e-4` before `lr/1e-3`, `a/b` before `a0` before `ab`. */
export function compareTags(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = numberAt(a, i);
    const y = numberAt(b, j);
    if (x !== null && y !== null) {
      const difference = Number(x) - Number(y);
      if (difference !== 0) return difference;
      i += x.length;
      j += y.length;
      continue;
    }
    const order = rank(a[i]) - rank(b[j]) || compareCodes(a[i], b[j]);
    if (order !== 0) return order;
    i++;
    j++;
  }
  return a.length - i - (b.length - j) || compareCodes(a, b);
}

function numberAt(text: string, at: number): string | null {
  number.lastIndex = at;
  return number.exec(text)?.[0] ?? null;
}

/** Separators, then digits, then the rest. */
function rank(character = ''): number {
  if (character === '/') return 0;
  if (character === '_') return 1;
  return character >= '0' && character <= '9' ? 2 : 3;
}

function compareCodes(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
