// Where the contents of items lie: exactly the bytes of the message, in records short and long.
import assert from 'node:assert/strict';
import { tensorboardFormat } from '../../../../../src/core/formats/tensorboard/format';
import { itemForms } from '../../../../../src/core/formats/tensorboard/itemForms';
import { decodeFile } from '../../../../support/decodeFile';
import {
  dtypes,
  event,
  fileVersionRecord,
  imageValue,
  joinBytes,
  message,
  record,
  scalarRecord,
  simpleValue,
  tensorValue,
  value,
} from '../../../../support/eventFiles';

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Step, form and bytes of every item of a file, in the order of the file, however it is cut. */
function itemsOf(file: Uint8Array): unknown[] {
  const [first, ...others] = [Infinity, 5000, 100].map((chunk) => {
    const { items, problems, tail } = decodeFile(tensorboardFormat, file, chunk);
    assert.deepEqual([problems, tail], [[], null]);
    return items.map(({ step, form, offset, length }) => {
      return [step, form, textOf(file.subarray(offset, offset + length))];
    });
  });
  for (const other of others) assert.deepEqual(other, first);
  return first!;
}

describe('an item', () => {
  for (const size of [10, 100_000]) {
    it(`of ${size} bytes is found where its message lies`, () => {
      const blob = new Uint8Array(size).fill(0x5a);
      const image = imageValue('picture', blob);
      const words = tensorValue(
        'words',
        { dtype: dtypes.string, list: (writer) => writer.uint32(0x42).bytes(blob) },
        { plugin: 'text' },
      );
      const hparams = value('hparams', () => undefined, { plugin: 'hparams', content: blob });
      const file = joinBytes(
        fileVersionRecord(),
        record(event({ step: 3, values: [image, simpleValue('loss', 1), words, hparams] })),
        scalarRecord('loss', 4, 2),
        record(event({ step: 5, values: [image] })),
      );
      assert.deepEqual(itemsOf(file), [
        [3, itemForms.value, textOf(image)],
        [3, itemForms.value, textOf(words)],
        [3, itemForms.value, textOf(hparams)],
        [5, itemForms.value, textOf(image)],
      ]);
    });

    it(`of ${size} bytes may be a graph or run metadata`, () => {
      const content = new Uint8Array(size).fill(0x5a);
      const tagged = message((writer) =>
        writer.uint32(0x0a).string('step1').uint32(0x12).bytes(content),
      );
      const file = joinBytes(
        record(event({ wallTime: 1, graph: content })),
        record(event({ wallTime: 1, step: 7, runMetadata: { tag: 'step1', content } })),
      );
      assert.deepEqual(itemsOf(file), [
        [0, itemForms.graph, textOf(content)],
        [7, itemForms.runMetadata, textOf(tagged)],
      ]);
    });
  }

  it('remembers what the log says once about its tag', () => {
    const content = Uint8Array.of(1, 2, 3);
    const tensor = { dtype: dtypes.string };
    const described = tensorValue('mesh', tensor, { plugin: 'mesh', content });
    const bare = tensorValue('mesh', tensor);
    const { tags, items } = decodeFile(
      tensorboardFormat,
      joinBytes(record(event({ values: [described] })), record(event({ values: [bare] }))),
    );
    assert.deepEqual(
      [tags.map(({ kind, metadata }) => [kind, metadata]), items.length],
      [[['mesh', content]], 2],
    );
  });
});
