// Parallel coordinates, the scatter plot and the importance of columns in a browser: pointer, keys, pictures.
import assert from 'node:assert/strict';
import { SpacesHarness, type OpenedSpace } from '../support/spacesHarness';
import { sweep } from '../support/sweep';

describe('columns of runs', () => {
  const data = sweep(120);
  let harness: SpacesHarness;
  before(async () => {
    harness = await SpacesHarness.start();
  });
  after(() => harness.stop());

  async function parallel(options = {}): Promise<OpenedSpace> {
    const opened = await harness.open(options);
    await opened.page.evaluate((given) => void window.spaces.parallel(given), data);
    await opened.settled();
    return opened;
  }

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`shows parallel coordinates in ${theme}`, async () => {
      const opened = await parallel({ theme });
      await opened.page.locator('[data-column="lr"]').press('l');
      await opened.page.locator('[data-column="val/loss"]').press('ArrowDown');
      await opened.page.locator('[data-column="val/loss"]').press('c');
      await opened.settled();
      await opened.picture(`parallel-${theme}`);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });

    it(`shows a scatter plot and importances in ${theme}`, async () => {
      const opened = await harness.open({ theme });
      await opened.page.evaluate((given) => {
        window.spaces.scatter(given).setState({
          x: 'lr',
          y: 'val/loss',
          logX: true,
          logY: false,
          colourBy: 'optimizer',
        });
      }, data);
      await opened.settled();
      await opened.page.mouse.move(300, 300);
      await opened.settled();
      await opened.picture(`scatter-${theme}`);
      await opened.page.evaluate((given) => void window.spaces.relations(given, 'val/loss'), data);
      await opened.page.locator('[data-ready="true"]').waitFor();
      await opened.picture(`relations-${theme}`);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });
  }

  it('limits rows by a drag on an axis and tells which are left', async () => {
    const opened = await parallel();
    const axis = await opened.page.locator('[data-column="val/loss"] .parallel-hit').boundingBox();
    assert.ok(axis);
    const x = axis.x + axis.width / 2;
    await opened.page.mouse.move(x, axis.y + axis.height * 0.7);
    await opened.page.mouse.down();
    await opened.page.mouse.move(x, axis.y + axis.height - 2, { steps: 4 });
    await opened.page.mouse.up();
    const told = (await opened.events()).at(-1) as { ids: string[]; state: { brushes: unknown[] } };
    assert.equal(told.state.brushes.length, 1);
    assert.ok(told.ids.length > 10 && told.ids.length < 120, String(told.ids.length));
    const words = await opened.page.locator('.space-count').textContent();
    assert.equal(words, `${told.ids.length} of 120 runs`);
    await opened.page.getByRole('button', { name: 'Clear all limits' }).click();
    assert.equal(((await opened.events()).at(-1) as { ids: unknown }).ids, null);
    await opened.close();
  });

  it('is worked by keys alone: limits, order, lines', async () => {
    const opened = await parallel();
    const { keyboard } = opened.page;
    await opened.page.locator('[data-column="lr"]').focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowUp');
    await keyboard.press('Alt+ArrowLeft');
    await keyboard.press('PageDown');
    await keyboard.press('Enter');
    const events = await opened.events();
    const order = events.flatMap((event) => {
      const { state } = event as { state?: { order: string[]; brushes: unknown } };
      return state && state.order.length > 0 ? [[state.order.slice(0, 2), state.brushes]] : [];
    });
    assert.deepEqual(order.at(-1), [
      ['hidden_size', 'lr'],
      [['hidden_size', { from: 0.5, to: 1 }]],
    ]);
    const clicked = events.at(-1) as { clicked: string };
    assert.match(clicked.clicked, /^run-\d+$/);
    const spoken = await opened.page.locator('[role="status"]').textContent();
    assert.match(spoken ?? '', /^sweep-\d+: hidden_size 512, lr /);
    assert.equal(
      await opened.page.locator('[data-column="hidden_size"]').getAttribute('aria-valuetext'),
      `from 288 to 529.9, ${(await opened.page.locator('.space-count').textContent())?.split(' ')[0]} runs within all limits`,
    );
    await opened.close();
  });

  it('walks a scatter plot point by point and lists the points as a table', async () => {
    const opened = await harness.open();
    await opened.page.evaluate((given) => {
      const rest = { logX: false, logY: false, colourBy: null };
      window.spaces.scatter(given).setState({ x: 'lr', y: given.columns[1]!.name, ...rest });
    }, data);
    await opened.settled();
    await opened.page.locator('.space-plot').focus();
    await opened.page.keyboard.press('ArrowRight');
    await opened.page.keyboard.press('ArrowRight');
    await opened.page.keyboard.press('Enter');
    const rates = data.columns[0]?.values as number[];
    const second = rates.map((rate, at) => [rate, at] as const).sort((a, b) => a[0] - b[0])[1]?.[1];
    assert.deepEqual((await opened.events()).at(-1), { clicked: `run-${second}` });
    await opened.page.getByRole('button', { name: 'Show the points as a table' }).click();
    assert.equal(await opened.page.locator('.value-table tbody tr').count(), 120);
    await opened.close();
  });

  it('finds what tells about the loss', async () => {
    const opened = await harness.open();
    // The accuracy is another word for the loss.
    const columns = data.columns.filter(({ name }) => name !== 'val/accuracy');
    const given = { ...data, columns };
    await opened.page.evaluate((one) => void window.spaces.relations(one, 'val/loss'), given);
    await opened.page.locator('[data-ready="true"]').waitFor();
    const names = await opened.page.locator('.relations tbody th').allTextContents();
    assert.deepEqual(names.slice(0, 2), ['lr', 'hidden_size']);
    await opened.close();
  });

  it('shows ten thousand rows', async () => {
    const opened = await harness.open();
    await opened.page.evaluate((given) => void window.spaces.parallel(given), sweep(10_000));
    await opened.settled();
    await opened.picture('parallel-10000');
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
});
