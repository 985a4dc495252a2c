// What one can do with lines: other axes, exact ranges, groups, a baseline, a selection with its table, marks; on one chart or on all.
import assert from 'node:assert/strict';
import type { RunMark } from '../../src/shared/runMarks';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

describe('dashboard lines', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open({ height: 1000, ...options });
    await dashboard.settled();
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  const figures = (tag: string): Promise<readonly string[]> =>
    dashboard
      .card(tag)
      .locator('.figures tr')
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => cell.textContent).join(' ')),
      );
  const openSettings = async (tag: string): Promise<void> => {
    await dashboard.card(tag).hover();
    await dashboard.card(tag).getByRole('button', { name: 'Chart settings' }).click();
  };
  const panel = () => dashboard.page.getByRole('dialog', { name: 'Chart settings' });

  it('are drawn over epochs where those are logged', async () => {
    await open();
    await dashboard.drawn('train/loss');
    await dashboard.page.getByRole('radio', { name: 'Epoch' }).click();
    await dashboard.settled();
    const query = await dashboard.host((host) => host.frameQueries.at(-1));
    assert.deepEqual([query?.axis, query?.xTags], ['metric', ['epoch']]);
    assert.equal((await dashboard.range('train/loss')).from, 0);
    await dashboard.picture('axis-epoch');
  });

  it('have a logarithmic x axis that begins above zero, and zoom there', async () => {
    await open();
    await dashboard.drawn('train/loss');
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Log x' }).click();
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
    const whole = await dashboard.range('train/loss');
    assert.equal(whole.from, 1);
    await dashboard.drag('train/loss', [0.25, 0.5], [0.75, 0.5]);
    const { from, to } = await dashboard.range('train/loss');
    const at = (share: number): number => whole.to ** share;
    assert.ok(Math.abs(from / at(0.25) - 1) < 0.05, `from ${from}`);
    assert.ok(Math.abs(to / at(0.75) - 1) < 0.05, `to ${to}`);
    await dashboard.picture('log-x');
  });

  it('keep ends that were typed in, on one chart alone, until that is taken back', async () => {
    await open();
    await dashboard.drawn('train/loss');
    await openSettings('train/loss');
    await panel().getByLabel('X axis from').fill('200');
    await panel().getByLabel('X axis to').fill('1e3');
    await panel().getByLabel('Y axis to').fill('8');
    await dashboard.settled();
    assert.deepEqual(await dashboard.range('train/loss'), { from: 200, to: 1000 });
    const other = await dashboard.range('train/accuracy');
    assert.equal(other.from, 0);
    await dashboard.picture('chart-settings');
    await panel().getByRole('button', { name: 'X from – to: as on all charts' }).click();
    await dashboard.settled();
    assert.equal((await dashboard.range('train/loss')).from, 0);
    await panel().getByRole('button', { name: 'As on all charts', exact: true }).click();
    assert.equal(
      await panel().getByRole('button', { name: 'As on all charts', exact: true }).isVisible(),
      false,
    );
    await dashboard.page.keyboard.press('Escape');
    assert.equal(await panel().isVisible(), false);
  });

  it('show figures of a range that was dragged, in all charts, sortable', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.page.keyboard.down('Control');
    await dashboard.drag('val/loss', [0.25, 0.5], [0.75, 0.5]);
    await dashboard.page.keyboard.up('Control');
    const [head, first] = await figures('val/loss');
    assert.equal(head, 'Run Min Max Mean Std Start End Change Change % Slope Points');
    assert.match(first ?? '', /^resnet50_lr3e-4 0\.\d+ 0\.\d+ 0\.\d+ .* −0\.\d+ −\S+ % \S+ 10$/);
    assert.equal((await figures('val/accuracy')).length, 5);
    const names = async (): Promise<readonly string[]> =>
      (await figures('val/loss')).slice(1).map((row) => row.split(' ')[0]!);
    await dashboard.card('val/loss').getByRole('button', { name: 'Sort by Max' }).click();
    assert.equal((await names())[0], 'baseline');
    await dashboard.card('val/loss').getByRole('button', { name: 'Sort by Max' }).click();
    assert.equal((await names())[0], 'resnet50_lr3e-4');
    await dashboard.picture('selection');
    await dashboard.chart('val/loss').focus();
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
    assert.deepEqual(await figures('val/loss'), []);
  });

  it('show the values at a step that was chosen by keyboard, and a range from it', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.chart('val/loss').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 's']) {
      await dashboard.page.keyboard.press(key);
    }
    await dashboard.settled();
    const caption = dashboard.card('val/loss').locator('.figures caption');
    assert.equal(await caption.textContent(), 'At step 200');
    assert.equal((await figures('val/loss'))[0], 'Run Smoothed Value Step Relative');
    await dashboard.page.keyboard.press('ArrowRight');
    await dashboard.page.keyboard.press(']');
    await dashboard.settled();
    assert.equal(await caption.textContent(), 'From step 200 to step 300');
  });

  it('are grouped with a band, and read as groups', async () => {
    await open();
    await dashboard.drawn('train/loss');
    await dashboard.openOptions();
    await dashboard.page.getByLabel('Group runs by', { exact: true }).selectOption('folder');
    await dashboard.page.getByLabel('Band', { exact: true }).selectOption('minMax');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
    await dashboard.hover('train/loss', 0.5, 0.5);
    const [head, ...rows] = await dashboard.tooltip();
    assert.equal(head, 'Run Mean From To');
    assert.equal(rows.length, 1);
    assert.match(rows[0]!, /^\. \(4 runs\) 0\.\d+ 0\.\d+ \d\.?\d*$/);
    await dashboard.picture('groups');
  });

  it('are compared with a baseline in the tooltip, and drawn as differences', async () => {
    await open();
    await dashboard.drawn('val/loss');
    await dashboard.openOptions();
    await dashboard.page
      .getByLabel('Baseline', { exact: true })
      .selectOption({ label: 'vit_small' });
    await dashboard.page.getByLabel('Tooltip order', { exact: true }).selectOption('name');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.drawn('val/loss');
    await dashboard.hover('val/loss', 0.21, 0.05);
    const [head, ...rows] = await dashboard.tooltip();
    assert.equal(head, 'Run Smoothed Value Δ baseline Step Time Relative');
    assert.deepEqual(
      rows.map((row) => row.split(' ')[0]),
      ['baseline', 'resnet50_lr1e-3', 'resnet50_lr3e-4', 'vit_small'],
    );
    assert.match(rows[0]!, /^baseline \S+ \S+ \+0\.\d+ 400 /);
    assert.match(rows[3]!, /^vit_small \S+ \S+ – 400 /);
    await dashboard.page.mouse.move(2, 2);
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Show difference' }).click();
    await dashboard.page.keyboard.press('Escape');
    await dashboard.settled();
    await dashboard.hover('val/loss', 0.21, 0.05);
    const differences = await dashboard.tooltip();
    assert.equal(differences[0], 'Run Difference');
    assert.match(differences.at(-1)!, /^vit_small 0\.0000$/);
    await dashboard.picture('difference');
  });

  it('carry marks that tell what they are and lead to it', async () => {
    await open();
    await dashboard.host((host) => {
      host.marks = [
        {
          ...{ run: 'run-0', step: 1000, kind: 'checkpoint', label: 'step-1000.ckpt', id: 'c' },
          checkpoint: { sizeBytes: 1.5e9, resume: 'full', problem: null },
        },
        {
          ...{ run: 'run-0', step: 1500, kind: 'checkpoint', label: 'step-1500.ckpt', id: 'd' },
          checkpoint: {
            sizeBytes: 4e8,
            resume: 'no',
            problem: { kind: 'missing-file', file: 'optimizer.pt', detail: '' },
          },
        },
        { run: 'run-3', step: 500, kind: 'alert', label: 'Loss is high', id: 'a' },
      ] as unknown as readonly RunMark[];
      host.update({});
    });
    await dashboard.page.waitForTimeout(2500);
    await dashboard.drawn('val/loss');
    await dashboard.chart('val/loss').focus();
    for (const key of ['Home', 'm', 'm']) await dashboard.page.keyboard.press(key);
    await dashboard.settled();
    const note = dashboard.page.locator('.tooltip-full .tooltip-note');
    assert.match(
      (await note.textContent()) ?? '',
      /^step-1000\.ckpt, step 1,000, 1\.\d+ [GM]i?B, complete, can be resumed$/,
    );
    await dashboard.picture('marks');
    await dashboard.page.keyboard.press('o');
    const { x, y } = await dashboard.place('val/loss', 500 / 1900, 0.1);
    await dashboard.page.mouse.click(x, y);
    await dashboard.settled();
    const opened = await dashboard.host((host) =>
      host.notices.filter(({ method }) => method === 'openMark').map(({ body }) => body),
    );
    assert.deepEqual(
      opened.map((mark) => (mark as RunMark).label),
      ['step-1000.ckpt', 'Loss is high'],
    );
  });

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`tell a checkpoint that is not complete by its hollow flag in ${theme}`, async () => {
      await open({ theme });
      await dashboard.host((host) => {
        const marked = { run: 'run-0', kind: 'checkpoint', label: 'c', id: 'c' };
        const problem = { kind: 'missing-file', file: 'optimizer.pt', detail: '' };
        host.marks = [
          { ...marked, step: 400, checkpoint: { sizeBytes: 4e8, resume: 'full', problem: null } },
          { ...marked, step: 900, checkpoint: { sizeBytes: 4e8, resume: 'no', problem } },
        ] as unknown as readonly RunMark[];
        host.update({});
      });
      await dashboard.page.waitForTimeout(2500);
      await dashboard.drawn('val/loss');
      await dashboard.hover('val/loss', 900 / 1900, 0.1);
      await dashboard.picture(`checkpoint-flags-${theme}`);
      const note = dashboard.page.locator('.tooltip-full .tooltip-note');
      assert.match((await note.textContent()) ?? '', /incomplete: optimizer\.pt/);
    });
  }

  it('lead to the step of the first value that is no number', async () => {
    await open({ scene: 'odd' });
    await dashboard.drawn('loss');
    await dashboard.chart('loss').focus();
    for (const key of ['Home', 'm', 'o']) await dashboard.page.keyboard.press(key);
    await dashboard.settled();
    const caption = dashboard.card('loss').locator('.figures caption');
    assert.match((await caption.textContent()) ?? '', /^At step 180/);
  });

  it('keep the toolbar in one row at ordinary widths', async () => {
    for (const width of [1240, 1080]) {
      await open({ width });
      await dashboard.drawn('train/loss');
      await dashboard.drag('train/loss', [0.25, 0.5], [0.75, 0.5]);
      const box = await dashboard.page.locator('.toolbar').boundingBox();
      assert.ok((box?.height ?? 99) <= 44, `${width}: ${box?.height}`);
      if (width !== 1080) await dashboard.close();
    }
  });

  it('are legible in every theme', async () => {
    await open({ width: 1240 });
    await dashboard.openOptions();
    await dashboard.page.getByLabel('Group runs by', { exact: true }).selectOption('folder');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.drawn('val/loss');
    await dashboard.page.keyboard.down('Control');
    await dashboard.drag('val/loss', [0.25, 0.5], [0.75, 0.5]);
    await dashboard.page.keyboard.up('Control');
    await openSettings('val/loss');
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await dashboard.setTheme(theme);
      await dashboard.picture(`lines-${theme}`);
    }
  });
});
