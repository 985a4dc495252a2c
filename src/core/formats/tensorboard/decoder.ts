// Reads a growing event file: frames, damage and events, in the order of the file.
import type {
  DataChecks,
  Decoded,
  DecodedMark,
  DecodedProblem,
  DecodedTag,
  HandOver,
  LogDecoder,
} from '../../model/decoded';
import { block, blockCapacity, items } from '../blocks';
import { CutSearch } from './cutSearch';
import { DamageSearch } from './damageSearch';
import { readEvent, sessionStart, sessionStop, type EventDraft, type FieldRange } from './event';
import { FileTags, nameOf, type TagState } from './fileTags';
import { dataChecks, footerBytes, headerBytes, recordLength, shortRecordBytes } from './framing';
import { itemForms, type ItemForm } from './itemForms';
import { LongRecord } from './longRecord';
import { readPlainRecords } from './plainScalars';
import { findWholeRecord, longRecordBytes } from './resync';
import type { ValueDraft } from './summaryValue';
import type { Progress } from '../stretch';
import { Window } from './window';

/** A value in a summary takes at least this many bytes, so a record's length bounds how many it can hold. */
const shortestValueBytes = 4;
/** A file in whose first bytes no record is found is not an event file. */
const foreignAfterBytes = 64 * 1024;

const frameBytes = headerBytes + footerBytes;

/** What one decoder leaves to the next beside its series. Searches are begun anew. */
interface DecoderState {
  readonly tags: readonly TagState[];
  readonly items: number;
  readonly framed: boolean;
  readonly foreign: boolean;
  readonly suspect: number | undefined;
}

/**
 * What is believed: a record whose header checks and whose data checks; and one that a good header follows (if its data
 * does not check, the damage is inside it and it is reported). Anything else is damage, and is searched for the next
 * good record. So a record that is still being written is never taken for real.
 *
 * With checks `onDamage` the data of a record that a good header follows is checked only where it is neither a plain
 * scalar nor long: what is found there decides about all that follows (new tags, session marks), and costs little.
 */
export class TensorboardDecoder implements LogDecoder {
  mayBeginBefore = Infinity;
  readonly #tags = new FileTags();
  /** Items of the file so far. */
  #items = 0;
  #marks: DecodedMark[] = [];
  #problems: DecodedProblem[] = [];
  #tail: DecodedProblem | null = null;
  /** Where the next call continues unless the caller reads again from `rereadFrom`. */
  #offset = 0;
  #long: LongRecord | undefined;
  /** The search for good records inside of a long one whose end is not there. */
  #cut: CutSearch | undefined;
  /** Place of the long record that ended last, until a good header follows it. */
  #suspect: number | undefined;
  #search: DamageSearch | undefined;
  #suspectOfSearch: number | undefined;
  /** The search that the caller's reading again has put in doubt. */
  #searchBefore: DamageSearch | undefined;
  /** Whether any record header of the file has checked. */
  #framed = false;
  #foreign = false;
  /** The record at the end is complete but does not check. */
  #doubtful = false;
  readonly #verify: boolean;

  /** @param from what `handOver` of another decoder of the same file gave */
  constructor(checks: DataChecks, from?: HandOver) {
    this.#verify = checks === 'always';
    if (!from) return;
    const rest = from.rest as DecoderState;
    this.#tags.restore(rest.tags, from.tags);
    this.#items = rest.items;
    this.#framed = rest.framed;
    this.#foreign = rest.foreign;
    this.#suspect = rest.suspect;
  }

