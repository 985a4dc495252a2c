// Reads one item from its file, and from the files that it is about.
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Content } from '../../shared/content';
import { diskPath } from '../ingest/diskPath';
import type { ItemBlock, LogFormat, StoredItem } from '../model/decoded';
import type { ItemPlace } from '../store/itemTable';
import { readFilesBeside } from './filesBeside';

/** More than any picture or graph has; a file that says otherwise would cost all memory. */
export const largestBytes = 512 << 20;

/** What is known of an item before it is read. */
export type ItemHead = Omit<StoredItem, 'bytes' | 'offset' | 'form' | 'files'>;

/** The place of an item of a block, by its number. */
export function placeOf({ first, offsets, lengths, forms }: ItemBlock, number: number): ItemPlace {
  const at = number - first;
  return { offset: offsets[at]!, length: lengths[at]!, form: forms[at]! };
}

/** Rejects with words for the user. @param filePath absolute, of the log */
export async function readItemContent(
  filePath: string,
  format: LogFormat,
  head: ItemHead,
  place: ItemPlace,
): Promise<Content> {
  const { form, offset, length } = place;
  const behind = format.bytesBehind?.(form, length) ?? 0;
  const bytes = await readItemBytes(filePath, place, behind);
  const item = { ...head, form, offset, bytes };
  const wanted = format.filesOf?.(item);
  if (!wanted) return format.readContent(item);
  return format.readContent({ ...item, files: await readFilesBeside(filePath, wanted) });
}

/** @param behind so many more bytes, as far as they are there */
async function readItemBytes(
  filePath: string,
  { offset, length }: ItemPlace,
  behind: number,
): Promise<Uint8Array> {
  if (length > largestBytes) {
    throw new Error(`The value is too large to be shown (${length} bytes).`);
  }
  const handle = await open(diskPath(filePath), 'r');
  try {
    const bytes = new Uint8Array(length + behind);
    let filled = 0;
    while (filled < bytes.length) {
      const left = bytes.length - filled;
      const { bytesRead } = await handle.read(bytes, filled, left, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled < length) throw new Error(`${path.basename(filePath)} has become shorter.`);
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}
