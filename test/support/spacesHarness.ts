// Shows views of the room `spaces` in Chromium: no page around them, but the policy that pages have in VS Code.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { bundlePage, type PageFiles } from './pageBundle';
import { pageThemes, themeStyleSheet, type PageTheme } from './pageThemes';
import { projectRoot } from './projectRoot';

const origin = 'https://spaces.test';
const pictures = path.join(projectRoot, 'out/page');
const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${origin}; worker-src blob:`;

export class SpacesHarness {
  readonly #browser: Browser;
  readonly #files: PageFiles;

  private constructor(browser: Browser, files: PageFiles) {
    this.#browser = browser;
    this.#files = files;
  }

  static async start(): Promise<SpacesHarness> {
    const [browser, files] = await Promise.all([
      launchBrowser({ webgl: true }),
      bundlePage({ spaces: 'test/support/spacesPage.ts' }),
    ]);
    return new SpacesHarness(browser, files);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  async open({
    theme = 'dark',
    width = 1000,
    height = 600,
  }: { theme?: PageTheme; width?: number; height?: number } = {}): Promise<OpenedSpace> {
    const context = await this.#browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const opened = new OpenedSpace(page);
    await page.route(`${origin}/**`, (route) => {
      const { pathname } = new URL(route.request().url());
      const file = this.#files.get(pathname);
      if (file) return route.fulfill({ ...file });
      if (pathname === '/theme.css')
        return route.fulfill({ body: themeStyleSheet(), contentType: 'text/css' });
      return route.fulfill({
        body: html(theme),
        contentType: 'text/html',
        headers: { 'content-security-policy': policy },
      });
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => 'spaces' in window);
    return opened;
  }
}

function html(theme: PageTheme): string {
  const { kind } = pageThemes[theme];
  return `<!DOCTYPE html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/spaces.css">
<title>Spaces</title>
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}">
<script type="module" nonce="test" src="/spaces.js"></script>
</body>
</html>`;
}

/** One opened page with a view. */
export class OpenedSpace {
  readonly page: Page;
  /** Uncaught errors, error messages and violations of the policy. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Waits until nothing was drawn for some frames. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const drawn = (): string =>
        [...document.querySelectorAll<HTMLElement>('.space')]
          .map(({ dataset }) => dataset['drawn'])
          .join();
      let [before, calm] = ['', 0];
      while (calm < 6) {
        await new Promise((go) => requestAnimationFrame(go));
        const now = drawn();
        calm = now === before ? calm + 1 : 0;
        before = now;
      }
    });
  }

  async events(): Promise<readonly unknown[]> {
    return this.page.evaluate(() => window.spaces.events.splice(0));
  }

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `spaces-${name}.png`) });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
