// Places where trackers keep runs outside of the workspace: those that are there, and not searched already.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findKnownPlaces } from '../../../src/vscode/knownPlaces';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('known places', () => {
  const home = useTemporaryFolder();

  async function found(
    environment: Readonly<Record<string, string>>,
    searched: readonly string[] = [],
  ): Promise<unknown> {
    const places = await findKnownPlaces(
      environment,
      home(),
      searched.map((folder) => path.join(home(), folder)),
    );
    return places.map((place) => [place.tracker, path.relative(home(), place.path)]);
  }

  function make(...folders: readonly string[]): void {
    for (const folder of folders) mkdirSync(path.join(home(), folder), { recursive: true });
  }

  it('are none on a machine without trackers', async () => {
    assert.deepEqual(await found({ WANDB_DIR: '/no/such/folder' }), []);
  });

  it('are the usual ones, and those that the environment names', async () => {
    make('ray_results', '.cache/huggingface/trackio', '.guild/runs', 'w', 'ml runs', 't');
    writeFileSync(path.join(home(), 'swan'), '');
    const environment = {
      WANDB_DIR: path.join(home(), 'w'),
      TRACKIO_DIR: path.join(home(), 't'),
      SWANLAB_LOG_DIR: path.join(home(), 'swan'),
      MLFLOW_TRACKING_URI: pathToFileURL(path.join(home(), 'ml runs')).href,
    };
    assert.deepEqual(await found(environment), [
      ['Weights & Biases', 'w'],
      ['Trackio', 't'],
      ['Trackio', '.cache/huggingface/trackio'],
      ['MLflow', 'ml runs'],
      ['Ray', 'ray_results'],
      ['Guild AI', '.guild/runs'],
    ]);
  });

  it('are not offered where they are searched already', async () => {
    make('work/wandb', 'ray_results');
    const environment = { WANDB_DIR: path.join(home(), 'work/wandb') };
    assert.deepEqual(await found(environment, ['work']), [['Ray', 'ray_results']]);
    assert.deepEqual(await found({}, ['ray_results']), []);
  });

  it('of MLflow are on this machine only', async () => {
    make('db');
    const at = (address: string): Promise<unknown> => found({ MLFLOW_TRACKING_URI: address });
    assert.deepEqual(
      await Promise.all([
        at(`sqlite:///${path.join(home(), 'db', 'mlflow.db')}`),
        at('http://127.0.0.1:5000'),
        at('file://elsewhere/db'),
        at('postgresql+psycopg://u@h/db'),
        at(path.join(home(), 'db')),
      ]),
      [[['MLflow', 'db']], [], [], [], [['MLflow', 'db']]],
    );
  });
});
