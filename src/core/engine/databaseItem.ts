// Reads one item from the database of a tracker, and from the files that it is about.
import path from 'node:path';
import type { Content } from '../../shared/content';
import { databaseFormatOf } from '../formats/registry';
import { Database } from '../formats/sqlite/database';
import type { DatabaseItems } from '../formats/sqlite/databaseFormat';
import { DatabaseOnDisk } from '../ingest/databaseOnDisk';
import type { ItemPlace } from '../store/itemTable';
import { readFilesBeside } from './filesBeside';
import { largestBytes, type ItemHead } from './itemBytes';

interface FoundRow {
  readonly items: DatabaseItems;
  readonly bytes: Uint8Array;
}

/** Rejects with words for the user. @param filePath absolute, of the database */
export async function readDatabaseItem(
  filePath: string,
  head: ItemHead,
  place: ItemPlace,
): Promise<Content> {
  const { items, bytes } = await readRow(filePath, place);
  const { form, offset } = place;
  const item = { ...head, form, offset, bytes };
  const wanted = items.filesOf(item, path.parse(filePath).name);
  if (!wanted) return items.readContent(item);
  return items.readContent({ ...item, files: await readFilesBeside(filePath, wanted) });
}

/** The text of the item's row as it is committed now. */
async function readRow(filePath: string, { offset, length }: ItemPlace): Promise<FoundRow> {
  const name = path.basename(filePath);
  if (length > largestBytes) {
    throw new Error(`The value is too large to be shown (${length} bytes).`);
  }
  const files = await DatabaseOnDisk.open(filePath);
  try {
    const database = new Database(() => undefined);
    await database.refresh(files);
    const items = databaseFormatOf(database)?.items;
    const table = items && database.tables.get(items.table);
    if (!table) throw new Error(`${name} no longer has this value.`);
    const column = table.columns.indexOf(items.column);
    let bytes: Uint8Array | undefined;
    await database.scan(
      table,
      offset - 1,
      (row) => (bytes = new TextEncoder().encode(row.text(column) ?? '')),
      undefined,
      offset,
    );
    if (!bytes) throw new Error(`${name} no longer has this value.`);
    return { items, bytes };
  } finally {
    await files.close();
  }
}
