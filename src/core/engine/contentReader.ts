// Reads the contents of items from their files when somebody looks at them, and keeps the ones looked at last.
import path from 'node:path';
import type { Content } from '../../shared/content';
import type { ContentQuery } from '../../shared/items';
import { formatOf, isDatabaseFile } from '../formats/registry';
import type { ItemPlace, ItemTable } from '../store/itemTable';
import { readDatabaseItem } from './databaseItem';
import { readItemContent } from './itemBytes';
import type { RunEntry } from './runEntry';

/** Contents kept, by the bytes that they take in their files. */
const keptBytes = 64 << 20;

interface Kept {
  readonly content: Promise<Content>;
  readonly bytes: number;
}

export class ContentReader {
  /** The one looked at last comes last. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  /** A file that is read again from its start has a new table. */
  readonly #tableNumbers = new WeakMap<ItemTable, number>();
  #tables = 0;

  /** Rejects with words for the user when there is no such run or item or its bytes are not what they should be. */
  async read(run: RunEntry | undefined, query: ContentQuery): Promise<Content> {
    if (!run) throw new Error('The run is gone.');
    const table = run.data.itemsOf(query.file);
    const place = table?.at(query.number);
    if (!table || !place) throw new Error(`${query.file} no longer has this value.`);
    // More may be written behind it.
    const format = formatOf(path.posix.basename(query.file));
    const grows = (format?.bytesBehind?.(place.form, place.length) ?? 0) > 0;
    if (grows) return readItem(run, query, place);
    const key = `${this.#numberOf(table)} ${query.number}`;
    const kept = this.#kept.get(key) ?? {
      content: readItem(run, query, place),
      bytes: place.length,
    };
    this.#keep(key, kept);
    try {
      return await kept.content;
    } catch (error) {
      this.#forget(key);
      throw error;
    }
  }

  #numberOf(table: ItemTable): number {
    let number = this.#tableNumbers.get(table);
    if (number === undefined) this.#tableNumbers.set(table, (number = this.#tables++));
    return number;
  }

  #keep(key: string, kept: Kept): void {
    this.#forget(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= keptBytes || oldest === key) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}

async function readItem(
  run: RunEntry,
  { kind, tag, file }: ContentQuery,
  place: ItemPlace,
): Promise<Content> {
  const filePath = path.join(run.directory, file);
  const head = { kind, tag, metadata: run.data.find(kind, tag)?.metadata ?? null };
  const name = path.posix.basename(file);
  if (isDatabaseFile(name)) return readDatabaseItem(filePath, head, place);
  const format = formatOf(name);
  if (!format) throw new Error(`${file} is of no known format.`);
  return readItemContent(filePath, format, head, place);
}
