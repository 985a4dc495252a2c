// Shows the dashboard page in Chromium without VS Code: the real bundle, the real policy, a stand-in for the host.
import type { Browser, Locator, Page } from 'playwright-core';
import type { ContentQuery, ItemsQuery } from '../../src/shared/items';
import type { ProjectorQuery } from '../../src/shared/projector';
import { launchBrowser } from './browser';
import { packValue, type ContentScene } from './contentScene';
import { emptyStyle, OpenedPage, servePage } from './openedPage';
import { bundlePage, type PageFiles } from './pageBundle';
import type { PageHost, PageSetup } from './pageHost';
import type { PageLanguage } from './pageLanguages';
import { pageThemes, type PageTheme } from './pageThemes';

const origin = 'https://dashboard.test';

export interface OpenOptions extends Partial<PageSetup> {
  readonly theme?: PageTheme;
  readonly language?: PageLanguage;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** Values without columns, shown instead of the scene's runs. */
  readonly contents?: ContentScene;
}

export class PageHarness {
  readonly #browser: Browser;
  readonly #page: PageFiles;
  readonly #host: string;

  private constructor(browser: Browser, page: PageFiles, host: string) {
    this.#browser = browser;
    this.#page = page;
    this.#host = host;
  }

  /** Bundles the page and its stand-in host and starts the browser. */
  static async start(): Promise<PageHarness> {
    const [browser, page, host] = await Promise.all([
      launchBrowser(),
      bundlePage({ dashboard: 'webview/pages/dashboard/main.ts' }),
      bundlePage({ host: 'test/support/pageHost.ts' }, 'iife'),
    ]);
    return new PageHarness(browser, page, host.get('/host.js')?.body ?? '');
  }

  async stop(): Promise<void> {
    await this.#browser.close();
  }

