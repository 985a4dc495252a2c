// The central directory of a zip archive, zip64 included. Source: PKWARE APPNOTE 6.3, sections 4.3 and 4.5.3.
import { ByteCursor } from '../byteCursor';
import { readExactly, type ByteSource } from '../byteSource';
import { Damage } from '../damage';

export interface ZipMember {
  readonly name: string;
  /** 0 for stored, 8 for deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly headerOffset: number;
  readonly encrypted: boolean;
}

export interface ZipDirectory {
  readonly members: readonly ZipMember[];
  /** Where the directory begins and everything else ends. */
  readonly start: number;
}

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const memberSignature = 0x02014b50;
const endLength = 22;
const locatorLength = 20;
/** A comment of the archive may stand behind the end record. */
const longestTail = endLength + 0xffff;

/** PyTorch writes one member per tensor; models have tens of thousands. */
const mostMembers = 1_000_000;
const mostDirectoryBytes = 256 * 1024 * 1024;
const full16 = 0xffff;
const full32 = 0xffffffff;

/** Throws damage where there is none, or where it describes members that cannot be. */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const end = await findEnd(source);
  const { count, length, start } = end;
  if (count > mostMembers || length > mostDirectoryBytes) {
    throw new Damage('over-limit', 'archive directory');
  }
  // The place of the record tells where the directory ends, and so whether bytes were lost before it.
  if (start + length > end.endAt) throw new Damage('damaged', 'archive directory');
  const cursor = new ByteCursor(await readExactly(source, start, length));
  const members: ZipMember[] = [];
  for (let i = 0; i < count; i++) members.push(readMember(cursor));
  checkPlaces(members, start);
  return { members, start };
}

async function findEnd(
  source: ByteSource,
): Promise<{ count: number; length: number; start: number; endAt: number }> {
  const tailLength = Math.min(source.sizeBytes, longestTail + locatorLength);
  const tailStart = source.sizeBytes - tailLength;
  const tail = Buffer.from(await readExactly(source, tailStart, tailLength));
  const at = lastEnd(tail);
  if (at < 0) throw new Damage('truncated', 'archive directory');
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  const endAt = tailStart + at;
  const isPlain = count !== full16 && length !== full32 && start !== full32;
  if (isPlain || at < locatorLength) return { count, length, start, endAt };
  if (tail.readUInt32LE(at - locatorLength) !== locator64Signature) {
    return { count, length, start, endAt };
  }
  const recordAt = Number(tail.readBigUInt64LE(at - locatorLength + 8));
  const record = new ByteCursor(await readExactly(source, recordAt, 56));
  if (record.u32() !== end64Signature) throw new Damage('damaged', 'archive directory');
  record.at = 32;
  return { count: record.u64(), length: record.u64(), start: record.u64(), endAt: recordAt };
}

/** The record whose comment reaches exactly to the end of the file; -1 without one. */
function lastEnd(tail: Buffer): number {
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== endSignature) continue;
    if (at + endLength + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return -1;
}

function readMember(cursor: ByteCursor): ZipMember {
  if (cursor.u32() !== memberSignature) throw new Damage('damaged', 'archive directory');
  cursor.skip(4);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc = cursor.u32();
  let packedBytes = cursor.u32();
  let sizeBytes = cursor.u32();
  const nameLength = cursor.u16();
  const extraLength = cursor.u16();
  const commentLength = cursor.u16();
  cursor.skip(8);
  let headerOffset = cursor.u32();
  const name = cursor.text(nameLength);
  const extra = new ByteCursor(cursor.take(extraLength));
  cursor.skip(commentLength);
  while (extra.left >= 4) {
    const id = extra.u16();
    const field = new ByteCursor(extra.take(Math.min(extra.u16(), extra.left)));
    if (id !== 1) continue;
    if (sizeBytes === full32) sizeBytes = field.u64();
    if (packedBytes === full32) packedBytes = field.u64();
    if (headerOffset === full32) headerOffset = field.u64();
  }
  const encrypted = (flags & 1) !== 0;
  return { name, method, crc, packedBytes, sizeBytes, headerOffset, encrypted };
}

/** Members lie before the directory and not on top of one another, which is how archive bombs multiply. */
function checkPlaces(members: readonly ZipMember[], start: number): void {
  const sorted = [...members].sort((a, b) => a.headerOffset - b.headerOffset);
  sorted.forEach((member, at) => {
    const { headerOffset, name, packedBytes } = member;
    const next = sorted[at + 1]?.headerOffset ?? start;
    const least = headerOffset + 30 + Buffer.byteLength(name) + packedBytes;
    if (least > next) throw new Damage('damaged', name);
    if (member.method === 0 && member.sizeBytes !== packedBytes) throw new Damage('damaged', name);
  });
}
