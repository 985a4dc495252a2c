// Keeps the contents looked at last, asks for each only once at a time, and for a few at once.
import type { Content } from '../../src/shared/content';
import type { ContentQuery, ItemList, ItemsQuery } from '../../src/shared/items';
import type { ContentSource } from './cardParts';

interface Kept {
  readonly answer: Promise<Content>;
  readonly sizeBytes: number;
}

export interface SizedQuery extends ContentQuery {
  /** Bytes that it takes in its file. */
  readonly sizeBytes: number;
}

export class ContentCache {
  readonly #source: ContentSource;
  readonly #mostBytes: number;
  readonly #mostAtOnce: number;
  /** The one looked at last comes last. */
  readonly #kept = new Map<string, Kept>();
  readonly #waiting: (() => void)[] = [];
  #bytes = 0;
  #asking = 0;

  constructor(source: ContentSource, mostBytes = 48 << 20, mostAtOnce = 8) {
    this.#source = source;
    this.#mostBytes = mostBytes;
    this.#mostAtOnce = mostAtOnce;
  }

  /** Bytes of what is kept, as they are in their files. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lists grow, so they are not kept. */
  getItems(query: ItemsQuery): Promise<ItemList> {
    return this.#source.getItems(query);
  }

  /** Rejects with words for the user; what failed is asked for again the next time. */
  async getContent(query: SizedQuery): Promise<Content> {
    const { run, kind, tag, file, number, sizeBytes } = query;
    // The size tells most files apart that were written again under the same name.
    const key = JSON.stringify([run, kind, tag, file, number, sizeBytes]);
    const kept = this.#kept.get(key) ?? {
      answer: this.#ask({ run, kind, tag, file, number }),
      sizeBytes,
    };
    this.#keep(key, kept);
    try {
      return await kept.answer;
    } catch (error) {
      this.#forget(key);
      throw error;
    }
  }

  async #ask(query: ContentQuery): Promise<Content> {
    if (this.#asking >= this.#mostAtOnce) {
      await new Promise<void>((go) => {
        this.#waiting.push(go);
      });
    }
    this.#asking++;
    try {
      return await this.#source.getContent(query);
    } finally {
      this.#asking--;
      this.#waiting.shift()?.();
    }
  }

  #keep(key: string, kept: Kept): void {
    this.#forget(key);
    this.#kept.set(key, kept);
    this.#bytes += kept.sizeBytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#mostBytes || oldest === key) break;
      this.#forget(oldest);
    }
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.sizeBytes ?? 0;
    this.#kept.delete(key);
  }
}
