// Reads logs that are one JSON object a line: Ray, Detectron2, MMEngine, LLaMA-Factory and whoever writes their own.
import type { DecodedProblem, DecodedTag } from '../../model/decoded';
import {
  foreignAfterBytes,
  lineEndFrom,
  undecodable,
  type LineReader,
  type Lines,
  type Verdict,
} from '../lineLog';
import { block } from '../blocks';
import { RowReader } from './rowReader';
import { skipSpace } from './skipValue';

const openBrace = 0x7b;

/**
 * The file is a log once a line has a step and a number. Until then lines that cannot be read say nothing: documents of
 * several lines are named alike.
 */
export class JsonLinesReader implements LineReader {
  readonly problems: DecodedProblem[] = [];
  verdict: Verdict = 'unsure';
  readonly #rows = new RowReader();

  get tags(): readonly DecodedTag[] {
    return this.#rows.tags;
  }

  readLines({ bytes, end, shift }: Lines, start: number): number {
    let at = start;
    while (at < end) {
      const before = block.count;
      const lineEnd = lineEndFrom(bytes, at);
      const outcome = bytes[at] === openBrace ? this.#rows.read(bytes, at, lineEnd) : 'bad';
      if (outcome === 'full') return at;
      const isWhole = outcome === 'row' && skipSpace(bytes, this.#rows.end, lineEnd) === lineEnd;
      if (isWhole && this.#rows.hasPoints) this.verdict = 'log';
      if (!isWhole) {
        block.count = before;
        this.#noteOdd(bytes, at, lineEnd, shift);
      }
      at = lineEnd + 1;
      if (this.verdict === 'unsure' && at + shift > foreignAfterBytes) {
        this.verdict = 'foreign';
        return start;
      }
    }
    return at;
  }

  #noteOdd(bytes: Uint8Array, at: number, lineEnd: number, shift: number): void {
    const isEmpty = skipSpace(bytes, at, lineEnd) === lineEnd;
    if (this.verdict === 'log' && !isEmpty) {
      this.problems.push(undecodable(at + shift, lineEnd + 1 - at));
    }
  }
}
