// Lists the items of a tag: where they are, without reading what is in them.
import type { ItemList, ItemsQuery } from '../../shared/items';
import type { RunStore } from '../store/store';

/** Unknown runs and tags have no items. */
export function collectItems(store: RunStore, { run, kind, tag }: ItemsQuery): ItemList {
  const segments = store.run(run)?.find(kind, tag)?.segments() ?? [];
  const count = segments.reduce((sum, segment) => sum + segment.count, 0);
  const fileNames: string[] = [];
  const list: ItemList = {
    revision: store.revision,
    fileNames,
    files: new Uint32Array(count),
    numbers: new Float64Array(count),
    steps: new Float64Array(count),
    wallTimes: new Float64Array(count),
    sizes: new Float64Array(count),
    segments: new Uint32Array(count),
    superseded: new Uint8Array(count),
  };
  let at = 0;
  for (const segment of segments) {
    const { key, items } = segment.file;
    // Segments of one file stand together.
    if (fileNames.at(-1) !== key) fileNames.push(key);
    const { visible } = segment;
    for (let i = 0; i < segment.count; i++, at++) {
      list.files[at] = fileNames.length - 1;
      list.numbers[at] = segment.valueAt(i);
      list.steps[at] = segment.stepAt(i);
      list.wallTimes[at] = segment.wallTimeAt(i);
      list.sizes[at] = items.at(segment.valueAt(i))?.length ?? 0;
      list.segments[at] = segment.number;
      list.superseded[at] = i < visible ? 0 : 1;
    }
  }
  return list;
}
