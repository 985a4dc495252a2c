// Draws media/icon.png (what the extension list shows) from media/icon.svg.
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { ensureRuntime, root } from './support/runtime.mjs';

ensureRuntime();
const { importTypeScript } = await import('./support/typescript.mjs');
const { launchBrowser } = await importTypeScript('test/support/browser.ts');

const drawing = readFileSync(path.join(root, 'media/icon.svg'), 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 128, height: 128 } });
await page.setContent(`<style>body{margin:0}svg{display:block}</style>${drawing}`);
await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
