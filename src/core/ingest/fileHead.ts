// Reads and compares short stretches of a file: enough to tell whether it is still the one that was read.
import { headBytes } from '../model/fileHeads';
import type { OpenFile } from './openFile';

/** The first bytes of a file, fewer where it is shorter. */
export async function readHead(file: OpenFile): Promise<Uint8Array> {
  const head = new Uint8Array(headBytes);
  const bytesRead = await file.read(head, 0, headBytes, 0);
  return head.subarray(0, bytesRead);
}

/** Whether the file holds these bytes at `offset`, as far as it goes. */
export async function holds(file: OpenFile, bytes: Uint8Array, offset: number): Promise<boolean> {
  if (bytes.length === 0) return true;
  const found = new Uint8Array(bytes.length);
  const bytesRead = await file.read(found, 0, found.length, offset);
  return found.subarray(0, bytesRead).every((byte, index) => byte === bytes[index]);
}
