// Writes the messages inside items for tests, and reads them back as contents.
import type { Writer } from 'protobufjs/minimal';
import { tensorboardFormat } from '../../src/core/formats/tensorboard/format';
import { itemForms, type ItemForm } from '../../src/core/formats/tensorboard/itemForms';
import type { Content } from '../../src/shared/content';
import type { ItemKind } from '../../src/shared/items';
import { dtypes, message, tensorValue, value, type TensorFields } from './eventFiles';

/** The content of a Summary.Value. */
export function contentOf(
  kind: ItemKind,
  bytes: Uint8Array,
  metadata: Uint8Array | null = null,
  tag = 'tag',
): Content {
  return readStored(kind, tag, itemForms.value, bytes, metadata);
}

/** The content of a message that an event holds as such. */
export function messageContent(kind: ItemKind, form: ItemForm, bytes: Uint8Array): Content {
  return readStored(kind, 'tag', form, bytes, null);
}

function readStored(
  kind: ItemKind,
  tag: string,
  form: ItemForm,
  bytes: Uint8Array,
  metadata: Uint8Array | null,
): Content {
  // Messages are written as Buffers, and read from files as plain bytes.
  const own = new Uint8Array(bytes);
  return tensorboardFormat.readContent({ kind, tag, form, bytes: own, offset: 0, metadata });
}

/** The content of a tensor of a plugin. */
export function tensorContent(
  kind: ItemKind,
  fields: TensorFields,
  metadata?: Uint8Array,
): Content {
  return contentOf(kind, tensorValue('tag', fields), metadata);
}

export function stringTensor(
  shape: readonly number[],
  ...strings: readonly (string | Uint8Array)[]
): TensorFields {
  return {
    dtype: dtypes.string,
    shape,
    list: (writer) => {
      for (const one of strings) writer.uint32(0x42).bytes(bytesOf(one));
    },
  };
}

/** Double-precision numbers as TensorFlow 2 writes them. */
export function doubleTensor(
  shape: readonly number[],
  ...numbers: readonly number[]
): TensorFields {
  const content = new Uint8Array(Float64Array.from(numbers).buffer);
  return { dtype: dtypes.double, shape, content };
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

export interface HistogramFields {
  readonly min?: number;
  readonly max?: number;
  readonly limits: readonly number[];
  readonly counts: readonly number[];
}

/** A legacy histogram whose repeated fields are packed; `num` is the sum of the counts. */
export function legacyHistogram(fields: HistogramFields): Uint8Array {
  const packed = (writer: Writer, key: number, numbers: readonly number[]): void => {
    writer.uint32(key).fork();
    for (const number of numbers) writer.double(number);
    writer.ldelim();
  };
  return value('tag', (writer) => {
    writer.uint32(0x2a).fork();
    if (fields.min !== undefined) writer.uint32(0x09).double(fields.min);
    if (fields.max !== undefined) writer.uint32(0x11).double(fields.max);
    writer.uint32(0x19).double(fields.counts.reduce((sum, count) => sum + count, 0));
    packed(writer, 0x32, fields.limits);
    packed(writer, 0x3a, fields.counts);
    return writer.ldelim();
  });
}

/** A message field: its number, and its bytes. */
export function nested(writer: Writer, field: number, bytes: Uint8Array): Writer {
  return writer.uint32((field << 3) | 2).bytes(bytes);
}

export function text(writer: Writer, field: number, content: string): Writer {
  return writer.uint32((field << 3) | 2).string(content);
}

export interface NodeFields {
  readonly name: string;
  readonly op: string;
  readonly inputs?: readonly string[];
  readonly device?: string;
  /** Left out: no such attribute. An output without shape has no known rank. */
  readonly outputShapes?: readonly (readonly number[] | null)[];
  readonly shape?: readonly number[];
}

/** A NodeDef. */
export function graphNode(fields: NodeFields): Uint8Array {
  return message((writer) => {
    text(writer, 1, fields.name);
    text(writer, 2, fields.op);
    for (const input of fields.inputs ?? []) text(writer, 3, input);
    if (fields.device !== undefined) text(writer, 4, fields.device);
    if (fields.outputShapes) {
      const list = message((inner) =>
        fields.outputShapes!.forEach((one) => nested(inner, 7, shape(one))),
      );
      nested(
        writer,
        5,
        attribute(
          '_output_shapes',
          message((inner) => nested(inner, 1, list)),
        ),
      );
    }
    if (fields.shape) {
      const own = message((inner) => nested(inner, 7, shape(fields.shape!)));
      nested(writer, 5, attribute('shape', own));
    }
  });
}

function attribute(name: string, attributeValue: Uint8Array): Uint8Array {
  return message((writer) => nested(text(writer, 1, name), 2, attributeValue));
}

function shape(sizes: readonly number[] | null): Uint8Array {
  return message((writer) => {
    if (!sizes) return writer.uint32(0x18).bool(true);
    for (const size of sizes)
      nested(
        writer,
        2,
        message((inner) => inner.uint32(0x08).int64(size)),
      );
    return writer;
  });
}

/** A GraphDef. */
export function graphDef(
  nodes: readonly Uint8Array[],
  functions: Readonly<Record<string, readonly Uint8Array[]>> = {},
): Uint8Array {
  const library = message((writer) => {
    for (const [name, body] of Object.entries(functions)) {
      const definition = message((inner) => {
        nested(
          inner,
          1,
          message((signature) => text(signature, 1, name)),
        );
        for (const node of body) nested(inner, 3, node);
      });
      nested(writer, 1, definition);
    }
  });
  return message((writer) => {
    for (const node of nodes) nested(writer, 1, node);
    if (library.length > 0) nested(writer, 2, library);
  });
}
