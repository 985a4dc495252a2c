// Members of a zip archive, as places in the file or as bytes; what would grow out of bounds is not unpacked.
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { ByteCursor } from '../byteCursor';
import { readExactly, SliceSource, type ByteSource } from '../byteSource';
import { Damage } from '../damage';
import { readZipDirectory, type ZipMember } from './zipDirectory';

const localSignature = 0x04034b50;
const localLength = 30;
const stored = 0;
const deflated = 8;

const inflate = promisify(inflateRaw);

export class ZipArchive {
  readonly members: readonly ZipMember[];
  readonly #source: ByteSource;
  readonly #end: number;
  readonly #byName: ReadonlyMap<string, ZipMember>;

  private constructor(source: ByteSource, members: readonly ZipMember[], end: number) {
    this.#source = source;
    this.members = members;
    this.#end = end;
    this.#byName = new Map(members.map((member) => [member.name, member]));
    if (this.#byName.size < members.length) throw new Damage('damaged', 'a member twice');
  }

  static async open(source: ByteSource): Promise<ZipArchive> {
    const { members, start } = await readZipDirectory(source);
    return new ZipArchive(source, members, start);
  }

  find(name: string): ZipMember | undefined {
    return this.#byName.get(name);
  }

  /** The member as it lies in the file, packed or not. */
  async place(member: ZipMember): Promise<SliceSource> {
    const { headerOffset, name, packedBytes } = member;
    const header = new ByteCursor(await readExactly(this.#source, headerOffset, localLength));
    if (header.u32() !== localSignature) throw new Damage('damaged', name);
    header.at = 26;
    const start = headerOffset + localLength + header.u16() + header.u16();
    if (start + packedBytes > this.#end) throw new Damage('damaged', name);
    return new SliceSource(this.#source, start, packedBytes);
  }

  /** A stored member as a source of its own; null for a packed one. */
  async storedSource(member: ZipMember): Promise<SliceSource | null> {
    return member.method === stored && !member.encrypted ? this.place(member) : null;
  }

  /** The whole member; damage where it is larger than the limit or not as large as the directory says. */
  async bytes(member: ZipMember, limit: number): Promise<Uint8Array> {
    const { name, sizeBytes, method, encrypted } = member;
    if (encrypted) throw new Damage('unknown-format', 'encrypted archive');
    if (sizeBytes > limit || member.packedBytes > limit) throw new Damage('over-limit', name);
    const place = await this.place(member);
    const packed = await readExactly(place, 0, place.sizeBytes);
    if (method === stored) return packed;
    if (method !== deflated) throw new Damage('unknown-format', `compression ${method}`);
    const bytes = await inflate(packed, { maxOutputLength: sizeBytes + 1 }).catch(() => null);
    if (bytes?.length !== sizeBytes) throw new Damage('damaged', name);
    return bytes;
  }
}
