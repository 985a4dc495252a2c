// Tags by their bytes.
import assert from 'node:assert/strict';
import { TagTable } from '../../../../src/core/formats/tagTable';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('tag table', () => {
  it('numbers tags in the order of their coming and finds each again, whatever came before', () => {
    const table = new TagTable();
    const names = Array.from({ length: 500 }, (_, index) => `layer${index % 25}/metric${index}`);
    for (const [number, name] of names.entries()) {
      const bytes = bytesOf(`..${name}`);
      assert.equal(table.find(bytes, 2, name.length), -1);
      assert.equal(table.add(bytes, 2, name.length), number);
      bytes.fill(0);
    }
    const backwards = [...names.keys()].reverse();
    for (const number of [...names.keys(), ...backwards, ...names.keys()]) {
      assert.equal(table.find(bytesOf(names[number]!), 0, names[number]!.length), number);
    }
    assert.equal(table.textOf(7), names[7]);
  });

  it('knows the empty tag', () => {
    const table = new TagTable();
    table.add(bytesOf(''), 0, 0);
    assert.equal(table.find(bytesOf('x'), 1, 0), 0);
    assert.equal(table.find(bytesOf('x'), 0, 1), -1);
  });

  it('keeps a byte order mark and replaces what is not UTF-8', () => {
    const table = new TagTable();
    const bytes = Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62);
    assert.equal(table.textOf(table.add(bytes, 0, bytes.length)), '\ufeffa\ufffdb');
  });
});
