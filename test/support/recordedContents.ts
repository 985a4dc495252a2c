// Values without columns as the engine reads them from the files that real writers wrote.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { sceneRun, type ContentScene } from './contentScene';
import type { EngineRig } from './engineRig';
import { projectRoot } from './projectRoot';
import { unpackRuns } from './writerFixtures';

/** Puts the recorded runs of PyTorch, its embeddings among them, and of W&B into a folder. */
export function writeRecordedRuns(folder: string): void {
  unpackRuns('torch', path.join(folder, 'torch'));
  cpSync(path.join(projectRoot, 'test/fixtures/projector/torch'), path.join(folder, 'embedded'), {
    recursive: true,
  });
  cpSync(path.join(projectRoot, 'test/fixtures/wandb/runs'), path.join(folder, 'wandb'), {
    recursive: true,
  });
}

/** @param rig loaded from a folder with recorded runs */
export function recordedContents({ engine }: EngineRig): ContentScene {
  const runs = engine.listRuns().runs;
  const catalog = engine.answers.getCatalog(runs.map(({ id }) => id));
  return {
    runs: runs.map(({ id, name }, colour) => ({
      ...sceneRun(name, colour),
      id,
      line: id,
      owner: id,
    })),
    tags: catalog.tags.filter(({ kind }) => kind !== 'scalar'),
    getItems: (query) => engine.answers.getItems(query),
    getContent: (query) => engine.answers.getContent(query),
  };
}
