// Reads a message into a plain object by a table of its fields. Fields that the table lacks are passed over.
import type { FactValue } from '../../../shared/facts';
import { textOf } from '../text';
import type { FieldWalk } from './fields';
import { readTimestamp } from './timestamp';

/** `time`: a Timestamp, as ISO 8601; `seconds`: the same, since the Unix epoch. */
export type FieldForm = 'text' | 'number' | 'double' | 'flag' | 'time' | 'seconds' | Shape;

export interface ShapeField {
  readonly name: string;
  readonly form: FieldForm;
  /** `list`: it may come several times; `map`: it does, as entries of a key and a value. */
  readonly many?: 'list' | 'map';
}

/** By field number. */
export type Shape = ReadonlyMap<number, ShapeField>;

export type Shaped = Record<string, FactValue>;

/** Of a repeated field; no message of a real run has more. */
const mostEntries = 10_000;

export function shape(fields: Readonly<Record<number, ShapeField | string>>): Shape {
  const entries = Object.entries(fields).map(([number, field]): [number, ShapeField] => [
    Number(number),
    typeof field === 'string' ? { name: field, form: 'text' } : field,
  ]);
  return new Map(entries);
}

/** Reads the message that the walk has entered. What it does not hold is not in the answer. */
export function readShaped(walk: FieldWalk, fields: Shape): Shaped {
  const found: Shaped = {};
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    const field = fields.get(Math.floor(key / 8));
    if (!field) {
      walk.skip(key);
      continue;
    }
    const value = readForm(walk, field.form);
    if (field.many === 'list') addTo(found, field.name, value);
    else if (field.many === 'map') addEntry(found, field.name, value);
    else found[field.name] = value;
  }
  return found;
}

/** Enters the message that is the walk's next field, and reads it. */
export function readShapedField(walk: FieldWalk, fields: Shape): Shaped {
  const outer = walk.enter();
  const found = readShaped(walk, fields);
  walk.leave(outer);
  return found;
}

function readForm(walk: FieldWalk, form: FieldForm): FactValue {
  switch (form) {
    case 'text':
      return readText(walk);
    case 'number':
      return walk.int64();
    case 'double':
      return walk.double();
    case 'flag':
      return walk.int64() !== 0;
    case 'seconds':
      return readTimestamp(walk);
    case 'time':
      return timeText(readTimestamp(walk));
    default:
      return readShapedField(walk, form);
  }
}

export function readText(walk: FieldWalk): string {
  const end = walk.bytesEnd();
  const text = textOf(walk.bytes.subarray(walk.at, end));
  walk.at = end;
  return text;
}

/** @param seconds since the Unix epoch */
function timeText(seconds: number): FactValue {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

function addTo(found: Shaped, name: string, value: FactValue): void {
  const list = found[name] as FactValue[] | undefined;
  if (!list) found[name] = [value];
  else if (list.length < mostEntries) list.push(value);
}

function addEntry(found: Shaped, name: string, entry: FactValue): void {
  const { key, value } = entry as Shaped;
  const map = (found[name] ??= {}) as Shaped;
  if (typeof key === 'string' && value !== undefined) map[key] = value;
}
