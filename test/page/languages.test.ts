// The pages in other languages: nothing of them is left in English, and longer words find room.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { generatedContents } from '../support/generatedContents';
import { PageHarness } from '../support/pageHarness';
import { TableHarness } from '../support/tablePage';

/** What is the same in Chinese: names of products, formats and keys, and what formulas and filters are written in. */
const sameInChinese = new Set(
  (
    'Trackside TensorBoard Pearson Spearman CSV HTML JSON LaTeX PNG SVG WebGL Ctrl Shift Alt Enter Escape Space Tab ' +
    'Delete Home End Page Up Down NaN Inf and status failed lr optimizer.lr TP FP TN FN px kB MB GB log PCA UMAP SNE'
  ).split(' '),
);

/**
 * What the page says, also where one has to point, with a word in Latin letters that is no name: names have a digit or a
 * sign in them here.
 * @param data selects what only shows what was logged or what is typed
 */
async function englishLeft(
  page: Page,
  names: readonly string[],
  data = 'script, .suggestion-text',
): Promise<readonly string[]> {
  const known = [...sameInChinese, ...names];
  return page.evaluate(
    ({ known, data }) => {
      const told: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement?.closest(data)) {
          told.push(node.textContent ?? '');
        }
      }
      const spoken = ['title', 'placeholder', 'alt', 'aria-label', 'aria-description'];
      spoken.push('aria-roledescription', 'aria-valuetext');
      for (const element of document.querySelectorAll('body *')) {
        if (element.closest(data)) continue;
        told.push(...spoken.map((name) => element.getAttribute(name) ?? ''));
      }
      const isForeign = (word: string): boolean => !/[\d_]/.test(word) && !known.includes(word);
      return [...new Set(told)].filter((text) =>
        (text.match(/[A-Za-z][\w.-]*\w/g) ?? []).some(isForeign),
      );
    },
    { known, data },
  );
}

/** How far the page is wider than its window. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Words of buttons and labels that do not fit into them. */
function cutWords(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const boxes = [...document.querySelectorAll<HTMLElement>('button, .control-label, .segment')];
    return boxes
      .filter(
        (box) =>
          (box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1) ||
          (box.closest('.toolbar') && box.getBoundingClientRect().right > window.innerWidth),
      )
      .map((box) => `${box.className}: ${box.textContent}`);
  });
}

/** Tags and runs of the scene with lines. */
const chartNames = 'accuracy baseline epoch loss system throughput train val'.split(' ');
/** Tags, classes, columns and words of the scene with cards, and where cards show what was logged. */
const cardNames = (
  'eval notes pages raw speech weights confusion grid pr predictions samples summary table report kernel sample ' +
  'cat dog horse ship truck id truth guess confidence seen true false tone of run'
).split(' ');

const cardData = 'script, .texts, .grid-body, .md, .source, .card-head, .group-line';

describe('the dashboard in another language', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  for (const theme of ['dark', 'light'] as const) {
    it(`has no English left, in ${theme}`, async () => {
      const dashboard = await harness.open({ theme, language: 'zh-cn', height: 1000 });
      const seen = new Set<string>();
      const look = async (name: string): Promise<void> => {
        await dashboard.picture(`chinese-${name}-${theme}`);
        for (const text of await englishLeft(dashboard.page, chartNames)) seen.add(text);
      };
      await dashboard.drawn('train/loss');
      await dashboard.hover('train/loss', 0.6, 0.3);
      await look('dashboard');
      await dashboard.card('train/loss').getByRole('button', { name: '图表菜单' }).click();
      await look('menu');
      await dashboard.page.keyboard.press('Escape');
      await dashboard.page.keyboard.press('?');
      await look('keys');
      await dashboard.page.keyboard.press('Escape');
      await dashboard.page.getByRole('button', { name: '视图选项' }).click();
      await look('options');
      assert.deepEqual([...seen, ...dashboard.complaints], []);
      await dashboard.close();
    });
  }

  it('has no English left on cards', async () => {
    const contents = generatedContents();
    const dashboard = await harness.open({ language: 'zh-cn', contents, height: 2800 });
    await dashboard.page.locator('.content[data-state="drawn"]').nth(9).waitFor();
    for (const options of await dashboard.page.getByRole('button', { name: '显示方式' }).all())
      await options.click();
    await dashboard.settled();
    await dashboard.picture('chinese-cards');
    assert.deepEqual(await englishLeft(dashboard.page, cardNames, cardData), []);
    await dashboard.close();
  });

  for (const width of [1280, 900, 640, 320]) {
    it(`finds room for words two fifths longer, in ${width} pixels`, async () => {
      const dashboard = await harness.open({ language: 'long', width });
      await dashboard.drawn('train/loss');
      await dashboard.picture(`long-dashboard-${width}`);
      assert.deepEqual([await overflowOf(dashboard.page), await cutWords(dashboard.page)], [0, []]);
      await dashboard.close();
    });
  }
});

/** Values of the table's scene, and columns as filters call them. */
const tableNames = (
  'amp baseline model optimizer.name paper seed alias archived command commit duration format host metrics name note path ' +
  'plotted points problems progress restarts size star started step tags updated acc loss train val'
).split(' ');

describe('the runs table in another language', () => {
  let harness: TableHarness;
  before(async () => {
    harness = await TableHarness.start();
  });
  after(() => harness.stop());

  for (const theme of ['dark', 'light'] as const) {
    it(`has no English left, in ${theme}`, async () => {
      const table = await harness.open({ theme, language: 'zh-cn' });
      await table.settled();
      await table.cell(3, 'run:step').click();
      await table.cell(5, 'run:step').click({ modifiers: ['Shift'] });
      await table.settled();
      const seen = new Set<string>();
      const look = async (name: string): Promise<void> => {
        await table.picture(`chinese-${name}-${theme}`);
        for (const text of await englishLeft(table.page, tableNames)) seen.add(text);
      };
      await look('table');
      await table.page.getByRole('button', { name: '更多' }).click();
      await look('table-menu');
      await table.page.keyboard.press('Escape');
      await table.page.getByRole('button', { name: '列', exact: true }).click();
      await look('columns');
      await table.page.keyboard.press('Escape');
      await table.page.keyboard.press('?');
      await look('table-keys');
      assert.deepEqual([...seen, ...table.complaints], []);
      await table.close();
    });
  }

  it('finds room for words two fifths longer', async () => {
    const table = await harness.open({ language: 'long', width: 900 });
    await table.settled();
    await table.cell(3, 'run:step').click();
    await table.settled();
    await table.picture('long-table');
    assert.deepEqual([await overflowOf(table.page), await cutWords(table.page)], [0, []]);
    await table.close();
  });
});
