// Natural order of names: digits compare as numbers, so run_2 comes before run_10.

/** Made when it is first asked for: that takes 5 ms, and loading logs has nothing for it. */
let collator: Intl.Collator | undefined;

/** Compares two names naturally; equal under that order falls back to code units, so the order is total. */
export function compareNaturally(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
