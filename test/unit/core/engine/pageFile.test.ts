// Facts about the page file on a real disk: it has no name that others could see, and holds what was written.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { openPageFile } from '../../../../src/core/engine/pageFile';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('the page file', () => {
  const folder = useTemporaryFolder();

  it('gives back what was written, wherever', () => {
    const file = openPageFile(folder());
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
    file.write(bytes, 0);
    file.write(bytes, 300_000);
    const read = new Uint8Array(1000);
    file.read(read, 350_000);
    assert.deepEqual(read, bytes.slice(50_000, 51_000));
    assert.throws(() => file.read(read, 399_500), /ends at 400000/);
    file.close();
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('has no name while it is open', function () {
    // There a file keeps its name until it is closed.
    if (process.platform === 'win32') this.skip();
    const file = openPageFile(folder());
    assert.deepEqual(readdirSync(folder()), []);
    file.close();
  });

  it('is not made where nothing can be written', () => {
    assert.throws(() => openPageFile(path.join(folder(), 'missing')), { code: 'ENOENT' });
  });
});
