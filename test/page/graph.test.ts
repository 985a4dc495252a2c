// The graph view in a browser: graphs that real writers logged, scopes opened, searched, walked by keys, pictures.
import assert from 'node:assert/strict';
import { goldenContents } from '../support/goldenContents';
import { largeGraph } from '../support/largeGraph';
import { SpacesHarness, type OpenedSpace } from '../support/spacesHarness';

describe('graph view', () => {
  let harness: SpacesHarness;
  before(async () => {
    harness = await SpacesHarness.start();
  });
  after(() => harness.stop());

  const ready = (opened: OpenedSpace): Promise<void> =>
    opened.page.locator('.space-graph[data-ready="true"]').waitFor();

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`shows what PyTorch logged in ${theme}`, async () => {
      const opened = await harness.open({ theme });
      const [content] = goldenContents('torch', 'graph');
      await opened.page.evaluate((given) => void window.spaces.graph(given), content!);
      await ready(opened);
      await opened.picture(`graph-torch-${theme}`);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });

    it(`shows a large graph, opened here and there, in ${theme}`, async () => {
      const opened = await harness.open({ theme, height: 700 });
      await opened.page.evaluate((given) => void window.spaces.source(given), largeGraph(24, 22));
      await ready(opened);
      await opened.page.locator('.graph-search').fill('layer_3');
      await opened.page.locator('.graph-search').press('Enter');
      await opened.page.locator('[data-path$="layer_3"].selected').waitFor();
      await opened.page.locator('.graph-plot').focus();
      await opened.page.keyboard.press('Enter');
      await opened.page.locator('[data-path$="layer_3/mlp"]').waitFor();
      await opened.settled();
      await opened.picture(`graph-large-${theme}`);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });
  }

  it('shows the model that Keras logged', async () => {
    const opened = await harness.open();
    const [content] = goldenContents('keras', 'kerasModel');
    await opened.page.evaluate((json) => void window.spaces.keras(json), content!.json);
    await ready(opened);
    await opened.picture('graph-keras');
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('opens a scope on a double click and closes it on Escape, the rest where it was', async () => {
    const opened = await harness.open();
    await opened.page.evaluate((given) => void window.spaces.source(given), largeGraph(18, 2));
    await ready(opened);
    const scope = opened.page.locator('[data-path="/model/encoder"]');
    await scope.dblclick();
    await opened.page.locator('[data-path="/model/encoder/layer_0"]').waitFor();
    await opened.page.locator('[data-path="/model/encoder/layer_0"]').click();
    await opened.page.locator('.graph-plot').press('Escape');
    await opened.page
      .locator('[data-path="/model/encoder/layer_0"]')
      .waitFor({ state: 'detached' });
    assert.equal(await scope.getAttribute('class'), 'graph-box graph-scope selected');
    await opened.close();
  });

  it('walks along edges by keys, says where it is, and jumps to inputs', async () => {
    const opened = await harness.open();
    await opened.page.evaluate((given) => void window.spaces.source(given), largeGraph(18, 2));
    await ready(opened);
    await opened.page.locator('.graph-plot').focus();
    const spoken = (): Promise<string | null> =>
      opened.page.locator('.space-graph [role="status"]').textContent();
    await opened.page.keyboard.press('ArrowDown');
    assert.equal(await spoken(), 'embeddings/tokens, Embedding, [?, 128, 768]');
    await opened.page.keyboard.press('ArrowDown');
    assert.equal(await spoken(), 'encoder, scope of 378 nodes, collapsed');
    await opened.page.getByRole('button', { name: 'Go to model/embeddings/tokens' }).click();
    await opened.page.locator('[data-path="/model/embeddings/tokens"].selected').waitFor();
    assert.equal(await spoken(), 'embeddings/tokens, Embedding, [?, 128, 768]');
    await opened.close();
  });
});
