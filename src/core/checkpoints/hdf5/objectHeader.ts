// The messages in the header of an HDF5 object, both versions of headers, with their continuations.
import { ByteCursor } from '../byteCursor';
import { Damage } from '../damage';
import type { Hdf5File } from './hdf5File';

export interface Message {
  readonly type: number;
  readonly data: Uint8Array;
}

const mostMessages = 10_000;
const mostBlocks = 1_000;
const continuation = 0x10;
const signature2 = 'OHDR';
const signatureMore = 'OCHK';

interface Block {
  readonly cursor: ByteCursor;
  /** 0 for headers of version 1; otherwise bytes of a message's head. */
  readonly headBytes: number;
}

export async function readMessages(file: Hdf5File, address: number): Promise<Message[]> {
  const { cursor, headBytes } = await firstBlock(file, address);
  const messages: Message[] = [];
  const blocks: Block[] = [{ cursor, headBytes }];
  for (let read = 0; blocks.length > 0; read++) {
    if (read > mostBlocks) throw new Damage('over-limit', 'header');
    const block = blocks.shift()!;
    for (const message of messagesOf(block)) {
      if (messages.length >= mostMessages) throw new Damage('over-limit', 'header');
      if (message.type !== continuation) messages.push(message);
      else blocks.push(await nextBlock(file, new ByteCursor(message.data), headBytes));
    }
  }
  return messages;
}

async function firstBlock(file: Hdf5File, address: number): Promise<Block> {
  const head = await file.upTo(address, 64);
  if (head.left >= 4 && String.fromCharCode(...head.bytes.subarray(0, 4)) === signature2) {
    return firstBlock2(file, address, head);
  }
  if (head.u8() !== 1) throw new Damage('damaged', 'an object');
  head.skip(7);
  const length = head.u32();
  // Messages start at the next multiple of eight.
  return { cursor: await file.block(address + 16, length), headBytes: 0 };
}

async function firstBlock2(file: Hdf5File, address: number, head: ByteCursor): Promise<Block> {
  head.skip(5);
  const flags = head.u8();
  if (flags & 0x20) head.skip(16);
  if (flags & 0x10) head.skip(4);
  const length = head.unsigned(1 << (flags & 3));
  const cursor = await file.block(address + head.at, length);
  return { cursor, headBytes: flags & 4 ? 6 : 4 };
}

async function nextBlock(file: Hdf5File, data: ByteCursor, headBytes: number): Promise<Block> {
  const address = file.offsetOf(data);
  const length = file.lengthOf(data);
  if (headBytes === 0) return { cursor: await file.block(address, length), headBytes };
  const cursor = await file.block(address, length);
  if (cursor.text(4) !== signatureMore) throw new Damage('damaged', 'an object');
  // A checksum follows the messages.
  return { cursor: new ByteCursor(cursor.take(cursor.left - 4)), headBytes };
}

function* messagesOf({ cursor, headBytes }: Block): Generator<Message> {
  const least = headBytes === 0 ? 8 : headBytes;
  while (cursor.left >= least) {
    const type = headBytes === 0 ? cursor.u16() : cursor.u8();
    const size = cursor.u16();
    cursor.skip(least - (headBytes === 0 ? 4 : 3));
    // What is left at the end of a block is a gap.
    if (size > cursor.left) return;
    yield { type, data: cursor.take(size) };
  }
}
