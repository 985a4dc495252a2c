// Zooming and panning: one chart leads, all follow.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage } from '../support/pageHarness';

describe('dashboard zoom', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  beforeEach(async () => {
    dashboard = await harness.open({ height: 1000 });
    await dashboard.drawn('train/loss');
  });
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  const whole = { from: 0, to: 1999 };
  const rounded = async (tag: string): Promise<{ from: number; to: number }> => {
    const { from, to } = await dashboard.range(tag);
    return { from: Math.round(from / 10) * 10, to: Math.round(to / 10) * 10 };
  };

  it('zooms into a drawn box, and all charts show the same stretch', async () => {
    assert.deepEqual(await dashboard.range('train/loss'), whole);
    await dashboard.drag('train/loss', [0.25, 0.4], [0.5, 0.9]);
    assert.deepEqual(await rounded('train/loss'), { from: 500, to: 1000 });
    assert.deepEqual(await dashboard.range('train/accuracy'), await dashboard.range('train/loss'));
    await dashboard.picture('zoomed');
  });

  it('shows the box while it is drawn and gives it up on Escape', async () => {
    const start = await dashboard.place('train/loss', 0.2, 0.2);
    const end = await dashboard.place('train/loss', 0.6, 0.7);
    await dashboard.page.mouse.move(start.x, start.y);
    await dashboard.page.mouse.down();
    await dashboard.page.mouse.move(end.x, end.y, { steps: 5 });
    await dashboard.settled();
    await dashboard.picture('box');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.page.mouse.up();
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('train/loss'), whole);
  });

  it('asks beyond the zoomed stretch on both sides', async () => {
    await dashboard.drag('train/loss', [0.4, 0.5], [0.6, 0.5]);
    const query = await dashboard.host((host) =>
      host.frameQueries.findLast((query) => query.tag === 'train/loss' && query.range !== null),
    );
    const { from, to } = await dashboard.range('train/loss');
    assert.ok(query?.range);
    const asked = (query.range.to - query.range.from) / (to - from);
    assert.ok(asked > 2.99 && asked < 3.01, `asked for ${asked} times the stretch`);
  });

  it('pans with shift and with the middle button', async () => {
    await dashboard.drag('train/loss', [0.25, 0.5], [0.5, 0.5]);
    assert.deepEqual(await rounded('train/loss'), { from: 500, to: 1000 });
    await dashboard.page.keyboard.down('Shift');
    await dashboard.drag('train/loss', [0.8, 0.5], [0.4, 0.5]);
    await dashboard.page.keyboard.up('Shift');
    assert.deepEqual(await rounded('train/loss'), { from: 700, to: 1200 });
    await dashboard.drag('train/accuracy', [0.2, 0.5], [0.6, 0.5], 'middle');
    assert.deepEqual(await rounded('train/loss'), { from: 500, to: 1000 });
  });

  it('shows all again on a double click', async () => {
    await dashboard.drag('train/loss', [0.25, 0.2], [0.5, 0.8]);
    const { x, y } = await dashboard.place('train/accuracy', 0.5, 0.5);
    await dashboard.page.mouse.dblclick(x, y);
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('train/loss'), whole);
    assert.deepEqual(await dashboard.range('train/accuracy'), whole);
  });

  it('shows all again by the button in the toolbar, which is there only while zoomed', async () => {
    const reset = dashboard.page.getByRole('button', { name: 'Show all of x again' });
    assert.equal(await reset.isVisible(), false);
    await dashboard.drag('train/loss', [0.25, 0.5], [0.5, 0.5]);
    await reset.click();
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('train/loss'), whole);
    assert.equal(await reset.isVisible(), false);
  });

  it('leaves the plain wheel to the page', async () => {
    const { x, y } = await dashboard.place('train/loss', 0.5, 0.5);
    await dashboard.page.mouse.move(x, y);
    const scrolled = (): Promise<number> => dashboard.page.evaluate(() => window.scrollY);
    const before = await scrolled();
    await dashboard.page.mouse.wheel(0, 120);
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('train/loss'), whole);
    assert.notEqual(await scrolled(), before);
  });

  it('zooms with ctrl and the wheel around the pointer', async () => {
    const { x, y } = await dashboard.place('train/loss', 0.5, 0.5);
    await dashboard.page.mouse.move(x, y);
    await dashboard.page.keyboard.down('Control');
    for (let i = 0; i < 4; i++) await dashboard.page.mouse.wheel(0, -120);
    await dashboard.page.keyboard.up('Control');
    await dashboard.settled();
    const { from, to } = await dashboard.range('train/loss');
    assert.ok(to - from < 1200 && Math.abs((from + to) / 2 - 1000) < 10, `${from} … ${to}`);
    assert.deepEqual(await dashboard.range('train/accuracy'), await dashboard.range('train/loss'));
  });

  it('zooms with the plain wheel once the chart was clicked', async () => {
    const { x, y } = await dashboard.place('train/loss', 0.5, 0.5);
    await dashboard.page.mouse.click(x, y);
    await dashboard.page.mouse.wheel(0, -300);
    await dashboard.settled();
    const { from, to } = await dashboard.range('train/loss');
    assert.ok(to - from < 1400, `${from} … ${to}`);
  });

  it('draws moving charts from a picture and exactly when they rest', async () => {
    await dashboard.drag('train/loss', [0.4, 0.5], [0.6, 0.5]);
    const asked = await dashboard.host((host) => host.frameQueries.length);
    const { x, y } = await dashboard.place('train/loss', 0.5, 0.5);
    const moving = await dashboard.page.evaluate(
      async ([x, y]) => {
        const chart = document.querySelector<HTMLElement>('[data-tag="train/loss"] .chart')!;
        for (let i = 0; i < 20 && chart.dataset['moving'] !== 'true'; i++) {
          const wheel = { deltaX: 4, clientX: x, clientY: y, bubbles: true, cancelable: true };
          chart.dispatchEvent(new WheelEvent('wheel', wheel));
          await new Promise((go) => requestAnimationFrame(go));
        }
        return chart.dataset['moving'];
      },
      [x, y] as const,
    );
    assert.equal(moving, 'true');
    await dashboard.settled();
    assert.equal(await dashboard.chart('train/loss').getAttribute('data-moving'), 'false');
    assert.ok((await dashboard.host((host) => host.frameQueries.length)) > asked);
  });

  it('keeps the zoom over a reload', async () => {
    await dashboard.drag('train/loss', [0.25, 0.5], [0.5, 0.5]);
    const before = await dashboard.range('train/loss');
    await dashboard.page.reload();
    await dashboard.drawn('train/loss');
    assert.deepEqual(await dashboard.range('train/loss'), before);
  });
});
