// Which pages a rollback journal keeps as they were before the transaction under way, or cut short (fileformat2.html §3):
// they stand in for what that transaction has written to the main file so far.
import { sourceOf } from '../source';
import type { FileBytes } from './databaseFiles';

const magic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
const headerBytes = 28;
/** The checksum adds every so many-th byte of a page, from its end. */
const stride = 200;
/** A journal may have one header for each time that pages had to be written early. */
const mostHeaders = 10_000;

interface JournalHeader {
  readonly records: number;
  readonly nonce: number;
  readonly sectorSize: number;
}

/**
 * By page: where in the journal its old content begins. Empty where the journal is done with (deleted, cut to nothing or
 * its header zeroed), or not synced yet: then the main file was not touched.
 */
export async function indexJournal(
  journal: FileBytes | null,
  pageSize: number,
): Promise<ReadonlyMap<number, number>> {
  const pages = new Map<number, number>();
  if (!journal) return pages;
  const sizeBytes = await journal.sizeBytes();
  let offset = 0;
  for (let headers = 0; headers < mostHeaders && offset + headerBytes <= sizeBytes; headers++) {
    const header = readHeader(await journal.read(offset, headerBytes), pageSize);
    if (!header) break;
    offset += header.sectorSize;
    // What is cut off within its header holds no records.
    const left = Math.max(0, Math.floor((sizeBytes - offset) / (pageSize + 8)));
    const records = header.records === 0xffffffff ? left : Math.min(left, header.records);
    if (!(await takeRecords(journal, { ...header, records }, offset, pageSize, pages))) break;
    offset += records * (pageSize + 8);
    offset = Math.ceil(offset / header.sectorSize) * header.sectorSize;
  }
  return pages;
}

function readHeader(bytes: Uint8Array, pageSize: number): JournalHeader | null {
  if (bytes.length < headerBytes || magic.some((byte, at) => bytes[at] !== byte)) return null;
  const { view } = sourceOf(bytes);
  const sectorSize = view.getUint32(20);
  if (view.getUint32(24) !== pageSize || sectorSize < 32 || sectorSize > 65_536) return null;
  return { records: view.getUint32(8), nonce: view.getUint32(12), sectorSize };
}

/** False where a record is not right: what follows was not synced. */
async function takeRecords(
  journal: FileBytes,
  { records, nonce }: JournalHeader,
  start: number,
  pageSize: number,
  pages: Map<number, number>,
): Promise<boolean> {
  const recordBytes = pageSize + 8;
  const atOnce = Math.max(1, Math.floor((1 << 20) / recordBytes));
  for (let done = 0; done < records; done += atOnce) {
    const offset = start + done * recordBytes;
    const bytes = await journal.read(offset, Math.min(atOnce, records - done) * recordBytes);
    const { view } = sourceOf(bytes);
    for (let at = 0; at + recordBytes <= bytes.length; at += recordBytes) {
      const page = view.getUint32(at);
      let sum = nonce;
      for (let i = pageSize - stride; i > 0; i -= stride) sum += bytes[at + 4 + i]!;
      if (page === 0 || sum >>> 0 !== view.getUint32(at + 4 + pageSize)) return false;
      if (!pages.has(page)) pages.set(page, offset + at + 4);
    }
  }
  return true;
}