  /** Opens the page and waits until it shows something. */
  async open(options: OpenOptions = {}): Promise<DashboardPage> {
    const { theme = 'dark', language = 'en', width = 1280, height = 800 } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    const { contents, delayMs = 0 } = options;
    const { scene = contents ? 'none' : 'training' } = options;
    const { runs, tags } = contents ?? {};
    const state = {
      ...(runs && tags ? { runs, tags, totalRuns: runs.length } : {}),
      ...options.state,
    };
    const setup: PageSetup = { scene, state, delayMs };
    if (contents) await answerContents(page, contents);
    await page.addInitScript(`window.tracksideSetup = ${JSON.stringify(setup)};`);
    await page.addInitScript({ content: this.#host });
    await servePage(page, {
      origin,
      name: 'dashboard',
      title: 'Trackside Dashboard',
      policy,
      files: this.#page,
      theme,
      language,
    });
    const shown = new DashboardPage(page);
    await page.goto(`${origin}/`);
    await page.locator('.card, [data-empty]').first().waitFor();
    return shown;
  }
}

/** Lets the page ask the test for values without columns. */
async function answerContents(page: Page, contents: ContentScene): Promise<void> {
  await page.exposeFunction('tracksideValues', async (sent: string) => {
    const query = JSON.parse(sent) as ItemsQuery | ContentQuery | ProjectorQuery;
    const answer =
      'path' in query
        ? contents.getProjector?.(query)
        : 'file' in query
          ? contents.getContent(query)
          : contents.getItems(query);
    return packValue(await answer);
  });
}

/** As strict as in VS Code: the page's own script and style sheets, nothing else. */
const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${origin} ${emptyStyle}; font-src ${origin}; img-src blob:; media-src blob:; worker-src blob:`;

const whole = { across: [0, 1], down: [0, 1] } as const;

/** One opened dashboard and the questions tests ask of it. */
export class DashboardPage extends OpenedPage {
  card(tag: string): Locator {
    return this.page.locator(`.card[data-tag=${JSON.stringify(tag)}]`);
  }

  chart(tag: string): Locator {
    return this.card(tag).locator('.chart');
  }

  /** Waits until the chart has been drawn and nothing is asked or moving any more. */
  async drawn(tag: string): Promise<void> {
    await this.card(tag).scrollIntoViewIfNeeded();
    await this.card(tag).locator('.chart[data-state="drawn"]').waitFor();
    await this.settled();
  }

  /** Waits until for a while nothing was drawn, asked or still to be answered. */
  async settled(): Promise<void> {
    await this.page.evaluate(async () => {
      const host = window.tracksideHost;
      const activity = (): string => {
        const charts = [...document.querySelectorAll<HTMLElement>('.chart')];
        const drawn = charts.map(
          ({ dataset }) => `${dataset['drawn'] ?? ''}${dataset['moving'] ?? ''}`,
        );
        return `${drawn.join()} ${JSON.stringify(host.calls)} ${host.pending}`;
      };
      let [before, calmFrames, since] = ['', 0, performance.now()];
      while (calmFrames < 6 || performance.now() - since < 150) {
        await new Promise((go) => requestAnimationFrame(go));
        const now = activity();
        const calm = now === before && host.pending === 0 && !now.includes('true');
        if (!calm) [before, calmFrames, since] = [now, 0, performance.now()];
        else calmFrames++;
      }
    });
  }

  /** The stretch of x a chart shows. */
  async range(tag: string): Promise<{ from: number; to: number }> {
    const { from, to } = await this.chart(tag).evaluate((node) => ({
      from: Number(node.dataset['from']),
      to: Number(node.dataset['to']),
    }));
    return { from, to };
  }

  async drawCount(tag: string): Promise<number> {
    return this.chart(tag).evaluate((node) => Number(node.dataset['drawn'] ?? 0));
  }

  /** Runs a function of the stand-in host in the page. */
  async host<T>(ask: (host: PageHost) => T): Promise<T> {
    return this.page.evaluate<T>(`(${ask.toString()})(window.tracksideHost)`);
  }

  /** A place inside a chart's plot as shares of its width and height, in pixels of the window. */
  async place(tag: string, across: number, down: number): Promise<{ x: number; y: number }> {
    const box = await this.chart(tag).boundingBox();
    if (!box) throw new Error(`${tag} is not on the screen`);
    const [left, top, right, bottom] = [52, 6, box.width - 14, box.height - 22];
    return {
      x: box.x + left + (right - left) * across,
      y: box.y + top + (bottom - top) * down,
    };
  }

  async hover(tag: string, across: number, down: number): Promise<void> {
    const { x, y } = await this.place(tag, across, down);
    await this.page.mouse.move(x, y);
    await this.settled();
  }

  /** Drags inside a chart's plot, in shares of its width and height. */
  async drag(
    tag: string,
    from: readonly [number, number],
    to: readonly [number, number],
    button: 'left' | 'middle' = 'left',
  ): Promise<void> {
    const start = await this.place(tag, ...from);
    const end = await this.place(tag, ...to);
    const { mouse } = this.page;
    await mouse.move(start.x, start.y);
    await mouse.down({ button });
    await mouse.move(end.x, end.y, { steps: 8 });
    await mouse.up({ button });
    await this.settled();
  }

  async setTheme(theme: PageTheme): Promise<void> {
    await this.page.evaluate(
      ([name, kind]) => {
        document.documentElement.dataset['theme'] = name;
        document.body.className = kind;
        document.body.dataset['vscodeThemeKind'] = kind;
      },
      [theme, pageThemes[theme].kind] as const,
    );
    await this.settled();
  }

  /** The opaque colours in a part of a chart's plot, given as shares of it; `#rrggbb`. */
  async colours(
    tag: string,
    part: { across: readonly [number, number]; down: readonly [number, number] } = whole,
  ): Promise<readonly string[]> {
    return this.chart(tag).evaluate((node, { across, down }) => {
      const canvas = node.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return [];
      const ratio = canvas.width / node.clientWidth;
      const [left, top] = [52, 6];
      const [width, height] = [node.clientWidth - left - 14, node.clientHeight - top - 22];
      const x = Math.round((left + width * across[0]) * ratio);
      const y = Math.round((top + height * down[0]) * ratio);
      const wide = Math.max(1, Math.round(width * (across[1] - across[0]) * ratio));
      const high = Math.max(1, Math.round(height * (down[1] - down[0]) * ratio));
      const { data } = context.getImageData(x, y, wide, high);
      const seen = new Set<string>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3] !== 255) continue;
        const hex = [0, 1, 2].map((k) => (data[i + k] ?? 0).toString(16).padStart(2, '0'));
        seen.add(`#${hex.join('')}`);
      }
      return [...seen];
    }, part);
  }

  /** How many pixels of a chart's canvas are not empty. */
  async ink(tag: string): Promise<number> {
    return this.chart(tag).evaluate((node) => {
      const canvas = node.querySelector('canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return 0;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length;
    });
  }

  /** The rows of the tooltip of the chart under the pointer, cells joined by spaces. */
  async tooltip(): Promise<readonly string[]> {
    await this.page.locator('.tooltip-full .pending').first().waitFor({ state: 'detached' });
    return this.page.locator('.tooltip-full .tooltip-row:not([hidden])').evaluateAll((rows) =>
      rows.map((row) =>
        [...row.children]
          .map((cell) => cell.textContent)
          .filter(Boolean)
          .join(' '),
      ),
    );
  }

  /** Opens the panel with the rarer options. */
  async openOptions(): Promise<void> {
    await this.page.getByRole('button', { name: 'View options' }).click();
  }
}
