// Reads growing console files: finds lines and what is left of lines that were drawn over, and gives them to the rules.
import type { Decoded, DecodedTag, LogDecoder } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import { block, items } from '../blocks';
import { Doubt } from './doubt';
import { linesIn, placeLine, type PlacedLine } from './linePrefix';
import { lineText, narrow, wideOrderOf, type WideOrder } from './lineText';
import { MarkTable } from './markTable';
import { RowWriter } from './rowWriter';
import type { Rule } from './rule';
import { Stream } from './stream';

/** What is longer than this is no line of a training. */
export const mostLineBytes = 16 * 1024;
/** A file that has shown nothing until here is read no further. */
const foreignAfterBytes = 256 << 20;
/** Processes that are told apart; what others print is passed over. */
const mostStreams = 1_024;

const newline = 0x0a;

/** Rules with the table of their marks, made once for all files. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly table: MarkTable;
}

export function ruleSet(rules: readonly Rule[]): RuleSet {
  return { rules, table: new MarkTable(rules.map((rule) => rule.marks)) };
}

/**
 * A line counts once something follows it: a line end, or a carriage return where it is drawn anew. Of the line that
 * the file ends in, which may be cut off or drawn anew, only the progress is told.
 */
export class ConsoleDecoder implements LogDecoder {
  readonly tail = null;
  readonly rereadFrom = null;
  readonly #table: MarkTable;
  readonly #writer = new RowWriter();
  /** Rule by rule. */
  readonly #doubts: readonly Doubt[];
  readonly #streams = new Map<number, Stream>();
  /** Streams in which a row waits for the end of its line. */
  readonly #holding = new Set<Stream>();
  #facts: DecodedFact[] = [];
  #wide: WideOrder | null | undefined;
  /** In a line that is too long to be one. */
  #isPassing = false;
  #isLog = false;
  #isForeign = false;

  constructor({ rules, table }: RuleSet) {
    this.#table = table;
    this.#doubts = rules.map(
      (rule) =>
        new Doubt(rule, (rank, row) => {
          this.#writer.write(rule.id, rank, row);
        }),
    );
  }

  get tags(): readonly DecodedTag[] {
    return this.#writer.tags;
  }

  get isLog(): boolean {
    this.#isLog ||= this.#doubts.some(({ isSure }) => isSure);
    return this.#isLog;
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    block.count = items.count = 0;
    this.#facts = [];
    if (this.#wide === undefined) this.#wide = wideOrderOf(bytes, start, end);
    if (this.#wide === undefined) return this.#answer(0, atEnd ? 0 : 2);
    this.#isForeign ||= !this.isLog && offset > foreignAfterBytes;
    if (this.#isForeign) return this.#answer(0, 0);
    if (this.#wide === null) return this.#readLines(bytes, start, end, atEnd, 1);
    const text = narrow(bytes, start, end, this.#wide);
    return this.#readLines(text, 0, text.length, atEnd, 2);
  }

  /** @param width bytes of the file to each of `bytes` */
  #readLines(bytes: Uint8Array, start: number, end: number, atEnd: boolean, width: 1 | 2): Decoded {
    let at = start;
    while (at < end && this.#writer.beginLine()) {
      const lineEnd = this.#table.lineEnd(bytes, at, end);
      if (lineEnd === end) return this.#stop(bytes, at, end, start, atEnd, width);
      this.#endLine(bytes, at, lineEnd);
      at = lineEnd + 1;
    }
    const isFull = at < end;
    return this.#answer((at - start) * width, atEnd || isFull ? 0 : width);
  }

  #endLine(bytes: Uint8Array, at: number, lineEnd: number): void {
    const marks = this.#table.found;
    if (marks !== 0 && !this.#isPassing && lineEnd - at <= mostLineBytes) {
      for (const text of linesIn(lineText(bytes, at, lineEnd))) {
        const line = placeLine(text);
        const stream = this.#streamOf(line);
        stream?.read(line, marks);
        if (stream?.holds) this.#holding.add(stream);
      }
    }
    this.#isPassing = false;
    if (bytes[lineEnd] !== newline || this.#holding.size === 0) return;
    for (const stream of this.#holding) stream.lineEnded();
    this.#holding.clear();
  }

  /** The line at `at` has no end yet. */
  #stop(
    bytes: Uint8Array,
    at: number,
    end: number,
    start: number,
    atEnd: boolean,
    width: 1 | 2,
  ): Decoded {
    if (this.#isPassing || end - at > mostLineBytes) {
      this.#isPassing = true;
      return this.#answer((end - start) * width, atEnd ? 0 : width);
    }
    if (atEnd && this.#table.found !== 0)
      this.#peek(placeLine(linesIn(lineText(bytes, at, end)).at(-1)!));
    return this.#answer((at - start) * width, atEnd ? 0 : (end - at + 1) * width);
  }

  #peek(line: PlacedLine): void {
    const progress = this.#streamOf(line)?.peek(line, this.#table.found);
    if (progress) this.#takeFact({ kind: 'progress', progress });
  }

  #streamOf({ rank }: PlacedLine): Stream | undefined {
    let stream = this.#streams.get(rank);
    if (!stream && this.#streams.size < mostStreams) {
      stream = new Stream(rank, this.#doubts, (fact) => {
        this.#takeFact(fact);
      });
      this.#streams.set(rank, stream);
    }
    return stream;
  }

  /** Of bars that are drawn many times a second the last state tells all. */
  #takeFact(fact: DecodedFact): void {
    if (fact.kind === 'progress' && this.#facts.at(-1)?.kind === 'progress') this.#facts.pop();
    this.#facts.push(fact);
  }

  #answer(consumed: number, wants: number): Decoded {
    return {
      consumed,
      wants,
      skip: this.#isForeign ? Infinity : 0,
      points: block,
      items,
      marks: [],
      problems: [],
      facts: this.#facts,
    };
  }
}
