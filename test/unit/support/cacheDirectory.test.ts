// Installing into the cache: whole or not at all.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installOnce } from '../../support/cacheDirectory';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('the cache of installations', () => {
  const folder = useTemporaryFolder();
  const before = process.env['TRACKSIDE_TEST_CACHE'];
  beforeEach(() => {
    process.env['TRACKSIDE_TEST_CACHE'] = folder();
  });
  afterEach(() => {
    if (before === undefined) delete process.env['TRACKSIDE_TEST_CACHE'];
    else process.env['TRACKSIDE_TEST_CACHE'] = before;
  });

  const write = (text: string) => (directory: string) => {
    writeFileSync(path.join(directory, 'file'), text);
    return Promise.resolve();
  };

  it('installs what is missing, once', async () => {
    const first = await installOnce('thing-1', write('first'));
    const second = await installOnce('thing-1', write('second'));
    assert.deepEqual(
      [first, second, readFileSync(path.join(first, 'file'), 'utf8')],
      [path.join(folder(), 'thing-1'), path.join(folder(), 'thing-1'), 'first'],
    );
  });

  it('does not count an installation that failed half way', async () => {
    const broken = async (directory: string): Promise<void> => {
      await write('half')(directory);
      throw new Error('the line went dead');
    };
    await assert.rejects(installOnce('thing-1', broken), /the line went dead/);
    assert.deepEqual(readdirSync(folder()), []);
    await installOnce('thing-1', write('whole'));
    assert.ok(existsSync(path.join(folder(), 'thing-1')));
  });

  it('keeps one of two that are made at the same time', async () => {
    const place = path.join(folder(), 'thing-1');
    await installOnce('thing-1', async (directory) => {
      await installOnce('thing-1', write('other')).catch(() => undefined);
      await write('own')(directory);
    });
    assert.deepEqual([readdirSync(folder()), readdirSync(place)], [['thing-1'], ['file']]);
  });
});
