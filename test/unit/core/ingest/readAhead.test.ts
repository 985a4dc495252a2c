// Reading ahead: what was read is taken where it belongs, and dropped where it does not.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openFile } from '../../../../src/core/ingest/openFile';
import { ReadBuffer } from '../../../../src/core/ingest/readBuffer';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('a read buffer', () => {
  const folder = useTemporaryFolder();

  it('takes what was read ahead, and reads what was not', async () => {
    const file = path.join(folder(), 'f');
    writeFileSync(
      file,
      Uint8Array.from({ length: 100 }, (_, i) => i),
    );
    const handle = await openFile(file, false);
    const buffer = new ReadBuffer();
    const fill = async (at: number, room: number, position: number): Promise<unknown> => {
      const { asked, bytesRead } = await buffer.fill(handle, at, room, position);
      return [asked, [...buffer.bytes.subarray(at, at + bytesRead)]];
    };
    buffer.ahead.start(handle, 10, 4);
    assert.deepEqual(await fill(3, 50, 10), [4, [10, 11, 12, 13]], 'what was read ahead');
    buffer.ahead.start(handle, 10, 4);
    assert.deepEqual(await fill(0, 2, 20), [2, [20, 21]], 'another place');
    assert.deepEqual(await fill(0, 2, 10), [2, [10, 11]], 'nothing is left of it');
    buffer.ahead.start(handle, 30, 4);
    const behind = buffer.size - 3;
    assert.deepEqual(await fill(behind, 3, 30), [3, [30, 31, 32]], 'no room for all of it');
    buffer.ahead.start(handle, 98, 4);
    assert.deepEqual(await fill(0, 4, 98), [4, [98, 99]], 'the end of the file');
    await buffer.ahead.settle();
    await handle.close();
  });
});