  handOver(): HandOver | null {
    if (this.#long?.isTold) return null;
    const rest: DecoderState = {
      tags: this.#tags.state,
      items: this.#items,
      framed: this.#framed,
      foreign: this.#foreign,
      suspect: this.#search ? this.#suspectOfSearch : this.#suspect,
    };
    const offset = this.#long?.offset ?? this.rereadFrom;
    return { tags: this.#tags.series, offset, rest };
  }

  get tags(): readonly DecodedTag[] {
    return this.#tags.series;
  }

  get tail(): DecodedProblem | null {
    return this.#tail;
  }

  get rereadFrom(): number | null {
    return this.#long ? (this.#cut?.searchedTo ?? null) : (this.#tail?.offset ?? null);
  }

  decode(bytes: Uint8Array, start: number, end: number, offset: number, atEnd: boolean): Decoded {
    const window = new Window(bytes, start, end, offset, atEnd);
    block.count = 0;
    items.first = this.#items;
    items.count = 0;
    this.#marks = [];
    this.#problems = [];
    const isBeforeGoal = this.#long !== undefined && start === end && offset < this.#offset;
    if (isBeforeGoal && atEnd) window.at = window.indexOf(this.#offset);
    else if (this.#long && offset === this.#cut?.searchedTo) this.#cut.isOn = true;
    else if (offset !== this.#offset || offset === this.#search?.start) this.#readAgain();
    let progress: Progress = 'on';
    while (progress === 'on') progress = this.#advance(window);
    this.#offset = window.offset;
    this.#tail = progress === 'full' ? null : this.#tailOf(window);
    const skip = this.#foreign
      ? Infinity
      : Math.max(0, window.at - end) + Math.min(0, window.at - start);
    return {
      consumed: Math.max(0, Math.min(window.at, end) - start),
      wants: atEnd || skip !== 0 || progress === 'full' ? 0 : window.needs,
      skip,
      points: block,
      items,
      marks: this.#marks,
      problems: this.#problems,
    };
  }

  #readAgain(): void {
    this.#searchBefore = this.#search ?? this.#searchBefore;
    this.#search = undefined;
    this.#long = this.#cut = undefined;
  }

  #advance(window: Window): Progress {
    if (this.#foreign) {
      window.at = window.end;
      return window.wait(0);
    }
    if (this.#search) return this.#advanceSearch(window, this.#search);
    if (this.#long && this.#cut?.isOn) return this.#advanceCut(window, this.#long, this.#cut);
    if (this.#long) return this.#advanceLong(window, this.#long);
    const { at } = window;
    window.at = readPlainRecords(window, at, window.end, this.#tags, block, this.#verify);
    if (window.at > at) this.#suspect = undefined;
    return this.#advanceRecord(window);
  }

  /** Reads the one record that the window stands at, whatever it is. */
  #advanceRecord(window: Window): Progress {
    this.#doubtful = false;
    if (!window.has(headerBytes)) return window.wait(headerBytes);
    const length = recordLength(window, window.at);
    if (length < 0) return this.#startSearch(window);
    this.#framed = true;
    this.#suspect = undefined;
    const data = window.at + headerBytes;
    const size = frameBytes + length;
    if (window.offset + size > this.mayBeginBefore && !window.has(size)) return window.wait(size);
    if (length > longRecordBytes) {
      this.#long = new LongRecord(window.offset, window.offsetOf(data), length);
      window.at = data;
      return 'on';
    }
    if (!window.has(size)) {
      return window.atEnd && this.#skipCutOff(window, window.end) ? 'on' : window.wait(size);
    }
    const isLast = !window.has(size + headerBytes);
    if (isLast && !this.#verify && !window.atEnd) return window.wait(size + headerBytes);
    if (this.#isTrusted(window, length) || dataChecks(window, data, length))
      return this.#readRecord(window, length, true);
    const end = isLast && window.atEnd ? window.end : window.at + size;
    if (this.#skipCutOff(window, end)) return 'on';
    if (isLast) {
      this.#doubtful = true;
      return window.wait(size + headerBytes);
    }
    if (recordLength(window, window.at + size) < 0) return this.#startSearch(window);
    return this.#readRecord(window, length, false);
  }

  /** Goes from a record that lacks its end to a good one that stands in its place before `end`; false if none does. */
  #skipCutOff(window: Window, end: number): boolean {
    const { at, needs } = findWholeRecord(window, window.at + 1, end, true);
    if (needs > 0) return false;
    this.#report('corruptRecord', window.offset, at - window.at);
    window.at = at;
    return true;
  }

  /** Whether a record is believed for its place alone. */
  #isTrusted(window: Window, length: number): boolean {
    if (this.#verify || length <= shortRecordBytes) return false;
    const next = frameBytes + length;
    return window.has(next + headerBytes) && recordLength(window, window.at + next) >= 0;
  }

  #readRecord(window: Window, length: number, checks: boolean): Progress {
    if (blockCapacity - block.count < length / shortestValueBytes) return 'full';
    const { offset } = window;
    const size = frameBytes + length;
    const event = tryReadEvent(window, length);
    if (!event) this.#report('undecodableRecord', offset, size);
    else {
      if (!checks) this.#report('badChecksum', offset, size);
      this.#tags.learns = checks;
      this.#takeEvent(event, offset, (range) => window.offsetOf(range.start));
      this.#tags.learns = true;
    }
    window.at += size;
    return 'on';
  }

  #advanceLong(window: Window, record: LongRecord): Progress {
    try {
      const progress = record.advance(window, {
        addValue: (value, event, offset) =>
          block.count < blockCapacity && this.#takeValue(value, event, offset),
        addEvent: (event) => {
          if (block.count >= blockCapacity) return false;
          this.#takeEvent(event, record.offset, (range) => range.start);
          return true;
        },
      });
      if (progress === 'waiting' && window.atEnd) return this.#doubt(window, record);
      if (progress !== 'on') return progress;
    } catch {
      const end = record.dataEnd + footerBytes;
      this.#report('undecodableRecord', record.offset, end - record.offset);
      window.at = window.indexOf(end);
    }
    this.#long = this.#cut = undefined;
    this.#suspect = record.offset;
    return window.at > window.end ? window.wait(0) : 'on';
  }

  /** At the end of the file, before the end of a long record: was it cut off, and do others follow in its place? */
  #doubt(window: Window, record: LongRecord): Progress {
    const cut = (this.#cut ??= new CutSearch(record.offset));
    return cut.begin(window) ? 'on' : 'waiting';
  }

  #advanceCut(window: Window, record: LongRecord, cut: CutSearch): Progress {
    if (!cut.advance(window, window.atEnd)) return 'waiting';
    this.#report('corruptRecord', record.offset, window.offset - record.offset);
    this.#long = this.#cut = undefined;
    return 'on';
  }

  #startSearch(window: Window): Progress {
    this.#search = new DamageSearch(window, this.#searchBefore, this.#suspect);
    this.#suspectOfSearch = this.#suspect;
    this.#searchBefore = this.#suspect = undefined;
    return 'on';
  }

  #advanceSearch(window: Window, search: DamageSearch): Progress {
    const isForeign = !this.#framed && !search.isHole;
    const limit = isForeign ? search.start + foreignAfterBytes : Infinity;
    const result = search.advance(window, limit, window.atEnd);
    if (result === 'waiting') return result;
    this.#search = undefined;
    if (result === 'givenUp') {
      this.#foreign = true;
      this.#report('notAnEventFile', search.start, foreignAfterBytes);
      return 'on';
    }
    const begin = search.beginOf(window.offset);
    const kind = search.isHole && begin === search.start ? 'zeroHole' : 'corruptRecord';
    this.#report(kind, begin, window.offset - begin);
    return 'on';
  }

  /**
   * Takes over what an event says. Room in the block has been seen to.
   * @param placeOf where in the file a range of the event begins
   */
  #takeEvent(event: EventDraft, offset: number, placeOf: (range: FieldRange) => number): void {
    const wallTime = wallTimeOf(event);
    if (event.wallTime !== undefined && !Number.isFinite(event.wallTime)) {
      this.#report('badWallTime', offset, 0);
    }
    const { content } = event;
    if (content.kind === 'summary')
      for (const value of content.values) this.#takeValue(value, event, placeOf(value));
    else if (content.kind === 'message') {
      const { form, tag, range } = content;
      const kind = form === itemForms.runMetadata ? 'runMetadata' : 'graph';
      const series = this.#tags.seriesOf(tag, kind);
      const at = placeOf(range);
      if (series) this.#addItem(series, event, form, at, range.length);
      else this.#report('tooManyTags', at, range.length);
    } else if (content.kind === 'session') this.#takeSession(content.status, event.step, wallTime);
  }

  /** Always true: the value has been dealt with. */
  #takeValue(value: ValueDraft, event: EventDraft, offset: number): true {
    const placed = this.#tags.place(value);
    if (!placed) {
      if (this.#tags.refuses(nameOf(value))) this.#report('tooManyTags', offset, value.length);
      return true;
    }
    const { series, number } = placed;
    if (series.kind === 'scalar') addPoint(series, event, number);
    else this.#addItem(series, event, itemForms.value, offset, value.length);
    return true;
  }

  #addItem(
    series: DecodedTag,
    event: EventDraft,
    form: ItemForm,
    at: number,
    length: number,
  ): void {
    addPoint(series, event, this.#items++);
    items.offsets[items.count] = at;
    items.lengths[items.count] = length;
    items.forms[items.count++] = form;
  }

  #takeSession(status: number, step: number, wallTime: number): void {
    const at = block.count;
    if (status === sessionStart) this.#marks.push({ kind: 'start', at, step, wallTime });
    if (status === sessionStop) this.#marks.push({ kind: 'end', at, wallTime, exitCode: null });
  }

  #report(kind: DecodedProblem['kind'], offset: number, bytes: number): void {
    this.#problems.push({ kind, offset, bytes, detail: null });
  }

