// A page of the product in a browser without VS Code: how it is answered, and what any opened page is asked.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { PageFiles } from './pageBundle';
import { translationsFor, type PageLanguage } from './pageLanguages';
import { pageThemes, themeStyleSheet, type PageTheme } from './pageThemes';
import { projectRoot } from './projectRoot';

const pictures = path.join(projectRoot, 'out/page');

/** The one inline style allowed is an empty one: the UI toolkit makes it to see what the browser can do. */
export const emptyStyle = `'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='`;

export interface ServedPage {
  readonly origin: string;
  /** Its script and style sheet are `/<name>.js` and `/<name>.css`. */
  readonly name: string;
  readonly title: string;
  readonly policy: string;
  readonly files: PageFiles;
  readonly theme: PageTheme;
  readonly language: PageLanguage;
}

/** Answers everything that the browser asks of the page's origin. */
export async function servePage(page: Page, served: ServedPage): Promise<void> {
  await page.route(`${served.origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    const file = served.files.get(pathname);
    if (file) return route.fulfill({ ...file });
    if (pathname === '/theme.css') {
      return route.fulfill({ body: themeStyleSheet(), contentType: 'text/css' });
    }
    return route.fulfill({
      body: documentOf(served),
      contentType: 'text/html',
      headers: { 'content-security-policy': served.policy },
    });
  });
}

function documentOf({ name, title, theme, language }: ServedPage): string {
  const { kind } = pageThemes[theme];
  const words = translationsFor(language);
  const translations = JSON.stringify(words).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${language}" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/${name}.css">
<title>${title}</title>
</head>
<body class="${kind}" data-vscode-theme-kind="${kind}">
${words ? `<script type="application/json" id="translations">${translations}</script>` : ''}
<script type="module" nonce="test" src="/${name}.js"></script>
</body>
</html>`;
}

/** One opened page and the questions tests ask of every page. */
export class OpenedPage {
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

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }
}
