// The user's choice of sources outlives the window, and what was saved is never trusted.
import assert from 'node:assert/strict';
import type { RunId } from '../../../src/shared/vocabulary';
import { SourceChoiceMemory } from '../../../src/vscode/sourceChoices';
import { MapMemory } from './mapMemory';

const [a, b] = ['a', 'b'] as RunId[] as [RunId, RunId];

describe('choices of sources', () => {
  let memory: MapMemory;
  const open = (): SourceChoiceMemory =>
    new SourceChoiceMemory(memory, (error) => assert.fail(String(error)));
  beforeEach(() => {
    memory = new MapMemory();
  });

  it('are kept by run and metric, and taken back', () => {
    const choices = open();
    let told = 0;
    const listening = choices.onDidChange(() => told++);
    choices.choose(a, 'loss', 'csv');
    choices.choose(a, 'eval/loss', 'jsonl');
    choices.choose(b, 'loss', 'csv');
    choices.choose(a, 'loss', null);
    choices.choose(b, 'loss', null);
    assert.deepEqual(choices.all, { a: { 'eval/loss': 'jsonl' } });
    assert.equal(told, 5);
    listening.dispose();
    choices.dispose();
    const again = open();
    assert.deepEqual(again.all, { a: { 'eval/loss': 'jsonl' } });
    again.dispose();
  });

  it('that were saved by something else are left out', async () => {
    await memory.update('sourceChoices', [
      ['a', { loss: 'csv' }],
      ['b', { loss: 5 }],
      'c',
      [1, {}],
    ]);
    const choices = open();
    assert.deepEqual(choices.all, { a: { loss: 'csv' } });
    choices.dispose();
  });
});
