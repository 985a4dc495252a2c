// Charts leave the page as pictures: what they show is what the screen shows, whatever theme it has.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PageHarness, type DashboardPage, type OpenOptions } from '../support/pageHarness';
import { projectRoot } from '../support/projectRoot';

describe('dashboard exports', () => {
  let harness: PageHarness;
  let dashboard: DashboardPage;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());
  const open = async (options: OpenOptions = {}): Promise<void> => {
    dashboard = await harness.open({ height: 1000, ...options });
    await dashboard.drawn('train/loss');
  };
  afterEach(async () => {
    const { complaints } = dashboard;
    await dashboard.close();
    assert.deepEqual(complaints, []);
  });

  const choose = async (tag: string, words: string): Promise<void> => {
    const { page } = dashboard;
    await dashboard.card(tag).hover();
    await dashboard.card(tag).getByRole('button', { name: 'Chart menu' }).click();
    await page.locator('.menu-item', { hasText: /^Export$/ }).click();
    await page.locator('.menu-item', { hasText: words }).click();
  };
  const saved = async (picture: string): Promise<{ name: string; bytes: Buffer }> => {
    await dashboard.page.waitForFunction(() => window.tracksideHost.files.length > 0);
    const file = await dashboard.host((host) => host.files.at(-1));
    assert.ok(file);
    const bytes = Buffer.from(file.bytes, 'base64');
    const folder = path.join(projectRoot, 'out/page');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, `${picture}${path.extname(file.name)}`), bytes);
    return { name: file.name, bytes };
  };

  it('give a chart as SVG with axes and a legend, in the colours of the theme', async () => {
    await open();
    await dashboard.picture('export-screen');
    await choose('train/loss', 'Save as SVG…');
    const { name, bytes } = await saved('export-dark');
    const svg = bytes.toString();
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);
    const legend = await dashboard.page.locator('.legend .chip-name').allTextContents();
    assert.deepEqual(
      [name, texts[0], legend.every((run) => texts.includes(run)), svg.includes('#1f1f1f')],
      ['train/loss.svg', 'train/loss', true, true],
    );
    assert.ok(!/NaN|Infinity|color-mix/.test(svg));
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`give a chart as PNG in the theme ${theme}, twice as fine as the screen`, async () => {
      await open({ theme });
      await choose('train/loss', 'Save as PNG…');
      const { bytes } = await saved(`export-${theme}`);
      assert.deepEqual([bytes.readUInt32BE(16), bytes.subarray(1, 4).toString()], [1440, 'PNG']);
    });
  }

  it('show the stretch that the screen shows', async () => {
    await open({ theme: 'light' });
    await dashboard.drag('train/loss', [0.25, 0.5], [0.75, 0.5]);
    const { from, to } = await dashboard.range('train/loss');
    await choose('train/loss', 'Save as SVG…');
    await saved('export-zoomed');
    const query = await dashboard.host((host) => host.frameQueries.at(-1));
    assert.deepEqual(query?.range, { from, to });
  });

  it('give a chart for LaTeX: as wide as asked, light, without a background', async () => {
    await open({ theme: 'dark' });
    await choose('train/loss', 'Save as SVG for LaTeX…');
    const dialog = dashboard.page.getByRole('dialog');
    await dialog.getByLabel('Width').fill('10');
    await dashboard.picture('export-latex-dialog');
    await dialog.locator('vscode-button', { hasText: 'Save…' }).click();
    const { bytes } = await saved('export-latex');
    const svg = bytes.toString();
    const [, width = ''] = /<svg [^>]*width="([\d.]+)pt"/.exec(svg) ?? [];
    assert.ok(Math.abs(Number(width) - 283.46) < 0.01, width);
    assert.deepEqual([svg.includes('<rect width="100%"'), svg.includes('#0f6fd1')], [false, true]);
  });

  it('ask the host for all points, tables and the page as it is seen', async () => {
    await open();
    await dashboard.page.getByRole('button', { name: 'Export', exact: true }).click();
    await dashboard.picture('export-menu');
    await dashboard.page.locator('.menu-item', { hasText: 'HTML file' }).click();
    await dashboard.settled();
    const notice = await dashboard.host((host) => host.notices.at(-1));
    const { form, metrics } = notice?.body as { form: string; metrics: readonly string[] };
    assert.deepEqual([form, metrics.includes('val/loss')], ['html', true]);
  });

  it('put a chart into the clipboard', async () => {
    await open();
    await dashboard.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await choose('train/loss', 'Copy as image');
    await dashboard.page
      .getByRole('status')
      .filter({ hasText: 'clipboard' })
      .waitFor({ state: 'attached' });
    const types = await dashboard.page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap((item) => item.types),
    );
    assert.deepEqual(types, ['image/png']);
  });
});
