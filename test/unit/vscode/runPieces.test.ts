// Which runs are pieces of others.
import assert from 'node:assert/strict';
import type { RunId } from '../../../src/shared/vocabulary';
import { fullRunName } from '../../../src/vscode/runFacts';
import { RunPieces } from '../../../src/vscode/runPieces';
import { makePart, makeRun, makeSession } from './makeRun';

const runs = [
  makeRun('a'),
  makePart('a/acc_x', 'a', 'acc', 'x'),
  makePart('a/loss_x', 'a', 'loss', 'x'),
  makePart('a/loss_x/deep_y', 'a/loss_x', 'deep', 'y'),
  makePart('b/loss_x', 'b', 'loss', 'x'),
  makeSession('trial', '.'),
];

function ids(...names: string[]): RunId[] {
  return names as RunId[];
}

describe('pieces of runs', () => {
  const pieces = new RunPieces(runs);

  it('belong to the run at the top, whether or not it has events', () => {
    assert.deepEqual(
      runs.map(({ id }) => pieces.ownerOf(id)),
      ['a', 'a', 'a', 'a', 'b', '.'],
    );
    assert.deepEqual(pieces.withPieces(ids('a', 'b', 'c')), [
      'a',
      'a/acc_x',
      'a/loss_x',
      'a/loss_x/deep_y',
      'b',
      'b/loss_x',
      'c',
    ]);
  });

  it('look alike where they are the same line of one run', () => {
    assert.deepEqual(
      runs.map(({ id }) => pieces.lineOf(id)),
      ['a', 'a/acc_x', 'a/acc_x', 'a/loss_x/deep_y', 'b/loss_x', 'trial'],
    );
  });

  it('are named after their run', () => {
    assert.deepEqual(
      runs.map((run) => fullRunName(run, null)),
      ['a', 'a · x', 'a · x', 'a/loss_x · y', 'b · x', 'logs · trial'],
    );
  });
});
