// Tables and documents as the files that other programs open.
import assert from 'node:assert/strict';
import { collectFiles } from '../../../../src/core/report/contentFiles';
import type { TableContent } from '../../../../src/shared/content';

const table: TableContent = {
  kind: 'table',
  columns: ['name', 'a "b"'],
  rows: [
    ['x, y', 1.5],
    ['two\nlines', null],
    [true, { _type: 'image-file' }],
  ],
};

describe('the file of a value', () => {
  it('is CSV for a table where its name asks for that, and JSON else', () => {
    const csv = 'name,"a ""b"""\n"x, y",1.5\n"two\nlines",\ntrue,"{""_type"":""image-file""}"\n';
    assert.deepEqual(
      [collectFiles(table, 'out.csv', '{}'), collectFiles(table, 'out.json', '{}')],
      [[{ name: 'out.csv', content: csv }], [{ name: 'out.json', content: '{}' }]],
    );
  });

  it('is the document itself, one for each', () => {
    const sample = (byte: number) => ({
      mime: 'text/html',
      bytes: Uint8Array.of(byte),
      label: null,
    });
    assert.deepEqual(
      collectFiles({ kind: 'file', form: 'html', samples: [sample(1), sample(2)] }, 'p.html', ''),
      [
        { name: 'p-1.html', content: Uint8Array.of(1) },
        { name: 'p-2.html', content: Uint8Array.of(2) },
      ],
    );
  });
});
