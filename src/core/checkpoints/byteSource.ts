// Bytes that are read where they are asked for: a file, or a stretch of one.
import { open, type FileHandle } from 'node:fs/promises';
import { Damage } from './damage';

export interface ByteSource {
  readonly sizeBytes: number;
  /** The bytes at a place; fewer where the source ends before. */
  read(at: number, length: number): Promise<Uint8Array>;
  /** Where this source lies in its file; null where it is not stored as it is. */
  readonly fileOffset: number | null;
}

export class FileSource implements ByteSource {
  readonly sizeBytes: number;
  readonly fileOffset = 0;
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, sizeBytes: number) {
    this.#handle = handle;
    this.sizeBytes = sizeBytes;
  }

  static async open(file: string): Promise<FileSource> {
    const handle = await open(file, 'r');
    try {
      const info = await handle.stat();
      if (!info.isFile()) throw new Damage('unknown-format', 'not a file');
      return new FileSource(handle, info.size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.sizeBytes - at));
    return this.readInto(Buffer.allocUnsafeSlow(wanted), at);
  }

  /** Fills the bytes from the place on; returns those that were there. */
  async readInto(target: Uint8Array, at: number): Promise<Uint8Array> {
    let filled = 0;
    while (filled < target.length) {
      const { bytesRead } = await this.#handle.read(
        target,
        filled,
        target.length - filled,
        at + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return target.subarray(0, filled);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** Opens a file for the time of a task. */
export async function withFile<T>(
  file: string,
  task: (source: FileSource) => Promise<T>,
): Promise<T> {
  const source = await FileSource.open(file);
  try {
    return await task(source);
  } finally {
    await source.close();
  }
}

/** A stretch of another source. */
export class SliceSource implements ByteSource {
  readonly sizeBytes: number;
  readonly fileOffset: number | null;
  readonly #inner: ByteSource;
  readonly #start: number;

  constructor(inner: ByteSource, start: number, sizeBytes: number) {
    this.#inner = inner;
    this.#start = start;
    this.sizeBytes = sizeBytes;
    this.fileOffset = inner.fileOffset === null ? null : inner.fileOffset + start;
  }

  read(at: number, length: number): Promise<Uint8Array> {
    const wanted = Math.max(0, Math.min(length, this.sizeBytes - at));
    return this.#inner.read(this.#start + at, wanted);
  }
}

/** Bytes in memory, such as an unpacked member of an archive. */
export class MemorySource implements ByteSource {
  readonly sizeBytes: number;
  readonly fileOffset = null;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.sizeBytes = bytes.length;
  }

  read(at: number, length: number): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes.subarray(at, at + Math.max(0, length)));
  }
}

/** Exactly these bytes; a source that ends before is truncated. */
export async function readExactly(
  source: ByteSource,
  at: number,
  length: number,
): Promise<Uint8Array> {
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length) || at < 0 || length < 0) {
    throw new Damage('damaged', 'an offset');
  }
  // Checked before anything is allocated: lengths come from the file.
  if (at + length > source.sizeBytes) throw new Damage('truncated', `${source.sizeBytes}`);
  const bytes = await source.read(at, length);
  if (bytes.length < length) throw new Damage('truncated', `${source.sizeBytes}`);
  return bytes;
}
