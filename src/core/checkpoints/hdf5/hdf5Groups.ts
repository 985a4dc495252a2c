// The members of an HDF5 group: by name, with the address of each one's header.
import { ByteCursor } from '../byteCursor';
import { Damage } from '../damage';
import type { Hdf5File } from './hdf5File';
import type { Message } from './objectHeader';

export interface Member {
  readonly name: string;
  readonly address: number;
}

const linkInfo = 0x02;
const link = 0x06;
const symbolTable = 0x11;
const mostMembers = 200_000;
const deepestTree = 32;

export interface Members {
  readonly members: readonly Member[];
  /** Whether there are some that are kept in a way that is not read here. */
  readonly cut: boolean;
}

/** Null where the object is no group. */
export async function membersOf(
  file: Hdf5File,
  messages: readonly Message[],
): Promise<Members | null> {
  const table = messages.find(({ type }) => type === symbolTable);
  if (table) return { members: await readTable(file, new ByteCursor(table.data)), cut: false };
  const info = messages.find(({ type }) => type === linkInfo);
  const links = messages.filter(({ type }) => type === link);
  if (!info && links.length === 0) return null;
  const members = links.flatMap(({ data }) => readLink(file, new ByteCursor(data)));
  return { members, cut: info !== undefined && isDense(file, new ByteCursor(info.data)) };
}

/** Groups of very many members keep them in a heap of their own. */
function isDense(file: Hdf5File, cursor: ByteCursor): boolean {
  cursor.skip(1);
  if (cursor.u8() & 1) cursor.skip(8);
  return !file.isUndefined(file.offsetOf(cursor));
}

/** Links to other places of the file or to other files are not followed. */
function readLink(file: Hdf5File, cursor: ByteCursor): Member[] {
  cursor.skip(1);
  const flags = cursor.u8();
  const type = flags & 8 ? cursor.u8() : 0;
  if (flags & 4) cursor.skip(8);
  if (flags & 16) cursor.skip(1);
  const name = cursor.text(cursor.unsigned(1 << (flags & 3)));
  return type === 0 ? [{ name, address: file.offsetOf(cursor) }] : [];
}

/** A tree of symbol nodes whose names lie in a heap. */
async function readTable(file: Hdf5File, cursor: ByteCursor): Promise<Member[]> {
  const tree = file.offsetOf(cursor);
  const heap = await file.upTo(file.offsetOf(cursor), 64);
  if (heap.text(4) !== 'HEAP') throw new Damage('damaged', 'a group');
  heap.skip(4);
  const namesLength = file.lengthOf(heap);
  file.lengthOf(heap);
  const names = await file.block(file.offsetOf(heap), namesLength);
  const members: Member[] = [];
  const visited = new Set<number>();
  const visit = async (address: number, depth: number): Promise<void> => {
    if (visited.has(address) || depth > deepestTree) throw new Damage('damaged', 'a group');
    visited.add(address);
    const node = await file.upTo(address, 64);
    const signature = node.text(4);
    if (signature === 'SNOD') return readNode(file, address, names.bytes, members);
    if (signature !== 'TREE') throw new Damage('damaged', 'a group');
    node.skip(2);
    const count = node.u16();
    const { offsetSize, lengthSize } = file.superblock;
    const children = await file.block(
      address + 8 + 2 * offsetSize,
      count * (offsetSize + lengthSize) + lengthSize,
    );
    for (let i = 0; i < count; i++) {
      file.lengthOf(children);
      await visit(file.offsetOf(children), depth + 1);
    }
  };
  await visit(tree, 0);
  return members;
}

async function readNode(
  file: Hdf5File,
  address: number,
  names: Uint8Array,
  members: Member[],
): Promise<void> {
  const head = await file.block(address, 8);
  head.at = 6;
  const count = head.u16();
  const entryBytes = 2 * file.superblock.offsetSize + 24;
  const entries = await file.block(address + 8, count * entryBytes);
  for (let i = 0; i < count; i++) {
    const nameAt = file.offsetOf(entries);
    const member = file.offsetOf(entries);
    entries.skip(24);
    if (members.length >= mostMembers) throw new Damage('over-limit', 'a group');
    members.push({ name: nameIn(names, nameAt), address: member });
  }
}

const utf8 = new TextDecoder();

function nameIn(names: Uint8Array, at: number): string {
  const end = at < names.length ? names.indexOf(0, at) : -1;
  if (end < 0) throw new Damage('damaged', 'a name');
  return utf8.decode(names.subarray(at, end));
}
