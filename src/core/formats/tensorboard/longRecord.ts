// Walks a record too long to hold in memory, field by field: what is small is read, what is large is skipped unread.
// In such a record the time and the step must stand before the values, where every known writer puts them.
import type { Reader } from 'protobufjs/minimal';
import {
  emptyEvent,
  eventKeys,
  messageOf,
  readEventField,
  runMetadataTagKey,
  summaryValueKey,
  type EventDraft,
  type FieldRange,
} from './event';
import { footerBytes } from './framing';
import { itemForms } from './itemForms';
import { pluginDataKey, readMetadataField, readPluginField } from './metadata';
import { longRecordBytes } from './resync';
import {
  countedContents,
  emptyValue,
  readValue,
  readValueField,
  valueKeys,
  type ValueDraft,
} from './summaryValue';
import { emptyTensor } from './tensor';
import type { Progress } from '../stretch';
import type { Window } from './window';
import { copyRange, noBytes, readRange } from './wire';

/** Takes what the walk finds. */
export interface LongRecordSink {
  /** False if the point block is full: the walk offers the value again. `offset` is its place in the file. */
  addValue(value: ValueDraft, event: EventDraft, offset: number): boolean;
  /** Takes the event without its summary, when its end is reached; ranges in it are of the file. False if full. */
  addEvent(event: EventDraft): boolean;
}

type Level = 'event' | 'runMetadata' | 'summary' | 'value' | 'metadata' | 'pluginData';

/** A message that has been entered: `[start, end)` of the file. */
interface OpenLevel {
  readonly level: Level;
  readonly start: number;
  readonly end: number;
}

/** Messages that are walked into where they are too long to be read at once; a summary always is. */
const innerLevels: Readonly<Record<Level, ReadonlyMap<number, Level>>> = {
  event: new Map<number, Level>([
    [eventKeys.summary, 'summary'],
    [eventKeys.runMetadata, 'runMetadata'],
  ]),
  runMetadata: new Map(),
  summary: new Map([[summaryValueKey, 'value']]),
  value: new Map([[valueKeys.metadata, 'metadata']]),
  metadata: new Map([[pluginDataKey, 'pluginData']]),
  pluginData: new Map(),
};

/** A key and a length or a number: no more bytes than this are needed to know how a field goes on. */
const longestHead = 20;

export class LongRecord {
  /** Place of the record in the file, and of the end of its data. */
  readonly offset: number;
  readonly dataEnd: number;
  /** Whether anything of it was given away. */
  isTold = false;
  readonly #levels: OpenLevel[];
  readonly #event = emptyEvent();
  #value = emptyValue();

  constructor(offset: number, dataStart: number, length: number) {
    this.offset = offset;
    this.dataEnd = dataStart + length;
    this.#levels = [{ level: 'event', start: dataStart, end: this.dataEnd }];
  }

  /**
   * Goes on as far as the window reaches. 'on' means the record is done with, footer included.
   * Throws if the record is malformed; `dataEnd` then says where the next one begins.
   */
  advance(window: Window, sink: LongRecordSink): Progress {
    for (let top = this.#levels.at(-1); top; top = this.#levels.at(-1)) {
      if (window.at > window.end) return window.wait(0);
      const left = top.end - window.offset;
      if (left === 0) {
        if (!this.#leave(top, sink)) return 'full';
        this.#levels.pop();
        continue;
      }
      if (!window.has(Math.min(left, longestHead))) return window.wait(Math.min(left, longestHead));
      const progress = this.#field(window, top.level, top.end, sink);
      if (progress !== 'on') return progress;
    }
    if (!window.has(footerBytes)) return window.wait(footerBytes);
    window.at += footerBytes;
    return 'on';
  }

  /** Reads, enters or skips the field at the window's place. */
  #field(window: Window, level: Level, levelEnd: number, sink: LongRecordSink): Progress {
    const end = Math.min(window.indexOf(levelEnd), window.end);
    const reader = window.readerTo(end);
    const key = reader.tag();
    const inner = innerLevels[level].get(key);
    // A group has no length, so it cannot be skipped unread; nothing has written them since 2008.
    if ((key & 7) === 3) throw new RangeError('a group in a long record');
    if ((key & 7) === 2) {
      const size = reader.size();
      const payload = reader.pos;
      if (window.offsetOf(payload + size) > levelEnd) throw new RangeError('a field is too long');
      if (inner && (size > longRecordBytes || inner === 'summary')) {
        window.at = payload;
        this.#enter(inner, window.offset, window.offsetOf(payload + size));
        return 'on';
      }
      if (size > longRecordBytes) {
        this.#noteSkipped(level, key, { start: window.offsetOf(payload), length: size });
        window.at = payload + size;
        return 'on';
      }
      const whole = payload + size - window.at;
      if (!window.has(whole)) return window.wait(whole);
    }
    return this.#small(window, level, levelEnd, sink);
  }

