// google.protobuf.Value: a number, a string, a boolean, nothing, or a structure, which is told as JSON.
// Source: google/protobuf/struct.proto.
import type { Reader } from 'protobufjs/minimal';
import type { HparamValue } from '../../../../shared/content';
import { readNested } from '../wire';
import { readText } from './message';
import { Unreadable } from './unreadable';

export interface HparamEntry {
  readonly name: string;
  readonly value: HparamValue;
}

type JsonValue = HparamValue | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Field keys of Value, Struct, an entry of its map, and ListValue. */
const valueKeys = {
  null: 0x08,
  number: 0x11,
  string: 0x1a,
  bool: 0x20,
  struct: 0x2a,
  list: 0x32,
} as const;
const structFieldKey = 0x0a;
const fieldKeys = { name: 0x0a, value: 0x12 } as const;
const listValueKey = 0x0a;

/** Protobuf's own limit. */
const deepest = 100;

/** Reads the value that is preceded by its length. */
export function readProtoValue(reader: Reader): HparamValue {
  const value = readJson(reader, 0);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Reads the values of the ListValue that is preceded by its length. */
export function readProtoList(reader: Reader): HparamValue[] {
  const values: HparamValue[] = [];
  readNested(reader, (key) => key === listValueKey && values.push(readProtoValue(reader)) > 0);
  return values;
}

function readJson(reader: Reader, depth: number): JsonValue {
  if (depth > deepest) throw new Unreadable('A value in it is nested too deeply.');
  let value: JsonValue = null;
  readNested(reader, (key) => {
    if (key === valueKeys.null) {
      reader.int32();
      value = null;
    } else if (key === valueKeys.number) value = reader.double();
    else if (key === valueKeys.string) value = readText(reader);
    else if (key === valueKeys.bool) value = reader.bool();
    else if (key === valueKeys.struct) value = readStruct(reader, depth);
    else if (key === valueKeys.list) value = readList(reader, depth);
    else return false;
    return true;
  });
  return value;
}

function readList(reader: Reader, depth: number): JsonValue[] {
  const values: JsonValue[] = [];
  readNested(reader, (key) => key === listValueKey && values.push(readJson(reader, depth + 1)) > 0);
  return values;
}

function readStruct(reader: Reader, depth: number): JsonValue {
  const fields = new Map<string, JsonValue>();
  readNested(reader, (key) => {
    if (key !== structFieldKey) return false;
    let name = '';
    let value: JsonValue = null;
    readNested(reader, (inner) => {
      if (inner === fieldKeys.name) name = readText(reader);
      else if (inner === fieldKeys.value) value = readJson(reader, depth + 1);
      else return false;
      return true;
    });
    fields.set(name, value);
    return true;
  });
  return Object.fromEntries(fields);
}
