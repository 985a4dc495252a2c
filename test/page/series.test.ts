// What is drawn: gaps and their marks, restarts and ghosts, single points, highlights, live points.
import assert from 'node:assert/strict';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

const [first, second] = ['#4c9df3', '#f2994b'];

describe('dashboard series', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions): Promise<void> => {
    dashboard = await harness.open({ height: 1100, ...options });
    await dashboard.settled();
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });
  const has = async (
    tag: string,
    colour: string,
    across: readonly [number, number],
    down: readonly [number, number],
  ): Promise<boolean> => (await dashboard.colours(tag, { across, down })).includes(colour);

  it('leaves gaps at NaN and marks NaN and infinities at the edge', async () => {
    await open({ scene: 'odd' });
    await dashboard.drawn('loss');
    const [last, top, bottom] = [449, [0, 0.05], [0.955, 1]] as const;
    const at = (step: number): readonly [number, number] => [
      step / last - 0.01,
      step / last + 0.01,
    ];
    assert.deepEqual(
      {
        nan: await has('loss', second, at(185), top),
        positive: await has('loss', second, at(260), top),
        negative: await has('loss', second, at(320), bottom),
        elsewhere: await has('loss', second, at(380), top),
        gap: await has('loss', second, [184 / last, 196 / last], [0.2, 0.95]),
      },
      { nan: true, positive: true, negative: true, elsewhere: false, gap: false },
    );
    await dashboard.picture('odd');
  });

  it('marks a restart and shows what was superseded, until told not to', async () => {
    await open({ scene: 'odd' });
    await dashboard.drawn('loss');
    const flag = (): Promise<boolean> =>
      has('loss', first, [200 / 449 - 0.005, 200 / 449 + 0.01], [0.92, 0.98]);
    assert.equal(await flag(), true);
    const before = await dashboard.ink('loss');
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Restarts' }).click();
    await dashboard.settled();
    assert.equal(await flag(), false);
    assert.ok((await dashboard.ink('loss')) < before);
    const ghosts = await dashboard.host((host) => host.frameQueries.at(-1)?.ghosts);
    assert.equal(ghosts, false);
  });

  it('draws a dot for a single point', async () => {
    await open({ scene: 'odd' });
    await dashboard.drawn('single');
    assert.equal(await has('single', first, [0.49, 0.51], [0.3, 0.7]), true);
  });

  it('marks what a log axis cannot show at its floor', async () => {
    await open({ scene: 'odd' });
    await dashboard.drawn('signed');
    const marked = (): Promise<boolean> => has('signed', second, [0.4, 0.6], [0.955, 1]);
    assert.equal(await marked(), false);
    await dashboard.card('signed').hover();
    await dashboard.card('signed').getByRole('button', { name: 'Logarithmic y axis' }).click();
    await dashboard.settled();
    assert.equal(await marked(), true);
  });

  it('shows tags with every odd character as text', async () => {
    await open({ scene: 'odd' });
    const title = dashboard.page.locator('.card-title', { hasText: 'onerror' });
    assert.equal(await title.textContent(), '<img src=x onerror=alert(1)>/"quoted" \\ и ünïcode');
  });

  it('dims the other runs when the tree highlights one', async () => {
    await open({ scene: 'training' });
    await dashboard.drawn('train/loss');
    const plain = async (colour: string): Promise<boolean> =>
      (await dashboard.colours('train/loss')).includes(colour);
    assert.deepEqual([await plain(first), await plain(second)], [true, true]);
    await dashboard.host((host) => host.highlight(['run-1']));
    await dashboard.settled();
    assert.deepEqual([await plain(first), await plain(second)], [false, true]);
    await dashboard.picture('highlight');
    await dashboard.host((host) => host.highlight([]));
    await dashboard.settled();
    assert.deepEqual([await plain(first), await plain(second)], [true, true]);
  });

  it('highlights the run under the pointer in the legend', async () => {
    await open({ scene: 'training' });
    await dashboard.drawn('train/loss');
    await dashboard.page.getByRole('button', { name: /^resnet50_lr3e-4, / }).hover();
    await dashboard.settled();
    const colours = await dashboard.colours('train/loss');
    assert.deepEqual([colours.includes(first), colours.includes(second)], [true, false]);
  });

  it('draws new points as they come', async () => {
    await open({ scene: 'training', height: 500 });
    await dashboard.drawn('train/loss');
    await dashboard.host((host) =>
      host.append('run-0', 'train/loss', [
        [2000, 1_718_001_000, 0.19],
        [2400, 1_718_001_200, 0.18],
      ]),
    );
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).to, 2400);
    assert.equal(
      await dashboard.card('train/loss').locator('.card-value').first().textContent(),
      '0.18',
    );
  });

  it('asks again only for what is in sight', async () => {
    await open({ scene: 'grid', height: 500 });
    await dashboard.drawn('layer0/metric_0');
    const before = await dashboard.host((host) => host.frameQueries.length);
    await dashboard.host((host) =>
      host.append('run-0', 'layer0/metric_0', [[400, 1_718_002_000, 1]]),
    );
    await dashboard.settled();
    const tags = await dashboard.host((host) => host.frameQueries.map(({ tag }) => tag));
    const asked = tags.slice(before);
    assert.ok(asked.includes('layer0/metric_0') && asked.length <= 15, asked.join());
  });

  it('asks for the newest only, one question at a time', async () => {
    await open({ scene: 'training', height: 500 });
    await dashboard.drawn('train/loss');
    await dashboard.host((host) => {
      host.delayMs = 150;
    });
    const before = await dashboard.host(
      (host) => host.frameQueries.filter(({ tag }) => tag === 'train/loss').length,
    );
    for (let i = 0; i < 20; i++) {
      await dashboard.host((host) =>
        host.append('run-0', 'train/loss', [[3000, 1_718_002_000, 1]]),
      );
    }
    await dashboard.settled();
    const after = await dashboard.host(
      (host) => host.frameQueries.filter(({ tag }) => tag === 'train/loss').length,
    );
    assert.ok(after - before >= 1 && after - before < 20, `${after - before} questions`);
  });

  it('takes the colours of a new theme', async () => {
    await open({ scene: 'training' });
    await dashboard.drawn('train/loss');
    await dashboard.setTheme('light');
    const colours = await dashboard.colours('train/loss');
    assert.deepEqual([colours.includes(first), colours.includes('#0f6fd1')], [false, true]);
  });
});
