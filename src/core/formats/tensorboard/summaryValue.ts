// One value of a summary: its tag, its metadata, and the number in it if it is a scalar.
// Source: Summary.Value in tensorboard/compat/proto/summary.proto.
import type { Reader } from 'protobufjs/minimal';
import type { DecodedTag } from '../../model/decoded';
import { emptyMetadata, hparamsPlugin, pluginKinds, readMetadata, scalarsPlugin } from './metadata';
import type { MetadataDraft } from './metadata';
import { emptyTensor, readTensor, scalarOf, stringDtype, type TensorDraft } from './tensor';
import { noBytes, readFields, readRange, type ByteRange } from './wire';

/** The member of the `value` oneof that was written last. */
export type ValueContent = 'none' | 'simple' | 'histogram' | 'image' | 'audio' | TensorDraft;

export interface ValueDraft {
  /** Where the message stands in the buffer; 0 and 0 where it is too long to stand in one. */
  start: number;
  length: number;
  tag: ByteRange;
  /** A deprecated field that names tensors without a tag. */
  nodeName: ByteRange;
  readonly metadata: MetadataDraft;
  content: ValueContent;
  simple: number;
}

export function emptyValue(): ValueDraft {
  return {
    start: 0,
    length: 0,
    tag: noBytes,
    nodeName: noBytes,
    metadata: emptyMetadata(),
    content: 'none',
    simple: NaN,
  };
}

/** No tag is longer: a record that has such a one is damaged, or meant to do harm. */
const longestTagBytes = 8 * 1024;

/** Field keys of Summary.Value. */
export const valueKeys = {
  tag: 0x0a,
  simple: 0x15,
  oldHistogram: 0x1a,
  image: 0x22,
  histogram: 0x2a,
  audio: 0x32,
  nodeName: 0x3a,
  tensor: 0x42,
  metadata: 0x4a,
} as const;

/** What a field that is only counted says about its value. */
export const countedContents: ReadonlyMap<number, ValueContent> = new Map([
  [valueKeys.oldHistogram, 'histogram'],
  [valueKeys.histogram, 'histogram'],
  [valueKeys.image, 'image'],
  [valueKeys.audio, 'audio'],
]);

/** Reads the value that ends at `end`. */
export function readValue(reader: Reader, end: number): ValueDraft {
  const value = emptyValue();
  value.start = reader.pos;
  value.length = end - reader.pos;
  readFields(reader, end, (key) => readValueField(reader, key, value));
  return value;
}

/** Reads one field of a value; false where its bytes are to be skipped (what they are may be noted all the same). */
export function readValueField(reader: Reader, key: number, value: ValueDraft): boolean {
  switch (key) {
    case valueKeys.tag:
      value.tag = readTag(reader);
      return true;
    case valueKeys.nodeName:
      value.nodeName = readTag(reader);
      return true;
    case valueKeys.simple:
      value.simple = reader.float();
      value.content = 'simple';
      return true;
    case valueKeys.tensor:
      // A second tensor is merged into the first, unless another member of the oneof came between.
      if (typeof value.content === 'string') value.content = emptyTensor();
      readTensor(reader, value.content);
      return true;
    case valueKeys.metadata:
      readMetadata(reader, value.metadata);
      return true;
    default:
      value.content = countedContents.get(key) ?? value.content;
      return false;
  }
}

/** Long names are compared in full by maps, all of them with all others: they would cost time without end. */
function readTag(reader: Reader): ByteRange {
  const tag = readRange(reader);
  if (tag.length > longestTagBytes) throw new RangeError('a tag too long to be one');
  return tag;
}

/** What a value is once its tag's plugin is known. `number` is set for scalars only. */
export interface ClassifiedValue {
  readonly kind: DecodedTag['kind'];
  readonly number: number;
}

/** What the value is, given its tag's plugin (empty if never named); null where there is nothing to list. */
export function classify(value: ValueDraft, plugin: string): ClassifiedValue | null {
  const { content } = value;
  // TensorBoard ignores the plugin of the old kinds, and so does this.
  if (content === 'simple') return { kind: 'scalar', number: value.simple };
  // Hyperparameters are in the metadata, and nowhere else.
  if (content === 'none') {
    return value.metadata.plugin === hparamsPlugin ? { kind: 'hparams', number: NaN } : null;
  }
  if (typeof content === 'string') return { kind: content, number: NaN };
  return classifyTensor(content, plugin);
}

function classifyTensor(tensor: TensorDraft, plugin: string): ClassifiedValue | null {
  const kind = pluginKinds.get(plugin);
  if (kind) return { kind, number: NaN };
  if (plugin !== '' && plugin !== scalarsPlugin) return { kind: 'tensor', number: NaN };
  const number = scalarOf(tensor);
  if (number === undefined) return null;
  if (number !== null) return { kind: 'scalar', number };
  const isText = plugin === scalarsPlugin && tensor.dtype === stringDtype;
  return { kind: isText ? 'text' : 'tensor', number: NaN };
}