  #tailOf(window: Window): DecodedProblem | null {
    if (this.#foreign) return null;
    const end = window.endOffset;
    if (this.#search) {
      const { start, isHole } = this.#search;
      const kind = isHole ? 'zeroHole' : this.#framed ? 'corruptTail' : 'notAnEventFile';
      return {
        kind,
        offset: start,
        bytes: Math.max(start, end, window.offset) - start,
        detail: null,
      };
    }
    const offset = this.#long?.offset ?? window.offset;
    if (offset >= end) return null;
    const kind = this.#doubtful ? 'badChecksum' : 'truncatedTail';
    return { kind, offset, bytes: end - offset, detail: null };
  }
}

function addPoint(series: DecodedTag, event: EventDraft, value: number): void {
  const at = block.count++;
  block.tags[at] = series.index;
  block.steps[at] = event.step;
  block.wallTimes[at] = wallTimeOf(event);
  block.values[at] = value;
}

function tryReadEvent(window: Window, length: number): EventDraft | null {
  const start = window.at + headerBytes;
  const reader = window.readerTo(start + length);
  reader.pos = start;
  try {
    return readEvent(reader, start + length);
  } catch {
    return null;
  }
}

/** Seconds since the Unix epoch; NaN where the event has none that is a number. */
function wallTimeOf({ wallTime }: EventDraft): number {
  return wallTime !== undefined && Number.isFinite(wallTime) ? wallTime : NaN;
}
