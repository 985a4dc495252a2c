// The runs table page is open to everyone: nothing serious stands in the way, and all keys are told.
import assert from 'node:assert/strict';
import { findBarriers } from '../support/accessibility';
import { TableHarness, type TablePage } from '../support/tablePage';

describe('the runs table is open to everyone', function () {
  this.timeout(60_000);
  let harness: TableHarness;
  let table: TablePage;

  before(async () => {
    harness = await TableHarness.start();
  });
  after(() => harness.stop());
  afterEach(() => table.close());

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`with chosen runs, groups and plots, in ${theme}`, async () => {
      table = await harness.open({ theme, height: 900 });
      await table.settled();
      await table.cell(2, 'run:step').click();
      assert.deepEqual(await findBarriers(table.page), []);
      for (const name of ['Parallel', 'Scatter', 'Importance']) {
        await table.page.getByRole('radio', { name, exact: true }).click();
        await table.page.locator(`.plot-place .space`).waitFor();
        await table.settled();
        assert.deepEqual(await findBarriers(table.page), [], name);
      }
      await table.page.getByRole('button', { name: 'Columns' }).click();
      assert.deepEqual(await findBarriers(table.page), [], 'columns');
    });
  }

  it('tells all keys with ?, which goes with ? again', async () => {
    table = await harness.open();
    await table.settled();
    const dialog = table.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await table.page.keyboard.press('?');
    await dialog.waitFor();
    await table.picture('table-keys');
    assert.deepEqual(await findBarriers(table.page), []);
    await table.page.keyboard.press('?');
    await dialog.waitFor({ state: 'detached' });
    await table.page.keyboard.press('/');
    await table.page.keyboard.type('a?');
    assert.deepEqual(
      [await dialog.count(), await table.page.getByRole('combobox').first().inputValue()],
      [0, 'a?'],
    );
  });
});
