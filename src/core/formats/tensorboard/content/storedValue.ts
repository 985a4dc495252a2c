// The parts of a Summary.Value as they lie in an item, before anything is made of them.
// Source: tensorboard/compat/proto/summary.proto.
import type { StoredItem } from '../../../model/decoded';
import { emptyMetadata, readMetadata } from '../metadata';
import { valueKeys } from '../summaryValue';
import { readRange, type ByteRange } from '../wire';
import { readFullTensor, type Tensor } from './fullTensor';
import { bytesOf, walkMessage, wholeRange } from './message';
import { Unreadable } from './unreadable';

/** The members of the `value` oneof that are messages. */
const contentNames: ReadonlyMap<number, StoredValue['form']> = new Map([
  [valueKeys.oldHistogram, 'oldHistogram'],
  [valueKeys.image, 'image'],
  [valueKeys.histogram, 'histogram'],
  [valueKeys.audio, 'audio'],
  [valueKeys.tensor, 'tensor'],
]);

export interface StoredValue {
  readonly tag: string;
  /** What the plugin says about the value, or else about its tag; empty where nothing. */
  readonly metadata: Uint8Array;
  /** The member of the `value` oneof that was written last. */
  readonly form: 'none' | 'oldHistogram' | 'image' | 'histogram' | 'audio' | 'tensor';
  /** The messages that together are that member. */
  readonly ranges: readonly ByteRange[];
}

export function readStoredValue(item: StoredItem): StoredValue {
  const metadata = emptyMetadata();
  let form: StoredValue['form'] = 'none';
  let ranges: ByteRange[] = [];
  walkMessage(wholeRange(item.bytes), (reader, key) => {
    if (key === valueKeys.metadata) {
      readMetadata(reader, metadata);
      return true;
    }
    const named = contentNames.get(key);
    if (!named) return false;
    // Another member of a oneof replaces the one before.
    if (named !== form) ranges = [];
    form = named;
    ranges.push(readRange(reader));
    return true;
  });
  const own = bytesOf(metadata.content);
  const said = own.length > 0 ? own : (item.metadata ?? own);
  return { tag: item.tag, metadata: said, form, ranges };
}

/** The value's tensor; throws where it has none. */
export function tensorOf(value: StoredValue): Tensor {
  if (value.form !== 'tensor') throw new Unreadable('It holds no tensor.');
  return readFullTensor(value.ranges);
}

/** The value's tensor of numbers, all of them in one row. */
export function numbersOf(value: StoredValue): { shape: readonly number[]; numbers: Float64Array } {
  const { dtype, shape, elements } = tensorOf(value);
  if (!(elements instanceof Float64Array)) {
    throw new Unreadable(`It should hold numbers, and holds ${dtype} values.`);
  }
  return { shape, numbers: elements };
}

/** The value's tensor of strings, all of them in one row. */
export function stringsOf(value: StoredValue): {
  shape: readonly number[];
  strings: readonly Uint8Array[];
} {
  const { dtype, shape, elements } = tensorOf(value);
  if (elements instanceof Float64Array) {
    throw new Unreadable(`It should hold bytes or text, and holds ${dtype} values.`);
  }
  return { shape, strings: elements };
}

/** The one string of a tensor, of whatever shape. */
export function onlyString(value: StoredValue): Uint8Array {
  const { strings } = stringsOf(value);
  if (strings.length !== 1)
    throw new Unreadable(`It should hold one value, not ${strings.length}.`);
  return strings[0]!;
}
