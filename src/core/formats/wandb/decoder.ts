// Reads a growing file of records in chunks, as W&B's and SwanLab's are: header, damage and records, in order.
import type {
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  HandOver,
  LogDecoder,
} from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import { chunkHeaderBytes, leftInBlock, blockBytes } from './chunk';
import { fileHeaderBytes, readFileHeader, type FileSignature } from './fileHeader';
import { columns } from './pointColumns';
import type { RecordContent } from './recordContent';
import { RecordFrame } from './recordFrame';
import { boundaryBefore, findRecord } from './resync';
import { Stretch, type Progress } from '../stretch';

/** Bytes without a good record that are kept in view, in case that they are still being written. */
const doubtBytes = 1 << 20;
/** A file in whose first bytes no record is found is of another kind. */
const foreignAfterBytes = 64 * 1024;

/** Damage that no good record follows yet. */
interface Damage {
  readonly kind: 'corruptRecord' | 'zeroHole';
  readonly start: number;
  /** No good record begins before this place. */
  searchedTo: number;
}

/** What one decoder leaves to the next beside its series. */
interface DecoderState {
  readonly content: unknown;
  readonly items: number;
  readonly damage: Damage | undefined;
  readonly opened: boolean;
  readonly framed: boolean;
  readonly foreign: boolean;
}

/**
 * What is believed: records all of whose chunks check. Anything else is damage, and is searched for the next good
 * record; damage that nothing good follows may be a record that is still being written, and is looked at again.
 *
 * What the content calls plain it may believe unchecked where a good header follows.
 */
export class RecordLogDecoder implements LogDecoder {
  readonly #signature: FileSignature;
  readonly #content: RecordContent;
  readonly #frame = new RecordFrame();
  /** Items of the file so far. */
  #items = 0;
  #marks: DecodedMark[] = [];
  #problems: DecodedProblem[] = [];
  #facts: DecodedFact[] = [];
  #tail: DecodedProblem | null = null;
  #damage: Damage | undefined;
  #opened = false;
  /** Whether its header or any record has checked: then it is a run file. */
  #framed = false;
  #foreign = false;
  /** Unconsumed bytes are read anew by themselves, so there is never more to go back to. */
  readonly rereadFrom = null;

  /**
   * @param content puts points and items into `columns`
   * @param from what `handOver` of another decoder of the same file gave
   */
  constructor(signature: FileSignature, content: RecordContent, from?: HandOver) {
    this.#signature = signature;
    this.#content = content;
    if (!from) return;
    const rest = from.rest as DecoderState;
    content.series.restore(from.tags);
    content.restore(rest.content);
    this.#items = rest.items;
    this.#damage = rest.damage && { ...rest.damage };
    this.#opened = rest.opened;
    this.#framed = rest.framed;
    this.#foreign = rest.foreign;
  }

