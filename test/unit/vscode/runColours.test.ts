// A run's colour: as different as the palette allows, and the same for good.
import assert from 'node:assert/strict';
import type { RunId } from '../../../src/shared/vocabulary';
import { RunColours } from '../../../src/vscode/runColours';
import { MapMemory } from './mapMemory';

function ids(...names: string[]): RunId[] {
  return names as RunId[];
}

function coloursOf(colours: RunColours, ...names: string[]): number[] {
  return ids(...names).map((run) => colours.of(run));
}

describe('run colours', () => {
  it('go round the palette in the order of the list', () => {
    const colours = new RunColours(new MapMemory(), 3);
    colours.assign(ids('a', 'b', 'c', 'd'));
    assert.deepEqual(coloursOf(colours, 'a', 'b', 'c', 'd'), [0, 1, 2, 0]);
  });

  it('stay when other runs come and go, also in the next window', () => {
    const memory = new MapMemory();
    new RunColours(memory, 3).assign(ids('a', 'b', 'c'));
    const later = new RunColours(memory, 3);
    later.assign(ids('b', 'new', 'c'));
    assert.deepEqual(coloursOf(later, 'a', 'b', 'c', 'new'), [0, 1, 2, 0]);
  });

  it('that are free again go to new runs first', () => {
    const colours = new RunColours(new MapMemory(), 3);
    colours.assign(ids('a', 'b', 'c', 'd'));
    colours.assign(ids('a', 'c', 'd', 'e'));
    assert.deepEqual(coloursOf(colours, 'e'), [1]);
  });

  it('of runs not seen for long are forgotten, of listed ones never', () => {
    const memory = new MapMemory();
    const old = Array.from({ length: 5_000 }, (_, i) => `old${i}`);
    new RunColours(memory, 3).assign(ids(...old));
    new RunColours(memory, 3).assign(ids('old0', 'new'));
    const kept = Object.keys(memory.get('runColours') as object);
    assert.deepEqual(
      [kept.length, kept.includes('old0'), kept.includes('old1'), kept.includes('new')],
      [5_000, true, false, true],
    );
  });

  it('that a larger palette gave fit into a smaller one, and rubbish is ignored', () => {
    const memory = new MapMemory();
    void memory.update('runColours', { a: 7, b: -1, c: 'red' });
    assert.deepEqual(coloursOf(new RunColours(memory, 3), 'a', 'b', 'c'), [1, 0, 0]);
  });
});
