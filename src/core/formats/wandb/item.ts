// One key with its value, as history, summary and system records hold them: HistoryItem and StatsItem.
import type { FieldWalk } from './fields';

/** Field keys: the key as it was before wandb 0.18, the names that lead to it since, and the value as JSON. */
export const itemKeys = { name: 0x0a, nestedName: 0x12, value: 0x82 } as const;

/** Where the fields that spell the key lie, and where the value's text does. */
export interface ItemRange {
  keyStart: number;
  keyEnd: number;
  valueStart: number;
  valueEnd: number;
}

/** Reads the item that is the walk's next field into `range`; a part that is not there is empty. */
export function readItem(walk: FieldWalk, range: ItemRange): void {
  const outer = walk.enter();
  range.keyStart = range.keyEnd = range.valueStart = range.valueEnd = walk.at;
  for (let start = walk.at; ; start = walk.at) {
    const key = walk.next();
    if (key < 0) break;
    if (key === itemKeys.nestedName || key === itemKeys.name) {
      walk.at = walk.bytesEnd();
      if (range.keyEnd !== start) range.keyStart = start;
      range.keyEnd = walk.at;
    } else if (key === itemKeys.value) {
      range.valueEnd = walk.bytesEnd();
      range.valueStart = walk.at;
      walk.at = range.valueEnd;
    } else walk.skip(key);
  }
  walk.leave(outer);
}
