// A memory that lives as long as the test.
import type { Memory } from '../../../src/vscode/memory';

export class MapMemory implements Memory {
  readonly #values = new Map<string, unknown>();

  get(key: string): unknown {
    return this.#values.get(key);
  }

  /** Keeps what a file would keep: JSON. */
  update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}
