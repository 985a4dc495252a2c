// The chunks that a file's records are cut into, so that none reaches across a block: crc u32, length u16, type u8.
// Source: wandb core/pkg/leveldb/record.go, after LevelDB's log format, with the plain CRC-32 of type and payload.
import { crc32 } from './crc32';
import type { Stretch } from '../stretch';

/** Blocks are counted from the start of the file; its header of 7 bytes lies in the first one. */
export const blockBytes = 32_768;
export const chunkHeaderBytes = 7;

export const chunkTypes = { full: 1, first: 2, middle: 3, last: 4 } as const;

/** Bytes from a place in the file to the end of its block. */
export function leftInBlock(offset: number): number {
  return blockBytes - (offset % blockBytes);
}

/** The length of the payload of the chunk whose header stands at `at`, or -1 if that is no header; it must be there. */
export function payloadLength({ bytes, view }: Stretch, at: number, left: number): number {
  const type = bytes[at + 6]!;
  const length = view.getUint16(at + 4, true);
  return type >= 1 && type <= 4 && chunkHeaderBytes + length <= left ? length : -1;
}

/** Whether a chunk, all of which must be there, agrees with its checksum. */
export function chunkChecks(stretch: Stretch, at: number, length: number): boolean {
  const end = at + chunkHeaderBytes + length;
  return stretch.view.getInt32(at, true) === crc32(stretch, at + 6, end);
}

/** The payloads of the chunks, one after the other. */
export function joinChunks(bytes: Uint8Array): Uint8Array {
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
