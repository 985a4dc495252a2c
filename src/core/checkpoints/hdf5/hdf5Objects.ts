// Every dataset of an HDF5 file with its shape, type and place, and the texts among the attributes of its root.
import { ByteCursor } from '../byteCursor';
import { readExactly } from '../byteSource';
import { Damage } from '../damage';
import { elementCount } from '../elementTypes';
import type { Hdf5File } from './hdf5File';
import { membersOf } from './hdf5Groups';
import { readDataType, readShape, type DataType } from './hdf5Types';
import { readMessages, type Message } from './objectHeader';

export interface Dataset {
  /** With slashes, from the root. */
  readonly path: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  readonly sizeBytes: number;
  /** Where its values lie in the file; null for chunks and for values in the header. */
  readonly offset: number | null;
}

export interface Hdf5Contents {
  readonly datasets: readonly Dataset[];
  readonly attributes: ReadonlyMap<string, string>;
  readonly cut: boolean;
}

const mostObjects = 200_000;
const deepestGroup = 64;
const messageTypes = { dataspace: 1, datatype: 3, layout: 8, attribute: 12 } as const;

export async function readContents(file: Hdf5File): Promise<Hdf5Contents> {
  const datasets: Dataset[] = [];
  const visited = new Set<number>();
  let cut = false;
  const visit = async (path: string, address: number, depth: number): Promise<void> => {
    // Several names may lead to one object; the first one is told.
    if (visited.has(address)) return;
    visited.add(address);
    if (visited.size > mostObjects || depth > deepestGroup) {
      cut = true;
      return;
    }
    const messages = await readMessages(file, address);
    const group = await membersOf(file, messages);
    if (!group) {
      const dataset = readDataset(file, path, messages);
      if (dataset) datasets.push(dataset);
      return;
    }
    cut ||= group.cut;
    for (const { name, address: member } of group.members) {
      await visit(path === '' ? name : `${path}/${name}`, member, depth + 1);
    }
  };
  await visit('', file.superblock.root, 0);
  return { datasets, attributes: await readTexts(file), cut };
}

function cursorOf(messages: readonly Message[], type: number): ByteCursor | null {
  const message = messages.find((each) => each.type === type);
  return message ? new ByteCursor(message.data) : null;
}

function readDataset(file: Hdf5File, path: string, messages: readonly Message[]): Dataset | null {
  const space = cursorOf(messages, messageTypes.dataspace);
  const typeAt = cursorOf(messages, messageTypes.datatype);
  const layout = cursorOf(messages, messageTypes.layout);
  if (!space || !typeAt || !layout) return null;
  const shape = readShape(file, space);
  const type = readDataType(typeAt);
  const sizeBytes = elementCount(shape) * type.sizeBytes;
  if (Number.isNaN(sizeBytes)) throw new Damage('damaged', path);
  const offset = placeOf(file, layout);
  if (offset !== null && offset + sizeBytes > file.source.sizeBytes) {
    throw new Damage('truncated', `${offset + sizeBytes}`);
  }
  return { path, type, shape, sizeBytes, offset };
}

const contiguous = 1;

/** Of the layouts that PyTorch and Keras write, the contiguous one has a place; versions 3 and 4 say it the same way. */
function placeOf(file: Hdf5File, cursor: ByteCursor): number | null {
  const version = cursor.u8();
  if (version < 3) {
    cursor.skip(1);
    if (cursor.u8() !== contiguous) return null;
    cursor.skip(5);
  } else if (cursor.u8() !== contiguous) return null;
  const address = file.offsetOf(cursor);
  return file.isUndefined(address) ? null : file.superblock.base + address;
}

/** Texts at the root, such as `keras_version` and `model_config`. What cannot be read is left out. */
async function readTexts(file: Hdf5File): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { type, data } of await readMessages(file, file.superblock.root)) {
    if (type !== messageTypes.attribute) continue;
    const [name, text] = await readAttribute(file, new ByteCursor(data));
    if (text !== null) texts.set(name, text);
  }
  return texts;
}

async function readAttribute(
  file: Hdf5File,
  cursor: ByteCursor,
): Promise<readonly [name: string, text: string | null]> {
  const version = cursor.u8();
  cursor.skip(1);
  const sizes = [cursor.u16(), cursor.u16(), cursor.u16()];
  if (version === 3) cursor.skip(1);
  const [name, type, space] = sizes.map((size) =>
    cursor.take(version === 1 ? Math.ceil(size / 8) * 8 : size),
  );
  const text = utf8.decode(name).replace(/\0[^]*$/, '');
  const { kind, sizeBytes } = readDataType(new ByteCursor(type!));
  if (readShape(file, new ByteCursor(space!)).length > 0) return [text, null];
  if (kind === 'text') return [text, utf8.decode(cursor.take(sizeBytes)).replace(/\0+$/, '')];
  return [text, kind === 'longText' ? await readLongText(file, cursor) : null];
}

const utf8 = new TextDecoder();
const longestText = 1_000_000;

/** In the global heap: a length, then the heap's address and a number in it. */
async function readLongText(file: Hdf5File, cursor: ByteCursor): Promise<string | null> {
  const length = cursor.u32();
  const address = file.offsetOf(cursor);
  const wanted = cursor.u32();
  const head = await file.upTo(address, 64);
  if (head.text(4) !== 'GCOL') throw new Damage('damaged', 'a heap');
  head.skip(4);
  const size = file.lengthOf(head);
  const heap = await file.upTo(address, Math.min(size, longestText));
  heap.at = head.at;
  while (heap.left >= 16) {
    const index = heap.u16();
    heap.skip(6);
    const objectLength = file.lengthOf(heap);
    if (index === 0 || objectLength > heap.left) return null;
    if (index === wanted) return utf8.decode(heap.take(Math.min(length, objectLength)));
    heap.skip(Math.min(Math.ceil(objectLength / 8) * 8, heap.left));
  }
  return null;
}

/** The bytes of a small dataset; null where it has no place or is not small. */
export async function smallValue(file: Hdf5File, dataset: Dataset): Promise<Uint8Array | null> {
  if (dataset.offset === null || dataset.sizeBytes > 64) return null;
  return readExactly(file.source, dataset.offset, dataset.sizeBytes);
}
