// Shows the runs table page in Chromium without VS Code: the real bundle, the real policy, a stand-in for the host.
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from './browser';
import { emptyStyle, OpenedPage, servePage } from './openedPage';
import { bundlePage, type PageFiles } from './pageBundle';
import type { PageLanguage } from './pageLanguages';
import type { PageTheme } from './pageThemes';
import type { TableHost, TableSetup } from './tableHost';

const origin = 'https://runs.test';
const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${origin} ${emptyStyle}; font-src ${origin}; worker-src blob:`;

export interface TableOptions extends Partial<TableSetup> {
  readonly theme?: PageTheme;
  readonly language?: PageLanguage;
  readonly width?: number;
  readonly height?: number;
}

export class TableHarness {
  readonly #browser: Browser;
  readonly #page: PageFiles;
  readonly #host: string;

  private constructor(browser: Browser, page: PageFiles, host: string) {
    this.#browser = browser;
    this.#page = page;
    this.#host = host;
  }

  static async start(): Promise<TableHarness> {
    const [browser, page, host] = await Promise.all([
      launchBrowser(),
      bundlePage({ runs: 'webview/pages/runs/main.ts' }),
      bundlePage({ host: 'test/support/tableHost.ts' }, 'iife'),
    ]);
    return new TableHarness(browser, page, host.get('/host.js')?.body ?? '');
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  /** Opens the page and waits until it shows rows or says why there are none. */
  async open(options: TableOptions = {}): Promise<TablePage> {
    const { theme = 'dark', language = 'en', width = 1280, height = 720 } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    const { runs = 60, columns = 45, view = {}, state = {} } = options;
    const setup: TableSetup = { runs, columns, view, state };
    await page.addInitScript(`window.tableSetup = ${JSON.stringify(setup)};`);
    await page.addInitScript({ content: this.#host });
    await servePage(page, {
      origin,
      name: 'runs',
      title: 'Trackside Runs',
      policy,
      files: this.#page,
      theme,
      language,
    });
    const shown = new TablePage(page);
    await page.goto(`${origin}/`);
    await page.locator('.row[aria-rowindex], [data-empty]').first().waitFor();
    return shown;
  }
}

/** One opened table and the questions tests ask of it. */
export class TablePage extends OpenedPage {
  get grid(): Locator {
    return this.page.getByRole('grid');
  }

  /** A function that runs with the stand-in for the host. */
  host<T>(ask: (host: TableHost) => T): Promise<T> {
    return this.page.evaluate<T>(`(${ask.toString()})(window.tableHost)`);
  }

  /** Waits until nothing is asked or drawn any more. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const activity = (): string =>
        JSON.stringify(window.tableHost.calls) +
        (document.querySelector('.grid')?.textContent ?? '');
      let [before, since] = ['', performance.now()];
      while (performance.now() - since < 300) {
        await new Promise((go) => requestAnimationFrame(go));
        const now = activity();
        if (now === before && window.tableHost.pending === 0) continue;
        [before, since] = [now, performance.now()];
      }
    });
  }

  /** The texts of one column in the lines that are drawn, from the top. */
  async column(key: string): Promise<readonly string[]> {
    return this.grid.evaluate((grid, wanted) => {
      const rows = [...grid.querySelectorAll<HTMLElement>('.row:not([hidden])')];
      rows.sort((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex));
      return rows.map((row) => {
        const cells = [...row.querySelectorAll<HTMLElement>('.cell')];
        const cell = cells.find(({ dataset }) => dataset['key'] === wanted);
        return cell?.querySelector('.cell-text')?.textContent ?? '';
      });
    }, key);
  }

  cell(index: number, key: string): Locator {
    return this.page.locator(`.row[data-index="${index}"]:not([hidden]) .cell[data-key="${key}"]`);
  }

  head(key: string): Locator {
    return this.page.locator(`.head-cell[data-key="${key}"]`);
  }
}
