// Paths as text that keep every byte. Unix names may be any bytes; those that are no UTF-8 stand in the text as lone
// surrogates, U+DC80 to U+DCFF, as in Python's `surrogateescape` (PEP 383).
import type { Dirent } from 'node:fs';
import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import process from 'node:process';

/** What a listing says of one entry. */
export type DirectoryEntry = Pick<Dirent, 'name' | 'isDirectory' | 'isFile' | 'isSymbolicLink'>;

const escaped = 0xdc00;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name in text. */
export function pathText(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return escapeBytes(bytes);
  }
}

/** What the file system is to be asked for. Windows has names that are no text, too, but takes them as they are. */
export function diskPath(text: string): string | Buffer {
  if (process.platform === 'win32' || !/\p{Surrogate}/u.test(text)) return text;
  const parts = text.split(/(\p{Surrogate})/u).map((part) => {
    const byte = part.length === 1 ? part.charCodeAt(0) - escaped : -1;
    return byte >= 0x80 && byte <= 0xff ? Buffer.of(byte) : Buffer.from(part);
  });
  return Buffer.concat(parts);
}

/**
 * Lists a directory; bytes are asked for only where some name has lost them.
 * @param immediate whether its disk answers at once
 */
export async function listDirectory(
  directory: string,
  immediate = false,
): Promise<readonly DirectoryEntry[]> {
  const target = diskPath(directory);
  const options = { withFileTypes: true } as const;
  const entries = immediate ? readdirSync(target, options) : await readdir(target, options);
  if (!entries.some(({ name }) => name.includes('\ufffd'))) return entries;
  const exact = await readdir(target, { withFileTypes: true, encoding: 'buffer' });
  return exact.map((entry) => ({
    name: pathText(entry.name),
    isDirectory: () => entry.isDirectory(),
    isFile: () => entry.isFile(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }));
}

/** Takes the longest stretch of UTF-8 at a time, and byte for byte what is none. */
function escapeBytes(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [4, 3, 2, 1].find((size) => isUtf8(bytes.subarray(at, at + size)));
    text += length
      ? strictUtf8.decode(bytes.subarray(at, at + length))
      : String.fromCharCode(escaped + bytes[at]!);
    at += length ?? 1;
  }
  return text;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strictUtf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** For a rejected promise of the file system: null where nothing is there, any other error again. */
export function ignoreMissing(error: unknown): null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw error;
}
