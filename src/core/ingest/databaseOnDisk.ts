// Opens a database and the files beside it for reading: no lock, nothing made, nothing written.
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { DatabaseFiles, FileBytes } from '../formats/sqlite/databaseFiles';
import { diskPath, ignoreMissing } from './diskPath';
import { openFlags } from './fileLook';

class OpenFile implements FileBytes {
  readonly handle: FileHandle;
  readonly identity: string;

  constructor(handle: FileHandle, identity: string) {
    this.handle = handle;
    this.identity = identity;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    // Not from Node's pool, which would hold on to it; and not filled with zeros first.
    const bytes = Buffer.allocUnsafeSlow(length);
    let filled = 0;
    while (filled < length) {
      const { bytesRead } = await this.handle.read(bytes, filled, length - filled, offset + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled < length ? bytes.subarray(0, filled) : bytes;
  }

  async sizeBytes(): Promise<number> {
    return (await this.handle.stat()).size;
  }
}

/** Keeps its files open until `close`. */
export class DatabaseOnDisk implements DatabaseFiles {
  readonly main: OpenFile;
  readonly #filePath: string;
  readonly #beside = new Map<string, OpenFile>();

  private constructor(filePath: string, main: OpenFile) {
    this.#filePath = filePath;
    this.main = main;
  }

  /** Rejects with the system's error. */
  static async open(filePath: string): Promise<DatabaseOnDisk> {
    return new DatabaseOnDisk(filePath, await openFile(filePath));
  }

  /** Of the open file; another one that took its name since has another identity and does not count. */
  async stamp(): Promise<string> {
    const info = await this.main.handle.stat({ bigint: true });
    return `${info.size}:${info.mtimeNs}:${info.ctimeNs}`;
  }

  async beside(suffix: '-wal' | '-journal'): Promise<FileBytes | null> {
    const filePath = this.#filePath + suffix;
    const known = this.#beside.get(suffix);
    const found = await stat(diskPath(filePath)).catch(ignoreMissing);
    if (known && found && identityOf(found) === known.identity) return known;
    this.#beside.delete(suffix);
    await known?.handle.close();
    const file = found && (await openFile(filePath).catch(ignoreMissing));
    if (file) this.#beside.set(suffix, file);
    return file;
  }

  async close(): Promise<void> {
    const files = [this.main, ...this.#beside.values()];
    this.#beside.clear();
    await Promise.all(files.map(({ handle }) => handle.close()));
  }
}

async function openFile(filePath: string): Promise<OpenFile> {
  const handle = await open(diskPath(filePath), openFlags);
  try {
    const info = await handle.stat();
    if (!info.isFile()) throw Object.assign(new Error('no regular file'), { code: 'ENOTFILE' });
    return new OpenFile(handle, identityOf(info));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function identityOf({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`;
}
