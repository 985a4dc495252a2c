// The text of a stretch of console records: what was left of each line on the terminal.
import type { TextContent } from '../../../shared/content';
import type { StoredItem } from '../../model/decoded';
import type { Printed } from '../../model/facts';
import { visibleText } from '../console/lineText';
import { StreamJoiner } from '../console/streamJoiner';
import { textOf } from '../text';
import { RecordLogDecoder } from './decoder';
import type { FileSignature } from './fileHeader';
import { FileSeries } from './fileSeries';
import type { RecordContent } from './recordContent';

/** What the record in bytes[start, end) says was printed; null for any other. Throws where it is malformed. */
export type ReadPrinted = (bytes: Uint8Array, start: number, end: number) => Printed | null;

/** Gathers what was printed, and passes everything else over. */
class PrintedContent implements RecordContent {
  readonly series = new FileSeries();
  readonly state = null;
  readonly pieces: Uint8Array[] = [];
  readonly #joiner = new StreamJoiner();
  readonly #read: ReadPrinted;

  constructor(read: ReadPrinted) {
    this.#read = read;
  }

  restore(): void {
    // It knows nothing of the records before.
  }

  read(bytes: Uint8Array, start: number, end: number): void {
    const printed = this.#read(bytes, start, end);
    if (printed) this.pieces.push(this.#joiner.breakBefore(printed), printed.bytes);
  }
}

/** @param item its bytes are those of the file from the first record of the stretch on */
export function readPrintedText(
  { bytes, offset }: StoredItem,
  signature: FileSignature,
  read: ReadPrinted,
): TextContent {
  const content = new PrintedContent(read);
  const rest = { content: null, items: 0, damage: undefined };
  const opened = { opened: true, framed: true, foreign: false };
  const from = { tags: [], offset, rest: { ...rest, ...opened } };
  const decoder = new RecordLogDecoder(signature, content, from);
  for (let at = 0, more = true; more && at < bytes.length;) {
    const { consumed, skip } = decoder.decode(bytes, at, bytes.length, offset + at, true);
    at += consumed + skip;
    more = consumed + skip > 0;
  }
  const text = content.pieces.map((piece) => textOf(piece)).join('');
  const lines = text.split('\n').map(visibleText);
  return { kind: 'text', shape: [], texts: [lines.join('\n')] };
}
