// Writes the messages of the hparams plugin for tests.
import { message, value } from './eventFiles';
import { nested, text } from './itemBytes';

export const numberValue = (number: number): Uint8Array =>
  message((writer) => writer.uint32(0x11).double(number));
export const stringValue = (content: string): Uint8Array =>
  message((writer) => text(writer, 3, content));
export const boolValue = (isTrue: boolean): Uint8Array =>
  message((writer) => writer.uint32(0x20).bool(isTrue));
export const listValue = (...values: readonly Uint8Array[]): Uint8Array =>
  message((writer) => {
    for (const one of values) nested(writer, 1, one);
  });

/** An entry of a map from names to google.protobuf.Value. */
export function entry(name: string, bytes: Uint8Array): Uint8Array {
  return message((writer) => nested(text(writer, 1, name), 2, bytes));
}

/** A value of the plugin; its metadata hold this member of HParamsPluginData. */
export function hparamsValue(field: 2 | 3 | 4, bytes: Uint8Array): Uint8Array {
  const content = message((writer) => nested(writer.uint32(0x08).int32(0), field, bytes));
  const tags = { 2: 'experiment', 3: 'session_start_info', 4: 'session_end_info' };
  return value(`_hparams_/${tags[field]}`, () => undefined, { plugin: 'hparams', content });
}

type Loggable = number | string | boolean;

function protoValue(one: Loggable): Uint8Array {
  if (typeof one === 'number') return numberValue(one);
  return typeof one === 'string' ? stringValue(one) : boolValue(one);
}

export function sessionStart(hparams: Readonly<Record<string, Loggable>>, group = ''): Uint8Array {
  const start = message((writer) => {
    for (const [name, one] of Object.entries(hparams)) {
      nested(writer, 1, entry(name, protoValue(one)));
    }
    text(writer, 4, group).uint32(0x29).double(100);
  });
  return hparamsValue(3, start);
}

/** @param status 1 SUCCESS, 2 FAILURE, 3 RUNNING */
export function sessionEnd(status: number, time: number): Uint8Array {
  const end = message((writer) => writer.uint32(0x08).int32(status).uint32(0x11).double(time));
  return hparamsValue(4, end);
}

/** @param types 1 STRING, 2 BOOL, 3 FLOAT64 */
export function experiment(
  types: Readonly<Record<string, number>>,
  metrics: readonly (readonly [group: string, tag: string])[] = [],
): Uint8Array {
  const bytes = message((writer) => {
    for (const [name, type] of Object.entries(types)) {
      nested(
        writer,
        4,
        message((info) => text(info, 1, name).uint32(0x20).int32(type)),
      );
    }
    for (const [group, tag] of metrics) {
      const name = message((inner) => text(text(inner, 1, group), 2, tag));
      nested(
        writer,
        5,
        message((info) => nested(info, 1, name)),
      );
    }
  });
  return hparamsValue(2, bytes);
}
