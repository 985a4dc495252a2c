// A log file that is open for reading, in one of two ways that are used alike: with calls that hand the work to another
// thread, and with calls that are done when they return, for disks that answer at once.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { diskPath } from './diskPath';
import { lookOf, openFlags, type FileLook } from './fileLook';

export interface OpenFile {
  /** Whether its calls are done when they return. */
  readonly isImmediate: boolean;
  /** @throws when it is no regular file */
  look(): FileLook | Promise<FileLook>;
  /** Reads up to `count` bytes from `position` on to index `at`; tells how many there were. */
  read(bytes: Uint8Array, at: number, count: number, position: number): number | Promise<number>;
  close(): void | Promise<void>;
}

/** @throws the system error when it cannot be opened, like all calls of the file */
export async function openFile(filePath: string, immediate: boolean): Promise<OpenFile> {
  const target = diskPath(filePath);
  return immediate
    ? new ImmediateFile(openSync(target, openFlags))
    : new HandedFile(await open(target, openFlags));
}

class ImmediateFile implements OpenFile {
  readonly isImmediate = true;
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  look(): FileLook {
    return lookOf(fstatSync(this.#descriptor));
  }

  read(bytes: Uint8Array, at: number, count: number, position: number): number {
    return readSync(this.#descriptor, bytes, at, count, position);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

class HandedFile implements OpenFile {
  readonly isImmediate = false;
  readonly #handle: FileHandle;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async look(): Promise<FileLook> {
    return lookOf(await this.#handle.stat());
  }

  async read(bytes: Uint8Array, at: number, count: number, position: number): Promise<number> {
    return (await this.#handle.read(bytes, at, count, position)).bytesRead;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
