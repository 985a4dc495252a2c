// The embeddings projector in a browser: what PyTorch logged, pictures of points, search, neighbours, UMAP, keys.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readProjector } from '../../src/core/companions/projectorReader';
import { projectRoot } from '../support/projectRoot';
import { SpacesHarness, type OpenedSpace } from '../support/spacesHarness';
import type { PlainPoints } from '../support/spacesPage';
import { wordVectors } from '../support/wordVectors';

const folder = path.join(projectRoot, 'test/fixtures/projector/torch');

/** The embedding that PyTorch logged with pictures, read as the engine reads it. */
async function logged(embedding: number): Promise<PlainPoints> {
  const config = path.join(folder, 'projector_config.pbtxt');
  const { points, embeddings } = await readProjector(
    { folder, config },
    { embedding, mostPoints: 1000 },
  );
  assert.ok(points);
  const sprite = embeddings[embedding]?.sprite;
  return {
    ...points,
    values: [...points.values],
    sprite: sprite ? { ...sprite, bytes: [...readFileSync(path.join(folder, sprite.path))] } : null,
  };
}

describe('embeddings projector', () => {
  let harness: SpacesHarness;
  before(async () => {
    harness = await SpacesHarness.start();
  });
  after(() => harness.stop());

  async function open(points: PlainPoints, options = {}): Promise<OpenedSpace> {
    const opened = await harness.open(options);
    await opened.page.evaluate((given) => void window.spaces.projector(given), points);
    await ready(opened);
    return opened;
  }

  async function ready(opened: OpenedSpace): Promise<void> {
    await opened.page.locator('.space-projector[data-ready="true"]').waitFor({ timeout: 50_000 });
    await opened.settled();
  }

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`shows groups of words in ${theme}`, async () => {
      const opened = await open(wordVectors(1500, 40, 6), { theme, height: 700 });
      await opened.page.getByLabel('Colour by').selectOption('group');
      await opened.settled();
      await opened.picture(`projector-${theme}`);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });
  }

  it('shows what PyTorch logged, with pictures', async () => {
    const opened = await open(await logged(2));
    await opened.picture('projector-sprites');
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('finds points by label and lists the nearest in all dimensions', async () => {
    const opened = await open(wordVectors(300, 20, 5));
    const search = opened.page.getByPlaceholder('Find a label');
    await search.fill('word 12');
    assert.equal(await opened.page.locator('.space-count').textContent(), '11 found');
    await search.press('Enter');
    await opened.settled();
    await opened.picture('projector-selected');
    const near = await opened.page.locator('.graph-joints button').allTextContents();
    assert.equal(near.length, 10);
    // Words of one group have numbers that leave the same rest.
    assert.deepEqual([...new Set(near.map((label) => Number(label.slice(5)) % 5))], [2]);
    await opened.page.getByLabel('Distance').selectOption('euclidean');
    assert.equal(
      await opened.page.locator('.graph-details h5').textContent(),
      'Nearest by euclidean distance',
    );
    await opened.close();
  });

  it('is worked by keys: turning, and from point to point', async () => {
    const opened = await open(wordVectors(50, 10, 2));
    await opened.page.locator('.projector-plot').focus();
    await opened.page.keyboard.press('ArrowLeft');
    await opened.page.keyboard.press('PageDown');
    await opened.page.keyboard.press('PageDown');
    const spoken = await opened.page.locator('[role="status"]').textContent();
    assert.equal(spoken, 'Selected word 1');
    await opened.close();
  });

  /** As soon as there is progress: a moment later the work may be done. */
  const stopAtWork = async (opened: OpenedSpace): Promise<void> => {
    await opened.page.waitForFunction(() => {
      const told = document.querySelector('.space-count')?.textContent ?? '';
      if (!/Projecting … \d+ %/.test(told)) return false;
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent }) => textContent === 'Stop')?.click();
      return true;
    });
  };

  it('projects by UMAP with progress, keeps groups apart, and can be stopped', async () => {
    const opened = await open(wordVectors(600, 30, 4));
    await opened.page.getByRole('radio', { name: 'UMAP' }).click();
    await opened.page.locator('.space-count', { hasText: /Projecting … \d+ %/ }).waitFor();
    await ready(opened);
    await opened.page.getByLabel('Colour by').selectOption('group');
    await opened.page.getByRole('radio', { name: '2D' }).click();
    await stopAtWork(opened);
    await ready(opened);
    assert.equal(await opened.page.locator('.space-count').textContent(), 'Stopped');
    await opened.picture('projector-umap');
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('projects ten thousand points of two hundred dimensions', async () => {
    const opened = await harness.open();
    await opened.page.evaluate(() => void window.spaces.words(10_000, 200, 12));
    await ready(opened);
    await opened.page.getByLabel('Colour by').selectOption('group');
    await opened.page.locator('.projector-plot').focus();
    await opened.page.keyboard.press('ArrowLeft');
    await opened.settled();
    await opened.picture('projector-10000');
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
});
