// The runs table page: what it shows, and what mouse and keys do in it.
import assert from 'node:assert/strict';
import { TableHarness, type TableOptions, type TablePage } from '../support/tablePage';

describe('the runs table', () => {
  let harness: TableHarness;
  let table: TablePage;
  before(async () => {
    harness = await TableHarness.start();
  });
  after(() => harness.stop());
  afterEach(async () => {
    assert.deepEqual(table.complaints, []);
    await table.close();
  });
  const open = async (options: TableOptions = {}): Promise<void> => {
    table = await harness.open(options);
    await table.settled();
  };

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`shows runs side by side: ${theme}`, async () => {
      await open({ theme });
      assert.deepEqual((await table.column('run:name')).slice(0, 2), [
        'resnet50-adamw-0',
        'resnet50-sgd-1',
      ]);
      await table.picture(`table-${theme}`);
    });
  }
});
