// One event: when it happened and what it says. Source: tensorboard/compat/proto/event.proto.
import type { Reader } from 'protobufjs/minimal';
import { itemForms, type ItemForm } from './itemForms';
import { readValue, type ValueDraft } from './summaryValue';
import { noBytes, readFields, readInt64, readNested, readRange, type ByteRange } from './wire';

/** The member of the `what` oneof that was written last, as far as Trackside looks at it. */
export type EventContent =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'summary'; readonly values: ValueDraft[] }
  /** A field that is kept as it is; `tag` is set for run metadata only. */
  | {
      readonly kind: 'message';
      readonly form: MessageForm;
      readonly tag: ByteRange;
      readonly range: FieldRange;
    }
  | { readonly kind: 'session'; readonly status: number };

export type MessageForm = Exclude<ItemForm, typeof itemForms.value>;

/** Where the bytes of a field begin, counted as the reader counts, and how many there are. */
export interface FieldRange {
  readonly start: number;
  readonly length: number;
}

export interface EventDraft {
  /** Seconds since the Unix epoch as written, which may be no finite number; undefined where the event has none. */
  wallTime: number | undefined;
  step: number;
  content: EventContent;
}

/** Values of SessionLog.SessionStatus that matter: the process started, or stopped. */
export const sessionStart = 1;
export const sessionStop = 2;

/** Field keys of Event. */
export const eventKeys = {
  wallTime: 0x09,
  step: 0x10,
  fileVersion: 0x1a,
  graph: 0x22,
  summary: 0x2a,
  logMessage: 0x32,
  sessionLog: 0x3a,
  runMetadata: 0x42,
  metaGraph: 0x4a,
} as const;

/** Field keys of Summary, SessionLog and TaggedRunMetadata. */
export const summaryValueKey = 0x0a;
const sessionStatusKey = 0x08;
export const runMetadataTagKey = 0x0a;

const graphTagBytes = new TextEncoder().encode('__run_graph__');
/** The tag under which TensorBoard lists graphs that were not written as a summary. */
const graphTag: ByteRange = { bytes: graphTagBytes, start: 0, length: graphTagBytes.length };

export function emptyEvent(): EventDraft {
  return { wallTime: undefined, step: 0, content: { kind: 'nothing' } };
}

/** Reads the event that ends at `end`. Throws on anything that is no well-formed message. */
export function readEvent(reader: Reader, end: number): EventDraft {
  const event = emptyEvent();
  readFields(reader, end, (key) => readEventField(reader, key, event));
  return event;
}

/** Reads one field of an event; false where its bytes are to be skipped. */
export function readEventField(reader: Reader, key: number, event: EventDraft): boolean {
  switch (key) {
    case eventKeys.wallTime:
      event.wallTime = reader.double();
      return true;
    case eventKeys.step:
      event.step = readInt64(reader);
      return true;
    case eventKeys.summary:
      event.content = readSummary(reader, event.content);
      return true;
    case eventKeys.sessionLog:
      event.content = readSession(reader);
      return true;
    case eventKeys.runMetadata:
      event.content = readRunMetadata(reader);
      return true;
    case eventKeys.graph:
      event.content = messageOf(itemForms.graph, readRange(reader));
      return true;
    case eventKeys.metaGraph:
      event.content = messageOf(itemForms.metaGraph, readRange(reader));
      return true;
    case eventKeys.fileVersion:
    case eventKeys.logMessage:
      event.content = { kind: 'nothing' };
      return false;
    default:
      return false;
  }
}

/** Two summaries in a row are one, as protobuf prescribes for repeated fields. */
function readSummary(reader: Reader, before: EventContent): EventContent {
  const values = before.kind === 'summary' ? before.values : [];
  readNested(reader, (key) => {
    if (key !== summaryValueKey) return false;
    const size = reader.size();
    values.push(readValue(reader, reader.pos + size));
    return true;
  });
  return { kind: 'summary', values };
}

function readSession(reader: Reader): EventContent {
  let status = 0;
  readNested(reader, (key) => {
    if (key !== sessionStatusKey) return false;
    status = reader.int32();
    return true;
  });
  return { kind: 'session', status };
}

function readRunMetadata(reader: Reader): EventContent {
  let tag = noBytes;
  const length = reader.size();
  const start = reader.pos;
  readFields(reader, start + length, (key) => {
    if (key !== runMetadataTagKey) return false;
    tag = readRange(reader);
    return true;
  });
  return messageOf(itemForms.runMetadata, { start, length }, tag);
}

/** @param tag graphs have none in the file and are listed as TensorBoard does */
export function messageOf(form: MessageForm, range: FieldRange, tag = graphTag): EventContent {
  return { kind: 'message', form, tag, range: { start: range.start, length: range.length } };
}
