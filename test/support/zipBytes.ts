// Zip archives written byte by byte, whole or with lies in them.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly deflate?: boolean;
  /** What the directory says in the place of the truth. */
  readonly lie?: Partial<Record<'crc' | 'packedBytes' | 'sizeBytes' | 'headerOffset', number>>;
}

export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, deflate = false, lie = {} } of parts) {
    const packed = deflate ? deflateRawSync(bytes) : Buffer.from(bytes);
    const text = Buffer.from(name);
    const fields = {
      ...{ crc: crc32(bytes), packedBytes: packed.length, sizeBytes: bytes.length },
      ...{ headerOffset: at, ...lie },
    };
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(fields.crc, 10);
    common.writeUInt32LE(fields.packedBytes, 14);
    common.writeUInt32LE(fields.sizeBytes, 18);
    common.writeUInt16LE(text.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, text, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(fields.headerOffset, 10);
    bodies.push(local);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, text]));
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
