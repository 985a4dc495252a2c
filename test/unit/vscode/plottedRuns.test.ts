// What is plotted: everything while it is little, the newest of many, and always what the user chose.
import assert from 'node:assert/strict';
import type { RunId, RunSummary } from '../../../src/shared/vocabulary';
import { PlottedRuns } from '../../../src/vscode/plottedRuns';
import { makeRun } from './makeRun';
import { MapMemory } from './mapMemory';

function withPlotted(memory: MapMemory, act: (plotted: PlottedRuns) => void): void {
  const plotted = new PlottedRuns(memory, assert.ifError);
  try {
    act(plotted);
  } finally {
    plotted.dispose();
  }
}

/** Runs `r0`, `r1` …, each written a second after the one before. */
function makeRuns(count: number): RunSummary[] {
  return Array.from({ length: count }, (_, i) =>
    makeRun(`r${i}`, { evidence: { kind: 'noEndRecord', lastGrowthAtMs: i * 1000 } }),
  );
}

function ids(...names: string[]): RunId[] {
  return names as RunId[];
}

function plottedOf(plotted: PlottedRuns, runs: readonly RunSummary[]): string[] {
  return runs.filter(({ id }) => plotted.has(id)).map(({ name }) => name);
}

describe('plotted runs', () => {
  it('are all up to fifty, and the ten written last of more', () => {
    withPlotted(new MapMemory(), (plotted) => {
      plotted.chooseDefaults(makeRuns(50));
      assert.equal(plottedOf(plotted, makeRuns(50)).length, 50);
      plotted.chooseDefaults(makeRuns(51));
      const newest = Array.from({ length: 10 }, (_, i) => `r${41 + i}`);
      assert.deepEqual(plottedOf(plotted, makeRuns(51)), newest);
    });
  });

  it('keep what the user chose, in the next window too', () => {
    const memory = new MapMemory();
    const runs = makeRuns(3);
    withPlotted(memory, (plotted) => {
      plotted.chooseDefaults(runs);
      plotted.set(ids('r1'), false);
    });
    withPlotted(memory, (plotted) => {
      plotted.chooseDefaults(runs);
      assert.deepEqual(plottedOf(plotted, runs), ['r0', 'r2']);
    });
  });

  it('can be narrowed to some, while a run that appears later is plotted', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const runs = makeRuns(3);
      plotted.chooseDefaults(runs);
      plotted.setOnly(ids('r1'), ids('r0', 'r1', 'r2'));
      const more = [...runs, makeRun('new')];
      plotted.chooseDefaults(more);
      assert.deepEqual(plottedOf(plotted, more), ['r1', 'new']);
    });
  });

  it('tell which runs changed, and nothing when none did', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const told: (readonly RunId[])[] = [];
      const heard = plotted.onDidChange((changed) => told.push(changed));
      plotted.chooseDefaults(makeRuns(2));
      plotted.chooseDefaults(makeRuns(2));
      plotted.set(ids('r0', 'r1'), true);
      plotted.setOnly(ids('r1'), ids('r0', 'r1'));
      assert.deepEqual(told, [['r0', 'r1'], ['r0']]);
      heard.dispose();
    });
  });

  it('make nothing of a memory that holds rubbish', () => {
    const memory = new MapMemory();
    void memory.update('plottedRuns', { r0: 'yes', r1: false });
    withPlotted(memory, (plotted) => {
      plotted.chooseDefaults(makeRuns(2));
      assert.deepEqual(plottedOf(plotted, makeRuns(2)), ['r0']);
    });
  });
});
