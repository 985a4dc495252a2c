// Which charts the page shows and in what groups: tags that pass the filter, grouped by their first name.
import type { DashboardTag } from '../../../src/shared/dashboardContract';
import { compareTags } from './tagOrder';

export interface TagGroup {
  /** The tags' first name; empty for tags that have only one. */
  readonly key: string;
  readonly label: string;
  readonly tags: readonly DashboardTag[];
}

export interface TagLayout {
  readonly groups: readonly TagGroup[];
  /** Why the filter is not applied; null when it is fine. */
  readonly filterError: string | null;
}

/** A filter that is no regular expression says so and hides nothing. */
export function layOutTags(tags: readonly DashboardTag[], filter: string): TagLayout {
  const { passes, error } = readFilter(filter);
  const groups = new Map<string, DashboardTag[]>();
  for (const tag of tags.filter(({ tag }) => passes(tag))) {
    const key = groupKey(tag.tag);
    groups.set(key, [...(groups.get(key) ?? []), tag]);
  }
  const sorted = [...groups].sort(([a], [b]) => placeOf(a) - placeOf(b) || compareTags(a, b));
  return {
    groups: sorted.map(([key, members]) => ({
      key,
      label: key === '' ? 'General' : key,
      tags: members.sort((a, b) => compareTags(a.tag, b.tag)),
    })),
    filterError: error,
  };
}

/** Tags without a prefix (often only an epoch counter) come after the named groups. */
function placeOf(key: string): number {
  return key === '' ? 1 : 0;
}

function groupKey(tag: string): string {
  const cut = tag.indexOf('/');
  return cut < 0 ? '' : tag.slice(0, cut);
}

interface ReadFilter {
  readonly passes: (tag: string) => boolean;
  readonly error: string | null;
}

function readFilter(filter: string): ReadFilter {
  const wanted = filter.trim();
  if (wanted === '') return { passes: () => true, error: null };
  try {
    const pattern = new RegExp(wanted, 'i');
    return { passes: (tag) => pattern.test(tag), error: null };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '';
    return { passes: () => true, error: `Not a regular expression: ${reason.toLowerCase()}` };
  }
}
