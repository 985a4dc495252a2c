// Shows the runs table page in Chromium without VS Code: the real bundle, the real policy, a stand-in for the host.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { pageThemes, themeStyleSheet, type PageTheme } from './pageThemes';
import { projectRoot } from './projectRoot';
import type { TableHost, TableSetup } from './tableHost';

const origin = 'https://runs.test';
const pictures = path.join(projectRoot, 'out/page');

export interface TableOptions extends Partial<TableSetup> {
  readonly theme?: PageTheme;
  readonly width?: number;
  readonly height?: number;
}

interface Bundle {
  readonly script: string;
  readonly style: string;
}

export class TableHarness {
  readonly #browser: Browser;
  readonly #page: Bundle;
  readonly #host: string;

  private constructor(browser: Browser, page: Bundle, host: string) {
    this.#browser = browser;
    this.#page = page;
    this.#host = host;
  }

  static async start(): Promise<TableHarness> {
    const [browser, page, host] = await Promise.all([
      launchBrowser(),
      bundle('webview/pages/runs/main.ts', 'esm'),
      bundle('test/support/tableHost.ts', 'iife'),
    ]);
    return new TableHarness(browser, page, host.script);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  /** Opens the page and waits until it shows rows or says why there are none. */
  async open(options: TableOptions = {}): Promise<TablePage> {
    const { theme = 'dark', width = 1280, height = 720 } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    const { runs = 60, columns = 45, view = {}, state = {} } = options;
    const setup: TableSetup = { runs, columns, view, state };
    await page.addInitScript(`window.tableSetup = ${JSON.stringify(setup)};`);
    await page.addInitScript({ content: this.#host });
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      return route.fulfill(this.#answer(pathname, theme));
    });
    const shown = new TablePage(page);
    await page.goto(`${origin}/`);
    await page.locator('.row[aria-rowindex], [data-empty]').first().waitFor();
    return shown;
  }

  #answer(file: string, theme: PageTheme) {
    if (file === '/runs.js') return { body: this.#page.script, contentType: 'text/javascript' };
    if (file === '/runs.css') return { body: this.#page.style, contentType: 'text/css' };
    if (file === '/theme.css') return { body: themeStyleSheet(), contentType: 'text/css' };
    const headers = { 'content-security-policy': policy };
    return { body: html(theme), contentType: 'text/html', headers };
  }
}

const emptyStyle = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;
const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${origin} ${emptyStyle}; font-src ${origin}`;

function html(theme: PageTheme): string {
  const { kind } = pageThemes[theme];
  return `<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/runs.css">
<title>Trackside Runs</title>
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}">
<script type="module" nonce="test" src="/runs.js"></script>
</body>
</html>`;
}

async function bundle(entry: string, format: 'esm' | 'iife'): Promise<Bundle> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    outdir: 'out/page',
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: 'chrome120',
    logLevel: 'warning',
  });
  const textOf = (extension: string): string =>
    outputFiles.find((file) => file.path.endsWith(extension))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

/** One opened page and the questions tests ask of it. */
export class TablePage {
  readonly page: Page;
  /** Uncaught errors, error messages and violations of the content security policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

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

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }
}
