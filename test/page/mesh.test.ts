// The mesh view in a browser: faces and points, turning, steps, few contexts, and no WebGL at all.
import assert from 'node:assert/strict';
import { goldenContents } from '../support/goldenContents';
import { SpacesHarness, type OpenedSpace } from '../support/spacesHarness';
import type { PlainMesh } from '../support/spacesPage';
import { torus } from '../support/torus';

describe('mesh view', () => {
  let harness: SpacesHarness;
  before(async () => {
    harness = await SpacesHarness.start();
  });
  after(() => harness.stop());

  async function open(mesh: PlainMesh, count = 1, options = {}): Promise<OpenedSpace> {
    const opened = await harness.open(options);
    await opened.page.evaluate(([given, views]) => void window.spaces.meshes(given, views), [
      mesh,
      count,
    ] as const);
    await opened.settled();
    return opened;
  }

  /** Pixels that are not empty, by view. */
  const ink = (opened: OpenedSpace): Promise<number[]> =>
    opened.page.evaluate(() =>
      [...document.querySelectorAll<HTMLCanvasElement>('.space-mesh canvas')].map((canvas) => {
        const copy = document.createElement('canvas');
        [copy.width, copy.height] = [canvas.width, canvas.height];
        const context = copy.getContext('2d');
        context?.drawImage(canvas, 0, 0);
        const data = context?.getImageData(0, 0, copy.width, copy.height).data ?? [];
        return data.filter((value, at) => at % 4 === 3 && value > 0).length;
      }),
    );

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`shows faces with colours in ${theme}`, async () => {
      const opened = await open(torus(80, 30), 1, { theme });
      await opened.picture(`mesh-${theme}`);
      assert.ok((await ink(opened))[0]! > 20_000);
      assert.deepEqual(opened.complaints, []);
      await opened.close();
    });
  }

  it('shows what TensorFlow logged', async () => {
    const parts = goldenContents('tensorflow', 'mesh').filter(({ mesh }) => mesh === 'mesh/full');
    const part = (name: string) => {
      const found = parts.find((one) => one.part === name);
      return found ? { ...found, values: [...found.values] } : null;
    };
    const mesh = { vertices: part('vertices')!, faces: part('faces'), colours: part('colours') };
    const opened = await open(mesh);
    await opened.picture('mesh-tensorflow');
    assert.ok((await ink(opened))[0]! > 1000);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('shows points where there are no faces', async () => {
    const opened = await open({ ...torus(60, 20), faces: null });
    await opened.picture('mesh-points');
    assert.equal(await opened.page.locator('.space-count').textContent(), '1,200 points');
    await opened.close();
  });

  it('turns by keys and by a drag, comes back, and asks for steps', async () => {
    const opened = await open(torus(40, 16));
    const picture = (): Promise<string> =>
      opened.page
        .locator('.space-mesh canvas')
        .evaluate((node: HTMLCanvasElement) => node.toDataURL());
    const first = await picture();
    await opened.page.locator('.mesh-plot').focus();
    await opened.page.keyboard.press('ArrowUp');
    await opened.settled();
    assert.notEqual(await picture(), first);
    await opened.page.getByRole('button', { name: /first side/ }).click();
    await opened.settled();
    assert.equal(await picture(), first);
    await opened.page.getByLabel('Step').press('ArrowRight');
    assert.deepEqual(await opened.events(), [{ step: 1 }]);
    assert.equal(await opened.page.locator('.control-label').textContent(), 'Step 100');
    await opened.close();
  });

  it('keeps few contexts alive and pictures of the others', async () => {
    const opened = await open(torus(30, 12), 12, { width: 1800 });
    const drawn = await ink(opened);
    assert.equal(drawn.length, 12);
    assert.ok(
      drawn.every((pixels) => pixels > 100),
      String(drawn),
    );
    const live = await opened.page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLCanvasElement>('.space-mesh canvas')].filter(
          (canvas) => canvas.getContext('2d') === null,
        ).length,
    );
    assert.equal(live, 8);
    // One that gave its context up gets another when it is turned.
    await opened.page.locator('.mesh-plot').first().press('ArrowUp');
    await opened.settled();
    assert.ok((await ink(opened))[0]! > 100);
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });

  it('says so where there is no WebGL', async () => {
    const opened = await harness.open();
    await opened.page.evaluate(() => {
      HTMLCanvasElement.prototype.getContext = () => null;
    });
    await opened.page.evaluate((given) => void window.spaces.meshes(given, 1), torus(20, 8));
    await opened.page.locator('.mesh-missing').waitFor();
    assert.deepEqual(opened.complaints, []);
    await opened.close();
  });
});
