// Reads `metrics.json`, which is lines where Detectron2 wrote it and a document where Sacred or DVCLive did.
import type { Decoded, DecodedProblem, DecodedTag, LogDecoder } from '../../model/decoded';
import { block, items } from '../blocks';
import { LineLogDecoder } from '../lineLog';
import { DocumentDecoder } from './documentDecoder';
import { readMetrics } from './documents';
import { JsonLinesReader } from './jsonLinesReader';
import { skipSpace } from './skipValue';

/** Of Sacred's and DVCLive's documents: those of a million points are shorter. */
const mostDocumentBytes = 64 << 20;
const [newline, openBrace] = [0x0a, 0x7b];

export class MetricsFileDecoder implements LogDecoder {
  readonly rereadFrom = null;
  readonly #file: string;
  /** Null while the file does not say which it is. */
  #decoder: LogDecoder | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  get tags(): readonly DecodedTag[] {
    return this.#decoder?.tags ?? [];
  }

  get tail(): DecodedProblem | null {
    return this.#decoder?.tail ?? null;
  }

  get isLog(): boolean {
    return this.#decoder?.isLog ?? false;
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    this.#decoder ??= this.#choose(bytes, start, end);
    if (this.#decoder) return this.#decoder.decode(bytes, start, end, offset, atEnd);
    block.count = items.count = 0;
    const wants = atEnd ? 0 : end - start + 1;
    return { consumed: 0, wants, skip: 0, points: block, items, marks: [], problems: [] };
  }

  /** Documents have nothing behind the first brace of their first line. */
  #choose(bytes: Uint8Array, start: number, end: number): LogDecoder | null {
    const lineEnd = bytes.subarray(0, end).indexOf(newline, start);
    const open = skipSpace(bytes, start, end);
    if (lineEnd < 0) return null;
    const isAlone = bytes[open] === openBrace && skipSpace(bytes, open + 1, end) > lineEnd;
    return isAlone
      ? new DocumentDecoder(readMetrics, mostDocumentBytes)
      : new LineLogDecoder(new JsonLinesReader(this.#file));
  }
}
