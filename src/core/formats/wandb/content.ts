// Reads a histogram out of the history record that holds it.
// Source: wandb/sdk/data_types/histogram.py: n values between n + 1 edges, under the names `values` and `bins`.
import type { HistogramContent } from '../../../shared/content';
import type { StoredItem } from '../../model/decoded';
import { chunkHeaderBytes } from './chunk';
import { FieldWalk } from './fields';
import { historyKeys } from './history';
import { readItem } from './item';
import { jsonLeaves } from './jsonLeaves';
import { KeyTable } from './keyTable';
import { recordKeys } from './recordKeys';
import { textOf } from '../text';

/** The text of every value of the record, by name. */
type ValueTexts = Map<string, string>;

const openObject = '{'.charCodeAt(0);

/** Throws an error that says what is wrong with the bytes, which are the chunks of the record that holds the item. */
export function readContent({ tag, bytes }: StoredItem): HistogramContent {
  const texts: ValueTexts = new Map();
  const message = joinChunks(bytes);
  const walk = new FieldWalk();
  walk.begin(message, 0, message.length);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === recordKeys.history) collectTexts(walk, texts);
    else walk.skip(key);
  }
  const edges = numbersIn(texts.get(`${tag}.bins`));
  const counts = numbersIn(texts.get(`${tag}.values`));
  if (edges.length !== counts.length + 1) {
    throw new Error('The histogram does not have one edge more than it has values.');
  }
  return {
    kind: 'histogram',
    lefts: edges.slice(0, -1),
    rights: edges.slice(1),
    counts,
    min: null,
    max: null,
    count: counts.reduce((sum, one) => sum + one, 0),
    sum: null,
    sumSquares: null,
  };
}

/** The payloads of the chunks, one after the other. */
function joinChunks(bytes: Uint8Array): Uint8Array {
  const joined = new Uint8Array(bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let length = 0;
  for (let at = 0; at + chunkHeaderBytes <= bytes.length;) {
    const start = at + chunkHeaderBytes;
    at = start + view.getUint16(at + 4, true);
    const payload = bytes.subarray(start, at);
    joined.set(payload, length);
    length += payload.length;
  }
  return joined.subarray(0, length);
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

/** The numbers of a JSON list; what is no number (nor NaN or Infinity) becomes NaN. */
function numbersIn(text = '[]'): Float64Array {
  const list = text.trim().slice(1, -1).trim();
  return list === '' ? new Float64Array(0) : Float64Array.from(list.split(','), Number);
}
