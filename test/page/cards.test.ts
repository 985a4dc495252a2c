// Cards of values without columns: what they draw, how the step is chosen, and what the page is asked for.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { RunId } from '../../src/shared/vocabulary';
import { sceneRun, type ContentScene } from '../support/contentScene';
import { generatedContents } from '../support/generatedContents';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';

describe('cards of values without columns', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  afterEach(async () => {
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });

  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open({ contents: generatedContents(), ...options });
  };

  /** Waits until the card shows what it is to show. */
  const drawn = async (tag: string): Promise<Locator> => {
    const card = dashboard.card(tag);
    await card.scrollIntoViewIfNeeded();
    await card.locator('.content[data-state="drawn"]').waitFor();
    await dashboard.settled();
    return card;
  };

  const options = async (card: Locator): Promise<void> => {
    await card.getByRole('button', { name: 'How it is shown' }).click();
  };

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`draws every kind in ${theme}`, async () => {
      await open({ theme, height: 2800, width: 1280 });
      for (const tag of ['eval/confusion', 'notes/summary', 'weights/layer1']) await drawn(tag);
      await dashboard.picture(`cards-${theme}`);
    });
  }

  it('fits into a narrow page', async () => {
    await open({ width: 320, height: 2400 });
    await drawn('eval/samples');
    await dashboard.picture('cards-narrow');
    const overflow = await dashboard.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
  });

  for (const form of ['Ridge', 'Overlay', 'Map', 'Bands']) {
    it(`draws histograms as ${form}`, async () => {
      await open();
      const card = await drawn('weights/layer1');
      await card.hover();
      await card.getByRole('button', { name: 'Expand to full width' }).click();
      await card.getByRole('radio', { name: form }).click();
      const canvas = card.locator('canvas').first();
      await canvas.hover({ position: { x: 200, y: 80 } });
      await dashboard.settled();
      await dashboard.picture(`histogram-${form}`);
      const words = await card.locator('.readout').first().textContent();
      assert.match(words ?? '', /^step \d/);
    });
  }

  it('compares pictures behind a divider and as their difference', async () => {
    await open();
    const card = await drawn('eval/samples');
    await card.hover();
    await card.getByRole('button', { name: 'Expand to full width' }).click();
    await card.getByLabel('Comparison').selectOption('divider');
    await card.locator('.comparison .over img').waitFor();
    await dashboard.settled();
    await dashboard.picture('images-divider');
    await card.getByLabel('Comparison').selectOption('difference');
    await card.getByLabel('Right run').selectOption('resnet50_lr3e-4');
    await card.getByLabel('Right step').selectOption('first');
    const heads = async (): Promise<readonly string[]> => {
      await dashboard.settled();
      return card.locator('.comparison .lane-name').allTextContents();
    };
    await card.locator('.comparison .over img[alt$="step 0"]').waitFor();
    await dashboard.settled();
    await dashboard.picture('images-difference');
    assert.deepEqual(await heads(), ['resnet50_lr3e-4, step 1,100', 'resnet50_lr3e-4, step 0']);
  });

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`compares any two samples, of any run and step, in ${theme}`, async () => {
      await open({ theme });
      const card = await drawn('eval/grid');
      await card.hover();
      await card.getByRole('button', { name: 'Expand to full width' }).click();
      await card.getByLabel('Comparison').selectOption('pair');
      await card.getByLabel('Left run').selectOption('vit_small');
      await card.getByLabel('Left step').selectOption('200');
      await card.getByLabel('Left sample').selectOption('2');
      await card.getByLabel('Right run').selectOption('vit_small');
      await card.getByLabel('Right step').selectOption('previous');
      await card.locator('.comparison .over img[alt*="step 1,000"]').waitFor();
      await dashboard.settled();
      await dashboard.picture(`images-pair-${theme}`);
      assert.deepEqual(await card.locator('.comparison .lane-name').allTextContents(), [
        'vit_small, step 200, sample 3',
        'vit_small, step 1,000, sample 1',
      ]);
    });
  }

  it('goes from step to step with the keys, and follows the newest again', async () => {
    await open();
    const card = await drawn('eval/samples');
    const steps = (): Promise<readonly string[]> => card.locator('.lane-step').allTextContents();
    assert.deepEqual(await steps(), ['step 1,100', 'step 1,100']);
    await card.getByRole('slider', { name: 'Step' }).press('ArrowLeft');
    await drawn('eval/samples');
    assert.deepEqual(await steps(), ['step 1,000', 'step 1,000']);
    await card.getByRole('button', { name: 'Follow the newest step' }).click();
    await drawn('eval/samples');
    assert.deepEqual(await steps(), ['step 1,100', 'step 1,100']);
  });

  it('follows what is written, and keeps its place where a step was chosen', async () => {
    let count = 3;
    await open({ contents: generatedContents(() => count), height: 1200 });
    const samples = await drawn('eval/samples');
    const grid = await drawn('eval/grid');
    await grid.getByRole('slider', { name: 'Step' }).press('ArrowLeft');
    await drawn('eval/grid');
    count = 5;
    await dashboard.host((host) => host.announce(['vit_small']));
    await samples.getByText('step 400').first().waitFor();
    await dashboard.settled();
    assert.deepEqual(
      [
        await samples.locator('.lane-step').allTextContents(),
        await grid.locator('.lane-step').allTextContents(),
      ],
      [
        ['step 200', 'step 400'],
        ['step 100', 'step 100'],
      ],
    );
  });

  it('shows one step on all cards that are linked', async () => {
    await open({ height: 1200 });
    const samples = await drawn('eval/samples');
    const grid = await drawn('eval/grid');
    await samples.getByRole('button', { name: 'Link the step of all cards' }).click();
    await samples.getByRole('slider', { name: 'Step' }).press('Home');
    await drawn('eval/grid');
    assert.deepEqual(await grid.locator('.lane-step').allTextContents(), ['step 0', 'step 0']);
  });

  /** Curves and pictures of one run. */
  const curvesAndPictures = (): ContentScene => {
    const made = generatedContents();
    const run = 'vit_small' as RunId;
    return {
      ...made,
      runs: [sceneRun('run-0', 0)],
      tags: [
        { tag: 'train/loss', kind: 'scalar', runs: [0] },
        { tag: 'eval/samples', kind: 'image', runs: [0] },
      ],
      getContent: (query) => made.getContent({ ...query, run }),
    };
  };

  it('show the step that is selected on a chart, and lead it, unless that is switched off', async () => {
    await open({ scene: 'training', contents: curvesAndPictures(), height: 900 });
    await dashboard.drawn('train/loss');
    const card = await drawn('eval/samples');
    const step = async (): Promise<readonly string[]> => {
      await drawn('eval/samples');
      const caption = dashboard.card('train/loss').locator('.figures caption');
      const told = (await caption.count()) > 0 ? await caption.textContent() : null;
      return [(await card.locator('.lane-step').allTextContents()).join(), told ?? 'none'];
    };
    const seen = [await step()];
    const { x, y } = await dashboard.place('train/loss', 0.3, 0.3);
    await dashboard.page.mouse.move(x, y);
    await dashboard.chart('train/loss').focus();
    await dashboard.page.keyboard.press('s');
    await dashboard.settled();
    seen.push(await step());
    await dashboard.picture('linked-steps');
    await card.getByRole('slider', { name: 'Step' }).press('Home');
    await dashboard.settled();
    seen.push(await step());
    await dashboard.openOptions();
    await dashboard.page.locator('vscode-checkbox', { hasText: 'Cards follow' }).click();
    await dashboard.picture('linked-steps-options');
    await dashboard.page.keyboard.press('Escape');
    await dashboard.chart('train/loss').focus();
    await dashboard.page.keyboard.press('End');
    await dashboard.page.keyboard.press('s');
    await dashboard.settled();
    seen.push(await step());
    assert.deepEqual(seen, [
      ['step 1,100', 'none'],
      ['step 600', 'At step 600'],
      ['step 0', 'At step 0'],
      ['step 1,100', 'At step 1,999'],
    ]);
  });

  it('zooms all pictures of a card together, into square pixels', async () => {
    await open();
    const card = await drawn('eval/samples');
    const picture = card.locator('.picture').first();
    await picture.focus();
    await picture.press('+');
    await picture.press('+');
    await dashboard.settled();
    const seen = await card.locator('.lanes .picture img').evaluateAll((images) =>
      images.map((image) => ({
        scale: new DOMMatrix(getComputedStyle(image).transform).a,
        rendering: getComputedStyle(image).imageRendering,
      })),
    );
    assert.deepEqual(seen, Array(2).fill({ scale: 2.25, rendering: 'pixelated' }));
  });

  it('makes no HTML of a text, fetches nothing, and asks the host for links', async () => {
    await open();
    const card = await drawn('notes/summary');
    assert.equal(await card.locator('script, a, img, iframe').count(), 0);
    await card.getByRole('link', { name: 'the report' }).first().click();
    assert.equal(await card.getByRole('link', { name: 'this' }).count(), 0);
    const notices = await dashboard.host((host) => host.notices);
    assert.deepEqual(notices, [
      { method: 'openLink', body: { address: 'https://example.com/report' } },
    ]);
  });

  it('finds words in a text and tells what changed since the step before', async () => {
    await open();
    const card = await drawn('notes/summary');
    await options(card);
    await card.getByRole('searchbox', { name: 'Find in text' }).fill('DOG');
    assert.equal(await card.locator('.content-controls output').textContent(), '2 found');
    await card.getByLabel('Compare with').selectOption('previous');
    await card.locator('.changes').first().waitFor();
    assert.deepEqual(
      (await card.locator('.changes').first().locator('.change-added').allTextContents()).slice(
        0,
        1,
      ),
      ['+# Epoch 11'],
    );
    await dashboard.picture('text-changes');
  });

  it('keeps few rows of a large table on the page, and sorts it', async () => {
    await open();
    const card = await drawn('eval/predictions');
    const table = card.getByRole('grid').first();
    assert.ok((await table.getByRole('row').count()) < 60);
    await table.getByRole('columnheader', { name: 'confidence' }).getByRole('button').click();
    const first = table.locator('.grid-row').first();
    const lowest = Number(await first.locator('.grid-cell').nth(3).textContent());
    await table.getByRole('columnheader', { name: 'confidence' }).getByRole('button').click();
    const highest = Number(await first.locator('.grid-cell').nth(3).textContent());
    assert.ok(lowest < 0.01 && highest > 0.99, `${lowest} ${highest}`);
    await table.press('End');
    assert.match((await table.locator('.cursor').getAttribute('data-row')) ?? '', /^4999$/);
  });

  it('tells threshold, precision and recall of a curve by keys', async () => {
    await open();
    const card = await drawn('eval/pr');
    await card.locator('canvas').press('ArrowLeft');
    assert.match(
      (await card.locator('.readout').textContent()) ?? '',
      /^resnet50_lr3e-4, step 1,100 · threshold 0\.01695 · precision .* · recall .* · TP \d+ FP \d+ TN \d+ FN \d+$/,
    );
  });

  it('says why a value cannot be shown', async () => {
    const contents = generatedContents();
    const getContent = (): never => {
      throw new Error('events no longer has this value.');
    };
    await open({ contents: { ...contents, getContent } });
    const card = dashboard.card('eval/samples');
    await card.locator('.content[data-state="failed"]').waitFor();
    assert.match(
      (await card.locator('.lane-note:visible').first().textContent()) ?? '',
      /events no longer has this value\./,
    );
    dashboard.complaints.length = 0;
  });

  it('lets go of pictures out of sight', async () => {
    await open({ height: 500 });
    const card = await drawn('eval/samples');
    assert.equal(await card.locator('img[src]').count(), 2);
    await drawn('weights/layer1');
    await dashboard.settled();
    assert.equal(await card.locator('img[src]').count(), 0);
  });
});
