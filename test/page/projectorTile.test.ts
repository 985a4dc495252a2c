// Embeddings on the dashboard: what PyTorch logged beside its events, read as the engine reads it, and projected by t-SNE.
import assert from 'node:assert/strict';
import path from 'node:path';
import { readProjector } from '../../src/core/companions/projectorReader';
import type { Projector, ProjectorQuery } from '../../src/shared/projector';
import { sceneRun, type ContentScene } from '../support/contentScene';
import { PageHarness, type DashboardPage } from '../support/pageHarness';
import { projectRoot } from '../support/projectRoot';
import { wordVectors } from '../support/wordVectors';

const folder = path.join(projectRoot, 'test/fixtures/projector/torch');
const config = path.join(folder, 'projector_config.pbtxt');

/** Words of one run, and what PyTorch's `add_embedding` wrote of another. */
function embeddings(words = 600): ContentScene & { readonly asked: ProjectorQuery[] } {
  const asked: ProjectorQuery[] = [];
  const file = 'projector_config.pbtxt';
  return {
    asked,
    runs: [sceneRun('words', 0), sceneRun('torch', 1)],
    tags: [{ tag: file, kind: 'projector', runs: [0, 1] }],
    getItems: () => assert.fail('embeddings have no items'),
    getContent: () => assert.fail('embeddings have no contents'),
    getProjector: (query) => {
      asked.push(query);
      const { embedding, mostPoints } = query;
      const wanted = embedding === null ? null : { embedding, mostPoints };
      return query.run === 'torch'
        ? readProjector({ folder, config }, wanted)
        : wordProjector(words, query);
    },
  };
}

function wordProjector(count: number, { embedding, mostPoints }: ProjectorQuery): Projector {
  const words = wordVectors(Math.min(count, mostPoints), 30, 5);
  const points = {
    ...words,
    values: Float32Array.from(words.values),
    totalRows: count,
    nonFinite: 0,
  };
  return {
    embeddings: [
      {
        name: 'words',
        encoding: 'tsv',
        tensorPath: 'tensors.tsv',
        shape: null,
        metadataPath: null,
        bookmarksPath: null,
        sprite: null,
      },
    ],
    points: embedding === null ? null : points,
    sprite: null,
    problems: [],
  };
}

describe('embeddings on the dashboard', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  const card = (dashboard: DashboardPage) => dashboard.page.locator('.card').first();
  const ready = async (dashboard: DashboardPage): Promise<void> => {
    await card(dashboard)
      .locator('.space-projector[data-ready="true"]')
      .waitFor({ timeout: 50_000 });
    await dashboard.settled();
  };

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`shows the points of a run in ${theme}`, async () => {
      const dashboard = await harness.open({ contents: embeddings(), theme });
      await ready(dashboard);
      await card(dashboard).getByLabel('Colour by').selectOption('group');
      await dashboard.settled();
      await dashboard.picture(`projector-tile-${theme}`);
      assert.deepEqual(dashboard.complaints, []);
      await dashboard.close();
    });
  }

  it('offers the embeddings that PyTorch logged, the newest first, with its pictures', async () => {
    const contents = embeddings();
    const dashboard = await harness.open({ contents });
    await card(dashboard).getByLabel('Run').selectOption('torch');
    const list = card(dashboard).getByLabel('Embedding');
    await list.waitFor();
    await ready(dashboard);
    assert.deepEqual(
      [await list.locator('option').allTextContents(), await list.inputValue()],
      [['default:00000', 'words/%x:00007', 'img:00001'], '2'],
    );
    await dashboard.picture('projector-tile-sprites');
    await list.selectOption('1');
    await card(dashboard)
      .locator('.space-count', { hasText: /^3 points, 2 dim/ })
      .waitFor();
    assert.deepEqual(contents.asked.at(-1), {
      run: 'torch',
      path: 'projector_config.pbtxt',
      embedding: 1,
      mostPoints: 10_000,
    });
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });

  it('projects by t-SNE with progress, and says when there are too many points for it', async () => {
    const dashboard = await harness.open({ contents: embeddings(5000) });
    await ready(dashboard);
    await card(dashboard).getByRole('radio', { name: 't-SNE' }).click();
    const told = card(dashboard).locator('.space-count');
    assert.match((await told.textContent()) ?? '', /at most 3,000 of them, and here are 5,000$/);
    await card(dashboard).getByLabel('Points', { exact: true }).selectOption('1000');
    await card(dashboard).getByRole('radio', { name: '2D' }).click();
    await card(dashboard).getByLabel('Colour by').selectOption('group');
    await told.filter({ hasText: /Projecting … [3-9]\d %/ }).waitFor({ timeout: 60_000 });
    await card(dashboard).getByRole('button', { name: 'Stop' }).click();
    await ready(dashboard);
    await dashboard.picture('projector-tile-tsne');
    assert.equal(await told.textContent(), 'Stopped');
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });
});
