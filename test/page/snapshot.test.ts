// A dashboard saved as one file opens from a disk without a network, is as interactive as the page it was, and runs nothing but itself.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { collectCatalog } from '../../src/core/query/catalog';
import { collectSavedColumns } from '../../src/core/query/savedColumns';
import { snapshotHtml } from '../../src/core/report/snapshotHtml';
import { RunStore } from '../../src/core/store/store';
import { defaultDashboardView } from '../../src/shared/dashboardContract';
import type { Snapshot } from '../../src/shared/snapshot';
import { launchBrowser } from '../support/browser';
import { bundlePage } from '../support/pageBundle';
import { appendPoints, buildScene, sceneStart } from '../support/pageScenes';
import { projectRoot } from '../support/projectRoot';
import type { RunId } from '../../src/shared/vocabulary';

const hostile = '</script><script>document.title="taken"</script><img src=x onerror=alert(1)>';

const margins = {
  kind: 'layout',
  categories: [
    {
      title: 'composed',
      closed: false,
      charts: [
        {
          form: 'margins',
          title: 'accuracy with its margin',
          series: [{ value: 'mid', lower: 'low', upper: 'high' }],
        },
      ],
    },
  ],
} as const;

async function save(name: string, mostPoints: number, scene = 'training'): Promise<string> {
  const store = new RunStore();
  const runs = [...buildScene(store, scene)];
  runs.push({ id: 'hostile' as RunId, name: hostile, state: 'finished' });
  appendPoints(store, 'hostile' as RunId, `train/${hostile}`, [
    [0, sceneStart, 1],
    [9, sceneStart + 9, 2],
  ]);
  for (const [tag, shift] of [
    ['mid', 0],
    ['low', -0.2],
    ['high', 0.3],
  ] as const) {
    const points = Array.from(
      { length: 40 },
      (_, i) => [i, sceneStart + i, i / 40 + shift] as const,
    );
    appendPoints(store, runs[0]!.id, tag, points);
  }
  const ids = runs.map(({ id }) => id);
  const columns = collectSavedColumns(store, { runs: ids, mostPoints });
  assert.ok(columns);
  const { buffer, ...directory } = columns;
  const snapshot: Snapshot = {
    state: {
      revision: 1,
      runs: runs.map((run, colour) => ({
        ...{ ...run, line: run.id, owner: run.id, colour, plotted: true, lastGrowthAtMs: null },
        ...{ problems: [], problemCount: 0, loading: false, writers: 1 },
      })),
      tags: [
        ...collectCatalog(store, ids).tags,
        { tag: 'custom_scalars__config__', kind: 'layout' as const, runs: [0] },
      ],
      view: defaultDashboardView,
      ...{ searching: false, progress: null, hasFolder: true, totalRuns: ids.length },
      ...{ file: null, filterProblem: null },
    },
    ...{ marks: [], groups: [], layouts: [{ run: ids[0]!, layout: margins }], columns: directory },
    ...{ savedAtMs: sceneStart * 1000, leftOut: 3 },
  };
  const files = await bundlePage({ snapshot: 'webview/pages/snapshot/main.ts' }, 'iife');
  const html = await snapshotHtml({
    title: 'Trackside Dashboard',
    script: files.get('/snapshot.js')?.body ?? '',
    style: files.get('/snapshot.css')?.body ?? '',
    language: 'en',
    data: {
      snapshot: JSON.stringify(snapshot),
      columns: gzipSync(new Uint8Array(buffer)).toString('base64'),
    },
  });
  const folder = path.join(projectRoot, 'out/page');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.html`);
  writeFileSync(file, html);
  return pathToFileURL(file).href;
}

describe('a dashboard saved as a file', () => {
  let browser: Browser;
  let address: string;
  before(async () => {
    browser = await launchBrowser();
    address = await save('snapshot', 1_000_000);
  });
  after(() => browser.close());

  const open = async (
    url: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; complaints: string[]; requests: string[] }> => {
    const context = await browser.newContext({
      ...{ offline: true, acceptDownloads: true, viewport: { width: 1280, height: 900 } },
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => requests.push(request.url().slice(0, 200)));
    await page.goto(url);
    await page.locator('.chart[data-state="drawn"]').first().waitFor();
    return { page, complaints, requests };
  };
  const picture = (page: Page, name: string) =>
    page.screenshot({ path: path.join(projectRoot, 'out/page', `${name}.png`) });

  for (const [theme, options] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['contrast', { colorScheme: 'dark', contrast: 'more' }],
    ['narrow', { colorScheme: 'light', viewport: { width: 480, height: 800 } }],
  ] as const) {
    it(`draws its curves offline and asks for nothing (${theme})`, async () => {
      const { page, complaints, requests } = await open(address, options);
      const cards = await page.locator('.card').count();
      await page.waitForTimeout(600);
      await picture(page, `snapshot-${theme}`);
      const loaded = requests.filter((url) => !url.startsWith('blob:'));
      assert.deepEqual([complaints, loaded, cards > 6], [[], [address], true]);
      await page.context().close();
    });
  }

  it('takes names of runs and tags as text', async () => {
    const { page, complaints } = await open(address);
    const names = await page.locator('.chip-name').allTextContents();
    assert.deepEqual(
      [await page.title(), names.includes(hostile), await page.locator('img').count(), complaints],
      ['Trackside Dashboard', true, 0, []],
    );
    await page.context().close();
  });

  it('is zoomed, read and smoothed as in the editor', async () => {
    const { page, complaints } = await open(address);
    const card = page.locator('.card[data-tag="train/loss"]');
    await card.scrollIntoViewIfNeeded();
    const chart = card.locator('.chart[data-state="drawn"]');
    const box = (await chart.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.5, y);
    await page.locator('.tooltip-full .tooltip-row').first().waitFor();
    await picture(page, 'snapshot-hover');
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, y, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Show all of x again' }).waitFor();
    await page.locator('.chip-toggle').first().click();
    await page.waitForTimeout(500);
    await picture(page, 'snapshot-zoomed');
    assert.ok(Number(await chart.getAttribute('data-from')) > 500);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('gives a chart as a picture to download', async () => {
    const { page, complaints } = await open(address);
    const card = page.locator('.card[data-tag="train/loss"]');
    await card.hover();
    await card.getByRole('button', { name: 'Chart menu' }).click();
    await page.locator('.menu-item', { hasText: /^Export$/ }).click();
    const download = page.waitForEvent('download');
    await page.locator('.menu-item', { hasText: 'Save as SVG…' }).click();
    assert.deepEqual([(await download).suggestedFilename(), complaints], ['train-loss.svg', []]);
    await page.context().close();
  });

  it('draws a margin as one line with a band', async () => {
    const { page, complaints } = await open(address);
    const card = page.locator('.card[data-tag="accuracy with its margin"]');
    await card.scrollIntoViewIfNeeded();
    await card.locator('.chart[data-state="drawn"]').waitFor();
    await page.waitForTimeout(400);
    const box = (await card.locator('.chart').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator('.tooltip-full .tooltip-row').nth(1).waitFor();
    await picture(page, 'snapshot-margin');
    const rows = await page.locator('.tooltip-full .tooltip-row:not([hidden])').count();
    assert.deepEqual([rows, complaints], [2, []]);
    await page.context().close();
  });

  it('says where long lines were reduced', async () => {
    const { page, complaints } = await open(await save('snapshot-reduced', 20_000));
    const head = await page.locator('.snapshot-head').innerText();
    assert.match(head, /Of lines with more than [\d,]+ points/);
    await picture(page, 'snapshot-reduced');
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
});