  /** Reads a field that is there as a whole. */
  #small(window: Window, level: Level, levelEnd: number, sink: LongRecordSink): Progress {
    const reader = window.readerTo(Math.min(window.indexOf(levelEnd), window.end));
    const key = reader.tag();
    if (level === 'summary' && key === summaryValueKey) {
      const size = reader.size();
      const value = readValue(reader, reader.pos + size);
      if (!sink.addValue(value, this.#event, window.offsetOf(value.start))) return 'full';
      this.isTold = true;
    } else if (!this.#readField(reader, window, level, key)) reader.skipType(key & 7, 0, key >>> 3);
    window.at = reader.pos;
    return 'on';
  }

  #readField(reader: Reader, window: Window, level: Level, key: number): boolean {
    switch (level) {
      case 'event':
        return this.#readEventField(reader, window, key);
      case 'runMetadata': {
        const { content } = this.#event;
        if (key !== runMetadataTagKey || content.kind !== 'message') return false;
        const tag = copyRange(readRange(reader));
        this.#event.content = messageOf(content.form, content.range, tag);
        return true;
      }
      case 'summary':
        return false;
      case 'value': {
        const known = readValueField(reader, key, this.#value);
        keepBytes(this.#value);
        return known;
      }
      case 'metadata': {
        const known = readMetadataField(reader, key, this.#value.metadata);
        keepBytes(this.#value);
        return known;
      }
      case 'pluginData': {
        const known = readPluginField(reader, key, this.#value.metadata);
        keepBytes(this.#value);
        return known;
      }
    }
  }

  #readEventField(reader: Reader, window: Window, key: number): boolean {
    const before = this.#event.content;
    const known = readEventField(reader, key, this.#event);
    const { content } = this.#event;
    if (content.kind === 'message' && content !== before) {
      const range = { start: window.offsetOf(content.range.start), length: content.range.length };
      this.#event.content = messageOf(content.form, range, copyRange(content.tag));
    }
    return known;
  }

  #enter(level: Level, start: number, end: number): void {
    this.#levels.push({ level, start, end });
    if (level === 'runMetadata') {
      const range = { start, length: end - start };
      this.#event.content = messageOf(itemForms.runMetadata, range, noBytes);
    }
  }

  /** A long field that is skipped may still tell what kind of thing this is. */
  #noteSkipped(level: Level, key: number, range: FieldRange): void {
    if (level === 'event') {
      if (key === eventKeys.graph) this.#event.content = messageOf(itemForms.graph, range);
      if (key === eventKeys.metaGraph) this.#event.content = messageOf(itemForms.metaGraph, range);
    }
    if (level !== 'value') return;
    if (key === valueKeys.tag) throw new RangeError('a tag too long to be one');
    if (key === valueKeys.tensor) this.#value.content = { ...emptyTensor(), elements: NaN };
    else this.#value.content = countedContents.get(key) ?? this.#value.content;
  }

  /** What stood at the end of a message is complete now; false if the block has no room for it. */
  #leave({ level, start, end }: OpenLevel, sink: LongRecordSink): boolean {
    if (level === 'value') {
      this.#value.length = end - start;
      if (!sink.addValue(this.#value, this.#event, start)) return false;
      this.isTold = true;
      this.#value = emptyValue();
    }
    return level !== 'event' || sink.addEvent(this.#event);
  }
}

/** The walk outlives the buffer, so bytes that a value points at are copied; they are few. */
function keepBytes(value: ValueDraft): void {
  value.tag = copyRange(value.tag);
  value.nodeName = copyRange(value.nodeName);
  value.metadata.content = copyRange(value.metadata.content);
}
