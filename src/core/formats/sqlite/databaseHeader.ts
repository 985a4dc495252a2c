// The first hundred bytes of a database (fileformat2.html §1.3): page size, room per page, text encoding, journal mode.
import { sourceOf } from '../source';

export const headerBytes = 100;

const magic = 'SQLite format 3\0';

export interface DatabaseHeader {
  readonly pageSize: number;
  /** Bytes of a page that SQLite itself uses; extensions keep the rest. */
  readonly usableSize: number;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Whether commits go to the write-ahead log. */
  readonly usesWal: boolean;
}

/** Whether a file that begins with these bytes (at least 16) is a database of version 3. */
export function isDatabase(bytes: Uint8Array): boolean {
  if (bytes.length < magic.length) return false;
  for (let at = 0; at < magic.length; at++) {
    if (bytes[at] !== magic.charCodeAt(at)) return false;
  }
  return true;
}

/** The header in the first bytes of a database; null where that is none. */
export function readHeader(bytes: Uint8Array): DatabaseHeader | null {
  if (bytes.length < headerBytes || !isDatabase(bytes)) return null;
  const { view } = sourceOf(bytes);
  const pageSize = view.getUint16(16) === 1 ? 65_536 : view.getUint16(16);
  const usableSize = pageSize - bytes[20]!;
  // SQLite refuses less than 480 usable bytes: a page must hold four cells.
  if (!isPageSize(pageSize) || usableSize < 480) return null;
  const encodings = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'] as const;
  return {
    pageSize,
    usableSize,
    encoding: encodings[view.getUint32(56)] ?? 'utf-8',
    usesWal: bytes[19] === 2,
  };
}

export function isPageSize(size: number): boolean {
  return size >= 512 && size <= 65_536 && (size & (size - 1)) === 0;
}
