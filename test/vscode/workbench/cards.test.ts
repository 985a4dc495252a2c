// Pictures, texts and histograms of real runs in the dashboard of a real window, under the policy that it has there.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { projectRoot } from '../../support/projectRoot';
import { writeRecordedRuns } from '../../support/recordedContents';
import { TestWorkspace } from '../../support/testWorkspace';
import { startVscodeHost } from '../../support/vscodeHost/chooseHost';
import { DashboardView } from '../../support/vscodeHost/dashboardView';
import type { VscodeHost } from '../../support/vscodeHost/vscodeHost';
import type { Workbench } from '../../support/vscodeHost/workbench';

describe('values without columns in the dashboard', () => {
  let host: VscodeHost;
  let workspace: TestWorkspace;
  let workbench: Workbench;
  let dashboard: DashboardView;

  before(async () => {
    host = await startVscodeHost();
    workspace = new TestWorkspace();
    writeRecordedRuns(workspace.path('runs'));
    workbench = await host.open({
      workspace: workspace.folder,
      extension: { folder: projectRoot },
      label: 'cards',
    });
    dashboard = await DashboardView.open(workbench);
  });

  after(async () => {
    await host.dispose();
    workspace.dispose();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}.png`);
  });

  /** Brings the first chart of a kind into sight: those out of sight draw nothing. */
  const show = async (kind: string): Promise<Locator> => {
    const card = dashboard.frame.locator(`.card[data-chart^="${kind}:"]`).first();
    await card.scrollIntoViewIfNeeded();
    await card.locator('.content[data-state="drawn"]').waitFor();
    return card;
  };

  it('draws an image of a log', async () => {
    const picture = (await show('image')).locator('.lanes img[src^="blob:"]').first();
    const width = await picture.evaluate(async (image) => {
      await (image as HTMLImageElement).decode();
      return (image as HTMLImageElement).naturalWidth;
    });
    await workbench.screenshot('cards.png');
    assert.ok(width > 0);
  });

  it('loads what reads Markdown when a text is shown', async () => {
    const text = (await show('text')).locator('.markdown').first();
    await text.waitFor();
    assert.notEqual(await text.textContent(), '');
  });

  it('draws histograms', async () => {
    const card = await show('histogram');
    await card.locator('.histogram[data-drawn="ridge"]').first().waitFor();
  });

  it('draws them again when they come back into sight', async () => {
    await show('histogram');
    await show('text');
    const card = await show('histogram');
    await card.locator('.histogram[data-drawn="ridge"]').first().waitFor();
  });

  it('projects the embeddings beside a log, whose pictures and labels the engine read', async () => {
    const card = dashboard.frame.locator('.card[data-chart^="projector:"]').first();
    await card.scrollIntoViewIfNeeded();
    await card.locator('.space-projector[data-ready="true"]').waitFor();
    await card.getByLabel('Embedding').selectOption('1');
    await card.locator('.space-count', { hasText: /^3 points, 2 dimensions/ }).waitFor();
    await workbench.screenshot('projector.png');
    assert.deepEqual(
      await card.getByLabel('Label', { exact: true }).locator('option').allTextContents(),
      ['name', 'n'],
    );
  });
});
