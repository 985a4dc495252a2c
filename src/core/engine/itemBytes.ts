// Reads the bytes of one item from its file.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { diskPath } from '../ingest/diskPath';
import type { ItemPlace } from '../store/itemTable';

/** More than any picture or graph has; a file that says otherwise would cost all memory. */
const largestBytes = 512 << 20;

/** Rejects with words for the user. */
export async function readItemBytes(
  filePath: string,
  { offset, length }: Pick<ItemPlace, 'offset' | 'length'>,
): Promise<Uint8Array> {
  if (length > largestBytes) {
    throw new Error(`The value is too large to be shown (${length} bytes).`);
  }
  const handle = await open(diskPath(filePath), 'r');
  try {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) throw new Error(`${path.basename(filePath)} has become shorter.`);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
