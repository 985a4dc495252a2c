// Graphs on the dashboard: the newest of a run, another run's when it is chosen, and Keras models.
import assert from 'node:assert/strict';
import type { Content } from '../../src/shared/content';
import type { ItemKind, ItemList } from '../../src/shared/items';
import { sceneRun, type ContentScene } from '../support/contentScene';
import { goldenContents } from '../support/goldenContents';
import { PageHarness } from '../support/pageHarness';

const list: ItemList = {
  revision: 1,
  fileNames: ['events'],
  files: Uint32Array.of(0),
  numbers: Float64Array.of(0),
  steps: Float64Array.of(0),
  wallTimes: Float64Array.of(1_718_000_000),
  sizes: Float64Array.of(1000),
  segments: Uint32Array.of(0),
  superseded: Uint8Array.of(0),
};

/** Two runs: PyTorch's graph of one, TensorFlow's of the other, and a Keras model of both. */
function graphs(): ContentScene {
  const runs = [sceneRun('torch', 0), sceneRun('tensorflow', 1)];
  const [keras] = goldenContents('keras', 'kerasModel');
  const ofRun = (run: string): Content => goldenContents(run, 'graph')[0]!;
  const tag = (name: string, kind: ItemKind) => ({ tag: name, kind, runs: [0, 1] });
  return {
    runs,
    tags: [tag('__run_graph__', 'graph'), tag('keras', 'kerasModel')],
    getItems: () => list,
    getContent: ({ run, kind }) => (kind === 'graph' ? ofRun(run) : keras!),
  };
}

/** What TensorFlow logged of one mesh: each part is a tag of its own. */
function meshes(): ContentScene {
  const parts = goldenContents('tensorflow', 'mesh').filter(({ mesh }) => mesh === 'mesh/full');
  const tags = { 'mesh/full_VERTEX': 'vertices', 'mesh/full_FACE': 'faces' } as const;
  return {
    runs: [sceneRun('tensorflow', 0)],
    tags: Object.keys(tags).map((tag) => ({ tag, kind: 'mesh' as const, runs: [0] })),
    getItems: () => list,
    getContent: ({ tag }) => {
      const wanted = tags[tag as keyof typeof tags];
      const found = parts.find(({ part }) => part === wanted)!;
      return { ...found, values: Float64Array.from(found.values) };
    },
  };
}

describe('graphs and meshes on the dashboard', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  it('shows the graph of the first run, and of another when it is chosen', async () => {
    const dashboard = await harness.open({ contents: graphs(), height: 900 });
    const card = dashboard.card('__run_graph__');
    await card.locator('.space-graph[data-ready="true"]').waitFor();
    await dashboard.card('keras').locator('.space-graph[data-ready="true"]').waitFor();
    const words = (): Promise<string | null> => card.locator('.space-count').textContent();
    assert.equal(await words(), '9 nodes');
    await dashboard.picture('graph-tiles');
    await card.getByLabel('Run').selectOption('tensorflow');
    await card.locator('.space-count', { hasText: /^(?!9 nodes|Laying)/ }).waitFor();
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });

  it('draws the parts of a mesh as one chart', async () => {
    const dashboard = await harness.open({ contents: meshes(), height: 600 });
    const card = dashboard.card('mesh/full');
    await card.locator('.space-count', { hasText: 'faces' }).waitFor();
    assert.equal(await dashboard.page.locator('.card').count(), 1);
    assert.match(
      (await card.locator('.space-count').textContent()) ?? '',
      /^\d+ points, \d+ faces/,
    );
    await dashboard.picture('mesh-tile');
    assert.deepEqual(dashboard.complaints, []);
    await dashboard.close();
  });
});
