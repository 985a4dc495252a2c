// The places of a file's items: numbered over the whole file, told in blocks that may overlap.
import assert from 'node:assert/strict';
import { ItemTable } from '../../../../src/core/store/itemTable';
import type { ItemBlock } from '../../../../src/core/model/decoded';

function blockOf(first: number, count: number): ItemBlock {
  const numbers = Array.from({ length: count }, (_, i) => first + i);
  return {
    first,
    count,
    offsets: Float64Array.from(numbers, (number) => 2 ** 40 + 10 * number),
    lengths: Float64Array.from(numbers),
    forms: Uint8Array.from(numbers, (number) => number % 4),
  };
}

describe('the item table', () => {
  it('keeps the place of every item, beyond what 32 bits hold', () => {
    const table = new ItemTable();
    for (let first = 0; first < 1000; first += 100) table.append(blockOf(first, 100));
    assert.deepEqual(
      [0, 99, 100, 999].map((number) => table.at(number)),
      [0, 99, 100, 999].map((number) => ({
        offset: 2 ** 40 + 10 * number,
        length: number,
        form: number % 4,
      })),
    );
    assert.deepEqual(
      [-1, 1000, NaN].map((number) => table.at(number)),
      [null, null, null],
    );
  });

  it('takes what it has already only once', () => {
    const table = new ItemTable();
    table.append(blockOf(0, 5));
    table.append(blockOf(0, 5));
    table.append(blockOf(3, 4));
    assert.deepEqual([table.at(6)?.length, table.at(7)], [6, null]);
  });
});
