// A toy log format for tests of reading: one `tag step wall value` per line; `!` starts a line that cannot be decoded.
import { numberTag } from '../../src/core/formats/lineLog';
import { noItems } from './noItems';
import type {
  Decoded,
  DecodedProblem,
  DecodedTag,
  LogDecoder,
  LogFormat,
} from '../../src/core/model/decoded';

class LineDecoder implements LogDecoder {
  readonly tags: DecodedTag[] = [];
  tail: DecodedProblem | null = null;
  readonly rereadFrom = null;

  decode(bytes: Uint8Array, start: number, end: number, offset: number): Decoded {
    const text = new TextDecoder('latin1').decode(bytes.subarray(start, end));
    const consumed = text.lastIndexOf('\n') + 1;
    const lines = text.slice(0, consumed).split('\n').slice(0, -1);
    const rows = lines.filter((line) => !line.startsWith('!')).map((line) => line.split(' '));
    const bad = lines.length - rows.length;
    const left = end - start - consumed;
    this.tail =
      left > 0
        ? { kind: 'truncatedTail', offset: offset + consumed, bytes: left, detail: null }
        : null;
    return {
      consumed,
      wants: 0,
      skip: 0,
      points: {
        count: rows.length,
        tags: Uint32Array.from(rows, (row) => this.#indexOf(row[0] ?? '')),
        steps: Float64Array.from(rows, (row) => Number(row[1])),
        wallTimes: Float64Array.from(rows, (row) => Number(row[2])),
        values: Float64Array.from(rows, (row) => Number(row[3])),
      },
      items: noItems,
      marks: [],
      problems: Array.from({ length: bad }, () => ({
        kind: 'undecodableRecord',
        offset,
        bytes: 0,
        detail: null,
      })),
    };
  }

  #indexOf(tag: string): number {
    const known = this.tags.findIndex((each) => each.tag === tag);
    if (known >= 0) return known;
    const index = this.tags.length;
    this.tags.push(numberTag(index, tag));
    return index;
  }
}

export const lineFormat: LogFormat = {
  id: 'lines',
  matches: (fileName) => fileName.endsWith('.lines'),
  createDecoder: () => new LineDecoder(),
  readContent: () => {
    throw new Error('lines are scalars');
  },
};
