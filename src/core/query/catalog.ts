// Lists the tags of some runs, and which of the runs have each.
import { compareNaturally } from '../../base/naturalOrder';
import type { Catalog } from '../../shared/engineContract';
import type { RunId } from '../../shared/vocabulary';
import type { RunStore } from '../store/store';

type CatalogTag = Catalog['tags'][number];

/** Tags in natural order, then by kind; unknown runs are left out. */
export function collectCatalog(store: RunStore, runs: readonly RunId[]): Catalog {
  const known = [...new Set(runs)].filter((id) => store.run(id));
  const tags = new Map<string, CatalogTag & { readonly runs: number[] }>();
  known.forEach((id, index) => {
    for (const { kind, tag } of store.run(id)!.series()) {
      const key = `${kind}\n${tag}`;
      let entry = tags.get(key);
      if (!entry) {
        entry = { tag, kind, runs: [] };
        tags.set(key, entry);
      }
      entry.runs.push(index);
    }
  });
  const sorted = [...tags.values()].sort(
    (a, b) => compareNaturally(a.tag, b.tag) || compareNaturally(a.kind, b.kind),
  );
  return { revision: store.revision, runs: known, tags: sorted };
}
