// Lines of an export in the order of the file, though the contents of items are read only after their slice.
import { messageOf } from '../../base/result';
import type { Content } from '../../shared/content';

/** An item whose line is due. */
export interface DueItem {
  /** Rejects with words for the user. */
  read(): Promise<Content>;
  /** Its line, from its content or from the words that say why there is none. */
  line(content: Content | string): string;
}

export class OrderedOutput {
  readonly #write: (text: string) => Promise<void> | undefined;
  #due: (string | DueItem)[] = [];
  #text = '';

  /** @param write takes text; a promise is waited for before more is given */
  constructor(write: (text: string) => Promise<void> | undefined) {
    this.#write = write;
  }

  addLine(line: string): void {
    this.#text += line;
  }

  addItem(item: DueItem): void {
    this.#due.push(this.#text, item);
    this.#text = '';
  }

  /** Writes all that was added. */
  async flush(): Promise<void> {
    const due = [...this.#due, this.#text];
    this.#due = [];
    this.#text = '';
    for (const part of due) {
      const text = typeof part === 'string' ? part : part.line(await readDue(part));
      const taken = this.#write(text);
      if (taken) await taken;
    }
  }
}

async function readDue(item: DueItem): Promise<Content | string> {
  try {
    return await item.read();
  } catch (error) {
    return messageOf(error);
  }
}
