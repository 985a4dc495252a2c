// How much of a file is read at a time, and what it is called when that fails.
import type { FileTail } from './tail';

/** Bytes read of one file before another one has its turn. */
export const sliceBytes = 4 << 20;

/** A name whose bytes are no UTF-8 has lost them on its way here, so a file that is there seems not to be. */
export function failureCode(error: unknown, filePath: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  return code === 'ENOENT' && filePath.includes('\ufffd') ? 'EILSEQ' : code;
}

/** Whether only a little is left to read, as of a file that grows. */
export function isShort({ bytesRead, sizeBytes }: FileTail): boolean {
  return bytesRead > 0 && sizeBytes - bytesRead < sliceBytes;
}
