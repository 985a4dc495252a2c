// The values of a history record as texts, for whoever looks at one object of it.
import { textOf } from '../text';
import { joinChunks } from './chunk';
import { FieldWalk } from './fields';
import { historyKeys } from './history';
import { readItem } from './item';
import { jsonLeaves } from './jsonLeaves';
import { KeyTable } from './keyTable';
import { recordKeys } from './recordKeys';

/** The JSON text of every value of the record, by name. */
export type ValueTexts = Map<string, string>;

const openObject = '{'.charCodeAt(0);

/**
 * @param chunks those of the record, one after the other with the padding between them
 * Throws where they are malformed.
 */
export function readTexts(chunks: Uint8Array): ValueTexts {
  const texts: ValueTexts = new Map();
  const message = joinChunks(chunks);
  const walk = new FieldWalk();
  walk.begin(message, 0, message.length);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === recordKeys.history) collectTexts(walk, texts);
    else walk.skip(key);
  }
  return texts;
}

/** Reads the history record that is the walk's next field. */
function collectTexts(walk: FieldWalk, texts: ValueTexts): void {
  const { bytes } = walk;
  const keys = new KeyTable('');
  const item = { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0 };
  const outer = walk.enter();
  for (let field = walk.next(); field >= 0; field = walk.next()) {
    if (field !== historyKeys.item) {
      walk.skip(field);
      continue;
    }
    readItem(walk, item);
    const { valueStart, valueEnd } = item;
    const name = keys.find(bytes, item.keyStart, item.keyEnd)?.name ?? '';
    const leaves =
      bytes[valueStart] === openObject
        ? jsonLeaves(bytes, valueStart, valueEnd)
        : [{ path: [], start: valueStart, end: valueEnd }];
    for (const { path, start, end } of leaves) {
      texts.set([name, ...path].join('.'), textOf(bytes.subarray(start, end)));
    }
  }
  walk.leave(outer);
}
