// Films of a log: played where the browser can decode them, and told in words where it cannot.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Content } from '../../src/shared/content';
import type { ItemList } from '../../src/shared/items';
import { sceneRun, type ContentScene } from '../support/contentScene';
import { PageHarness, type DashboardPage } from '../support/pageHarness';
import { projectRoot } from '../support/projectRoot';

const films = ['vp8.webm', 'vp9.webm', 'h264.mp4', 'part2.mp4'];

const list: ItemList = {
  revision: 1,
  fileNames: ['run.wandb'],
  files: Uint32Array.of(0),
  numbers: Float64Array.of(0),
  steps: Float64Array.of(10),
  wallTimes: Float64Array.of(1_718_000_000),
  sizes: Float64Array.of(4000),
  segments: Uint32Array.of(0),
  superseded: Uint8Array.of(0),
};

function filmsOfRun(): ContentScene {
  return {
    runs: [sceneRun('rollouts', 0)],
    tags: films.map((tag) => ({ tag, kind: 'file', runs: [0] })),
    getItems: () => list,
    getContent: ({ tag }): Content => {
      const bytes = new Uint8Array(
        readFileSync(path.join(projectRoot, 'test/fixtures/films', tag)),
      );
      const mime = tag.endsWith('webm') ? 'video/webm' : 'video/mp4';
      return { kind: 'file', form: 'video', samples: [{ mime, bytes, label: null }] };
    },
  };
}

describe('films on the dashboard', () => {
  let harness: PageHarness;
  before(async () => {
    harness = await PageHarness.start();
  });
  after(() => harness.stop());

  /** Size and place of the film while it plays, or the words in its stead. */
  async function played(dashboard: DashboardPage, tag: string): Promise<string> {
    const film = dashboard.card(tag).locator('.film');
    await film.scrollIntoViewIfNeeded();
    return film.evaluate(async (figure) => {
      for (let round = 0; round < 100; round++) {
        const player = figure.querySelector('video');
        if (!player) return figure.textContent;
        if (player.paused && player.readyState >= 2) await player.play().catch(() => undefined);
        if (player.currentTime > 0) return `plays ${player.videoWidth}×${player.videoHeight}`;
        await new Promise((go) => setTimeout(go, 50));
      }
      return 'does not move';
    });
  }

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`are played, or say that they cannot be decoded, in ${theme}`, async () => {
      const dashboard = await harness.open({ contents: filmsOfRun(), theme, height: 900 });
      const told = await Promise.all(films.map((tag) => played(dashboard, tag)));
      await dashboard.picture(`films-${theme}`);
      assert.deepEqual(told.slice(0, 2), ['plays 64×48', 'plays 64×48']);
      // Whether H.264 is there is the browser's own affair; the film plays or its card says why not.
      assert.match(told[2]!, /^plays 64×48$|video\/mp4.*no decoder for its format/);
      assert.match(told[3]!, /video\/mp4, [\d.]+ kB.*no decoder for its format/);
      await dashboard.close();
    });
  }
});
