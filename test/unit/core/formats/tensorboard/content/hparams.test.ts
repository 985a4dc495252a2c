// Hyperparameters: experiments, and the starts and ends of sessions, all of them in metadata.
import assert from 'node:assert/strict';
import type { Writer } from 'protobufjs/minimal';
import type { Content } from '../../../../../../src/shared/content';
import { message, value } from '../../../../../support/eventFiles';
import {
  boolValue,
  entry,
  hparamsValue,
  listValue,
  numberValue,
  stringValue,
} from '../../../../../support/hparamsBytes';
import { contentOf, nested, text } from '../../../../../support/itemBytes';

const read = (field: 2 | 3 | 4, bytes: Uint8Array): Content =>
  contentOf('hparams', hparamsValue(field, bytes));

describe('the start of a session', () => {
  it('has the hyperparameters by name, and what else was said', () => {
    const nullValue = message((writer) => writer.uint32(0x08).int32(0));
    const list = message((w) => nested(w, 6, listValue(numberValue(1), stringValue('a'))));
    const struct = message((w) =>
      nested(
        w,
        5,
        message((fields) => nested(fields, 1, entry('__proto__', boolValue(true)))),
      ),
    );
    const bytes = message((writer) => {
      nested(writer, 1, entry('rate', numberValue(0.1)));
      nested(writer, 1, entry('nan', numberValue(NaN)));
      nested(writer, 1, entry('name', stringValue('ädam')));
      nested(writer, 1, entry('fast', boolValue(false)));
      nested(writer, 1, entry('none', nullValue));
      nested(writer, 1, entry('empty', new Uint8Array(0)));
      nested(writer, 1, entry('list', list));
      nested(writer, 1, entry('struct', struct));
      nested(writer, 1, entry('rate', numberValue(0.2)));
      text(text(text(writer, 2, 'model'), 3, 'monitor'), 4, 'group')
        .uint32(0x29)
        .double(12.5);
    });
    assert.deepEqual(read(3, bytes), {
      kind: 'hparams',
      part: 'sessionStart',
      hparams: [
        { name: 'empty', value: null },
        { name: 'fast', value: false },
        { name: 'list', value: '[1,"a"]' },
        { name: 'name', value: 'ädam' },
        { name: 'nan', value: NaN },
        { name: 'none', value: null },
        { name: 'rate', value: 0.2 },
        { name: 'struct', value: '{"__proto__":true}' },
      ],
      modelUri: 'model',
      monitorUrl: 'monitor',
      groupName: 'group',
      startTime: 12.5,
    });
  });

  it('may be nested no deeper than protobuf allows', () => {
    let bytes = numberValue(1);
    for (let depth = 0; depth < 200; depth++) {
      const inner = listValue(bytes);
      bytes = message((writer) => nested(writer, 6, inner));
    }
    const start = message((writer) => nested(writer, 1, entry('deep', bytes)));
    assert.throws(() => read(3, start), /nested too deeply/);
  });
});

describe('the end of a session', () => {
  it('has a status and a time', () => {
    const end = (write: (writer: Writer) => unknown): Content => read(4, message(write));
    const facts = { kind: 'hparams', part: 'sessionEnd' };
    assert.deepEqual(
      [
        end((writer) => writer.uint32(0x08).int32(1).uint32(0x11).double(7)),
        end((writer) => writer.uint32(0x08).int32(2)),
        end((writer) => writer.uint32(0x08).int32(77)),
        end(() => undefined),
      ],
      [
        { ...facts, status: 'success', endTime: 7 },
        { ...facts, status: 'failure', endTime: null },
        { ...facts, status: 'unknown', endTime: null },
        { ...facts, status: 'unknown', endTime: null },
      ],
    );
  });
});

describe('an experiment', () => {
  it('says which hyperparameters and metrics there are', () => {
    const rate = message((writer) => {
      text(text(text(writer, 1, 'rate'), 2, 'Learning rate'), 3, 'of SGD')
        .uint32(0x20)
        .int32(3);
      nested(
        writer,
        6,
        message((w) => w.uint32(0x11).double(1)),
      );
    });
    const fast = message((writer) => {
      text(writer, 1, 'fast').uint32(0x20).int32(2);
      nested(writer, 5, listValue(boolValue(true), boolValue(false)));
    });
    const plain = message((writer) => text(writer, 1, 'plain'));
    const metric = message((writer) => {
      nested(
        writer,
        1,
        message((name) => text(text(name, 1, 'validation'), 2, 'loss')),
      );
      text(text(writer, 3, 'Loss'), 4, 'lower is better');
    });
    const bytes = message((writer) => {
      text(writer, 1, 'why');
      for (const info of [rate, fast, plain]) nested(writer, 4, info);
      text(nested(writer, 5, metric), 6, 'name');
    });
    const named = (name: string): object => ({ name, displayName: '', description: '' });
    assert.deepEqual(read(2, bytes), {
      kind: 'hparams',
      part: 'experiment',
      name: 'name',
      description: 'why',
      hparams: [
        {
          name: 'rate',
          displayName: 'Learning rate',
          description: 'of SGD',
          type: 'number',
          domain: { form: 'interval', min: 0, max: 1 },
        },
        { ...named('fast'), type: 'bool', domain: { form: 'values', values: [true, false] } },
        { ...named('plain'), type: 'unknown', domain: null },
      ],
      metrics: [
        { group: 'validation', tag: 'loss', displayName: 'Loss', description: 'lower is better' },
      ],
    });
  });
});

describe('a value of the hparams plugin', () => {
  it('that says nothing says so', () => {
    const bytes = value('tag', () => undefined, { plugin: 'hparams' });
    assert.throws(() => contentOf('hparams', bytes), /nothing about hyperparameters/);
  });
});
