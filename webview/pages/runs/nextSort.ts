// What a click on the title of a column makes of the order, and how that is said. Pure.
import { l10n } from '../../../src/shared/language';
import type { SortKey } from '../../../src/shared/tableContract';

/**
 * In one direction, in the other, and not at all.
 * @param add whether the other columns stay in the order
 * @param downFirst whether what is better is more
 */
export function nextSort(
  sort: readonly SortKey[],
  key: string,
  add: boolean,
  downFirst: boolean,
): readonly SortKey[] {
  const present = sort.find(({ column }) => column === key);
  const isLast = present !== undefined && present.descending !== downFirst;
  if (isLast) return add ? sort.filter(({ column }) => column !== key) : [];
  const next = { column: key, descending: present ? !downFirst : downFirst };
  if (!add) return [next];
  return present ? sort.map((one) => (one.column === key ? next : one)) : [...sort, next];
}

/**
 * For who cannot see the arrow.
 * @param isDescending null where it is not sorted by it
 */
export function describeSort(name: string, isDescending: boolean | null): string {
  if (isDescending === null) return l10n.t('Not sorted');
  return isDescending
    ? l10n.t('Sorted by {0}, descending', name)
    : l10n.t('Sorted by {0}, ascending', name);
}
