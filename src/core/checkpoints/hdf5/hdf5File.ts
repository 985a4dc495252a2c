// Addresses of an HDF5 file: its superblock, and blocks read through a small cache.
// Source of this room's facts: HDF5 File Format Specification, version 3.0.
import { ByteCursor } from '../byteCursor';
import { readExactly, type ByteSource } from '../byteSource';
import { Damage } from '../damage';

export const hdf5Magic = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

const pageBytes = 32 * 1024;
const mostPages = 512;
/** One block of a header is no longer. */
const mostBlockBytes = 8 * 1024 * 1024;

export interface Superblock {
  readonly offsetSize: number;
  readonly lengthSize: number;
  readonly base: number;
  /** Where the file ends, by its own account. */
  readonly end: number;
  /** The address of the root group's header. */
  readonly root: number;
  /** Whether it was left open for writing. */
  readonly open: boolean;
}

export class Hdf5File {
  readonly superblock: Superblock;
  readonly source: ByteSource;
  readonly #pages = new Map<number, Uint8Array>();

  private constructor(source: ByteSource, superblock: Superblock) {
    this.source = source;
    this.superblock = superblock;
  }

  static async open(source: ByteSource): Promise<Hdf5File> {
    const head = await readExactly(source, 0, Math.min(256, source.sizeBytes));
    return new Hdf5File(source, readSuperblock(new ByteCursor(head)));
  }

  /** A block of metadata. */
  async block(address: number, length: number): Promise<ByteCursor> {
    if (length > mostBlockBytes) throw new Damage('over-limit', 'header');
    const at = this.superblock.base + address;
    if (!Number.isSafeInteger(at) || at < 0) throw new Damage('damaged', 'an address');
    if (at + length > this.source.sizeBytes) throw new Damage('truncated', `${at + length}`);
    const first = Math.floor(at / pageBytes);
    const last = Math.floor((at + length - 1) / pageBytes);
    if (first !== last) return new ByteCursor(await readExactly(this.source, at, length));
    const page = await this.#page(first);
    const start = at - first * pageBytes;
    return new ByteCursor(page.subarray(start, start + length));
  }

  /** At most so many bytes: fewer at the end of the file. */
  upTo(address: number, length: number): Promise<ByteCursor> {
    const left = this.source.sizeBytes - this.superblock.base - address;
    return this.block(address, Math.max(0, Math.min(length, left)));
  }

  offsetOf(cursor: ByteCursor): number {
    return cursor.unsigned(this.superblock.offsetSize);
  }

  lengthOf(cursor: ByteCursor): number {
    return cursor.unsigned(this.superblock.lengthSize);
  }

  /** All bits set stand for no address. */
  isUndefined(address: number): boolean {
    return address >= 2 ** (8 * this.superblock.offsetSize) - 1;
  }

  async #page(number: number): Promise<Uint8Array> {
    const known = this.#pages.get(number);
    if (known) return known;
    const page = await this.source.read(number * pageBytes, pageBytes);
    if (this.#pages.size >= mostPages) this.#pages.clear();
    this.#pages.set(number, page);
    return page;
  }
}

function readSuperblock(cursor: ByteCursor): Superblock {
  cursor.skip(8);
  const version = cursor.u8();
  if (version > 3) throw new Damage('unknown-format', `HDF5 ${version}`);
  if (version < 2) cursor.skip(4);
  const offsetSize = cursor.u8();
  const lengthSize = cursor.u8();
  if (![2, 4, 8].includes(offsetSize) || ![2, 4, 8].includes(lengthSize)) {
    throw new Damage('damaged', 'superblock');
  }
  const flags = cursor.u8();
  const offset = (): number => cursor.unsigned(offsetSize);
  if (version >= 2) {
    const base = offset();
    offset();
    const end = offset();
    // Source: "File Consistency Flags": bit 0 open for writing, bit 2 with single writer and many readers.
    const open = version === 3 && (flags & 5) !== 0;
    return { offsetSize, lengthSize, base, end, root: offset(), open };
  }
  cursor.skip(version === 1 ? 12 : 8);
  const base = offset();
  offset();
  const end = offset();
  offset();
  // The root's entry: the offset of its name, which it has not, then its header.
  offset();
  return { offsetSize, lengthSize, base, end, root: offset(), open: false };
}
