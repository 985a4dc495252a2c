// What the records of a tag look like: those of one tag differ only in time, step, value and the two checksums.
// A record that fits the template of the tag that is expected next is read without walking its fields.
import type { Source } from '../source';

/** Key and bytes of the wall time, and the key of the step, in front of the step itself. */
const beforeStep = 9 + 1;
const valueBytes = 4;

/** How the records of one tag are laid out behind their step. */
export interface Template {
  /** Index of the series that takes the value. */
  readonly column: number;
  /** Bytes of a record's data without those of the step. */
  readonly otherBytes: number;
  /** What stands between the step and the value, as little-endian words; the last one overlaps the one before. */
  readonly words: Int32Array;
  /** Bytes between the step and the value. */
  readonly fixedBytes: number;
  /** The template of the tag that came after this one last time. */
  next: Template | undefined;
}

export class Templates {
  /** By column. */
  #known: (Template | undefined)[] = [];
  /** The template of the record read last. */
  #last: Template | undefined;

  /** The template that the next record should fit. */
  get expected(): Template | undefined {
    return this.#last?.next;
  }

  set last(template: Template) {
    this.#last = template;
  }

  /** Learns from a record with one value, whose data is [start, end) with a step of `stepBytes` bytes. */
  learn(source: Source, start: number, end: number, stepBytes: number, column: number): void {
    const from = start + beforeStep + stepBytes;
    const fixedBytes = end - valueBytes - from;
    let template = this.#known[column];
    if (template?.fixedBytes !== fixedBytes || !fits(source.view, from, template)) {
      const otherBytes = end - start - stepBytes;
      const words = wordsOf(source.view, from, fixedBytes);
      template = { column, otherBytes, words, fixedBytes, next: template?.next };
      this.#known[column] = template;
    }
    if (this.#last) this.#last.next = template;
    this.#last = template;
  }

  /** What tags are has changed: nothing of what was learned holds. */
  forget(): void {
    this.#known = [];
    this.#last = undefined;
  }
}

/** Whether the bytes from `at` on are those of the template. They must be there. */
export function fits(view: DataView, at: number, { words, fixedBytes }: Template): boolean {
  const last = words.length - 1;
  for (let word = 0; word < last; word++) {
    if (view.getInt32(at + word * 4, true) !== words[word]) return false;
  }
  return view.getInt32(at + fixedBytes - 4, true) === words[last];
}

function wordsOf(view: DataView, at: number, bytes: number): Int32Array {
  const words = new Int32Array(Math.ceil(bytes / 4));
  for (let word = 0; word < words.length; word++) {
    words[word] = view.getInt32(at + Math.min(word * 4, bytes - 4), true);
  }
  return words;
}