  handOver(): HandOver {
    const rest: DecoderState = {
      content: this.#content.state,
      items: this.#items,
      damage: this.#damage,
      opened: this.#opened,
      framed: this.#framed,
      foreign: this.#foreign,
    };
    return { tags: this.#content.series.list, offset: null, rest };
  }

  get tags(): readonly DecodedTag[] {
    return this.#content.series.list;
  }

  get tail(): DecodedProblem | null {
    return this.#tail;
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    const stretch = new Stretch(bytes, start, end, offset, atEnd);
    columns.clear(this.#items);
    this.#marks = [];
    this.#problems = [];
    this.#facts = [];
    this.#tail = null;
    let progress: Progress = 'on';
    while (progress === 'on') progress = this.#advance(stretch);
    this.#items += columns.items.count;
    this.#content.finish?.(this.#facts);
    return {
      consumed: stretch.at - start,
      wants: atEnd || progress === 'full' || this.#foreign ? 0 : stretch.needs,
      skip: this.#foreign ? Infinity : 0,
      points: columns.points,
      items: columns.items,
      marks: this.#marks,
      problems: this.#problems,
      facts: this.#facts,
    };
  }

  #advance(stretch: Stretch): Progress {
    if (this.#foreign) return stretch.wait(0);
    if (!this.#opened) return this.#open(stretch);
    if (this.#damage) return this.#search(stretch, this.#damage);
    const left = leftInBlock(stretch.offset);
    if (left < chunkHeaderBytes && stretch.end - stretch.at >= left) stretch.at += left;
    if (stretch.at === stretch.end) return stretch.wait(1);
    const plain = this.#content.readPlain?.(stretch) ?? 'other';
    if (plain === 'full' || stretch.at === stretch.end) return plain === 'full' ? 'full' : 'on';
    // Whether a record is believed unchecked must not depend on how the file is read.
    if (plain === 'short' && !stretch.atEnd) return 'waiting';
    return this.#advanceRecord(stretch);
  }

  #advanceRecord(stretch: Stretch): Progress {
    const frame = this.#frame;
    const verdict = frame.read(stretch);
    if (verdict === 'whole') {
      if (!columns.hasRoomFor(frame.end - frame.start)) return 'full';
      this.#takeRecord(stretch);
      return 'on';
    }
    const { stoppedAt } = frame;
    if (verdict === 'short') {
      // Unless a good record stands where the rest should be, it is still being written.
      const found = stretch.atEnd ? findRecord(stretch, stoppedAt + 1, stretch.end) : -1;
      if (found < 0) return this.#doubt(stretch, 'truncatedTail', stretch.offset);
      this.#endDamage(stretch, 'corruptRecord', stretch.offset, found);
      return 'on';
    }
    const kind = isZero(stretch, stoppedAt) ? 'zeroHole' : 'corruptRecord';
    this.#damage = { kind, start: stretch.offset, searchedTo: stretch.offsetOf(stoppedAt) };
    return this.#search(stretch, this.#damage);
  }

  #takeRecord(stretch: Stretch): void {
    const { bytes, start, end, next } = this.#frame;
    const place = { offset: stretch.offset, length: next - stretch.at };
    this.#framed = true;
    const { series } = this.#content;
    series.refused = 0;
    try {
      const told = { marks: this.#marks, facts: this.#facts };
      this.#content.read(bytes, start, end, place, told);
    } catch {
      this.#report('undecodableRecord', place.offset, place.length);
    }
    if (series.refused > 0) this.#report('tooManyTags', place.offset, place.length);
    stretch.at = next;
  }

  /** The file's first bytes. Where they are damaged, good records behind them tell what the file is. */
  #open(stretch: Stretch): Progress {
    if (stretch.end - stretch.at < fileHeaderBytes) {
      return stretch.end === stretch.at
        ? stretch.wait(fileHeaderBytes)
        : this.#doubt(stretch, 'truncatedTail', 0, fileHeaderBytes);
    }
    const header = readFileHeader(stretch.bytes, stretch.at, this.#signature);
    this.#opened = true;
    if (header.kind === 'known') {
      this.#framed = true;
      stretch.at += fileHeaderBytes;
    } else if (header.kind === 'later') this.#giveUp(fileHeaderBytes, String(header.version));
    else this.#damage = { kind: 'corruptRecord', start: 0, searchedTo: 0 };
    return 'on';
  }

  #search(stretch: Stretch, damage: Damage): Progress {
    const { end, atEnd } = stretch;
    // What is there of the last block is searched only when no more is to come: the answer must not depend on chunks.
    const last = atEnd ? end : boundaryBefore(stretch, end);
    const limit = this.#framed ? last : Math.min(last, stretch.indexOf(foreignAfterBytes));
    const found = findRecord(stretch, stretch.indexOf(damage.searchedTo), limit);
    if (found >= 0) {
      this.#endDamage(stretch, damage.kind, damage.start, found);
      return 'on';
    }
    if (!this.#framed && stretch.offsetOf(limit) >= foreignAfterBytes) {
      this.#giveUp(foreignAfterBytes, null);
      return 'on';
    }
    if (limit - stretch.at >= doubtBytes) {
      stretch.at = boundaryBefore(stretch, limit);
      damage.searchedTo = stretch.offset;
      return 'on';
    }
    if (!atEnd) {
      damage.searchedTo = Math.max(damage.searchedTo, stretch.offsetOf(limit));
      return stretch.wait(limit + blockBytes - stretch.at);
    }
    const kind =
      damage.kind === 'zeroHole' ? 'zeroHole' : this.#framed ? 'corruptTail' : 'notAnEventFile';
    this.#doubt(stretch, kind, damage.start);
    if (damage.start === stretch.offset) this.#damage = undefined;
    else damage.searchedTo = stretch.offset;
    this.#opened &&= this.#framed || stretch.offset > 0;
    return 'waiting';
  }

  #endDamage(stretch: Stretch, kind: Damage['kind'], start: number, found: number): void {
    this.#report(kind, start, stretch.offsetOf(found) - start);
    this.#damage = undefined;
    stretch.at = found;
  }

  #giveUp(bytes: number, detail: string | null): void {
    this.#foreign = true;
    this.#problems.push({ kind: 'notAnEventFile', offset: 0, bytes, detail });
  }

  /** Waits for what may heal what stands at the end: it is a problem only as long as it is the end. */
  #doubt(
    stretch: Stretch,
    kind: DecodedProblem['kind'],
    offset: number,
    needs = stretch.needs,
  ): Progress {
    this.#tail = { kind, offset, bytes: stretch.endOffset - offset, detail: null };
    return stretch.wait(needs);
  }

  #report(kind: DecodedProblem['kind'], offset: number, bytes: number): void {
    this.#problems.push({ kind, offset, bytes, detail: null });
  }
}

function isZero({ bytes, end }: Stretch, at: number): boolean {
  return bytes.subarray(at, Math.min(at + chunkHeaderBytes, end)).every((byte) => byte === 0);
}
