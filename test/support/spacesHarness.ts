// Shows views of the room `spaces` in Chromium: no page around them, but the policy that pages have in VS Code.
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser';
import { OpenedPage, servePage } from './openedPage';
import { bundlePage, type PageFiles } from './pageBundle';
import type { PageTheme } from './pageThemes';

const origin = 'https://spaces.test';
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
    await servePage(page, {
      origin,
      name: 'spaces',
      title: 'Spaces',
      policy,
      files: this.#files,
      theme,
      language: 'en',
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction(() => 'spaces' in window);
    return opened;
  }
}

/** One opened page with a view. */
export class OpenedSpace extends OpenedPage {
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

  override async picture(name: string): Promise<void> {
    await super.picture(`spaces-${name}`);
  }
}
