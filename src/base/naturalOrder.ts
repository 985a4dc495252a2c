// Natural order of names: digits compare as numbers, so run_2 comes before run_10.

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares two names naturally; equal under that order falls back to code units, so the order is total. */
export function compareNaturally(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
