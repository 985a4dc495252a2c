// What is plotted: everything while it is little, the newest of many, and always what the user chose.
import assert from 'node:assert/strict';
import type { RunId, RunSummary } from '../../../src/shared/vocabulary';
import { PlottedRuns } from '../../../src/vscode/plottedRuns';
import { RunPieces } from '../../../src/vscode/runPieces';
import { makePart, makeRun, makeSession } from './makeRun';
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

function choose(plotted: PlottedRuns, runs: readonly RunSummary[]): void {
  plotted.chooseDefaults(runs, new RunPieces(runs));
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
      choose(plotted, makeRuns(50));
      assert.equal(plottedOf(plotted, makeRuns(50)).length, 50);
      choose(plotted, makeRuns(51));
      const newest = Array.from({ length: 10 }, (_, i) => `r${41 + i}`);
      assert.deepEqual(plottedOf(plotted, makeRuns(51)), newest);
    });
  });

  it('keep what the user chose, in the next window too', () => {
    const memory = new MapMemory();
    const runs = makeRuns(3);
    withPlotted(memory, (plotted) => {
      choose(plotted, runs);
      plotted.set(ids('r1'), false);
    });
    withPlotted(memory, (plotted) => {
      choose(plotted, runs);
      assert.deepEqual(plottedOf(plotted, runs), ['r0', 'r2']);
    });
  });

  it('can be narrowed to some, while a run that appears later is plotted', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const runs = makeRuns(3);
      choose(plotted, runs);
      plotted.setOnly(ids('r1'), ids('r0', 'r1', 'r2'));
      const more = [...runs, makeRun('new')];
      choose(plotted, more);
      assert.deepEqual(plottedOf(plotted, more), ['r1', 'new']);
    });
  });

  it('tell which runs changed, and nothing when none did', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const told: (readonly RunId[])[] = [];
      const heard = plotted.onDidChange((changed) => told.push(changed));
      choose(plotted, makeRuns(2));
      choose(plotted, makeRuns(2));
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
      choose(plotted, makeRuns(2));
      assert.deepEqual(plottedOf(plotted, makeRuns(2)), ['r0']);
    });
  });

  it('take their pieces along, and are counted without them', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const runs = [
        ...makeRuns(50),
        makePart('r0/loss_a', 'r0', 'loss', 'a'),
        makeSession('r0/1', 'r0'),
        makePart('bare/loss_a', 'bare', 'loss', 'a'),
      ];
      choose(plotted, runs.slice(0, -1));
      assert.equal(plottedOf(plotted, runs).length, 52);
      const told: (readonly RunId[])[] = [];
      const heard = plotted.onDidChange((changed) => told.push(changed));
      plotted.set(ids('r0/loss_a'), false);
      choose(plotted, runs);
      plotted.setOnly(ids('bare/loss_a'), ids('r0', 'r1', 'bare/loss_a'));
      heard.dispose();
      assert.deepEqual(told.slice(0, 1), [['r0', 'r0/loss_a', 'r0/1']]);
      assert.deepEqual(
        ids('r0', 'r0/1', 'r1', 'bare', 'bare/loss_a').map((run) => plotted.has(run)),
        [false, false, false, true, true],
      );
    });
  });

  it('are no copies unless the user ticks them', () => {
    withPlotted(new MapMemory(), (plotted) => {
      const runs = [makeRun('a'), makeRun('b', { duplicateOf: 'a' as RunId })];
      choose(plotted, runs);
      const before = plottedOf(plotted, runs);
      plotted.set(ids('b'), true);
      assert.deepEqual([before, plottedOf(plotted, runs)], [['a'], ['a', 'b']]);
    });
  });

  it('forget the oldest choices for runs that are gone', () => {
    const memory = new MapMemory();
    withPlotted(memory, (plotted) => {
      choose(plotted, makeRuns(1));
      plotted.set(ids('r0', ...Array.from({ length: 5_100 }, (_, i) => `gone${i}`)), false);
    });
    const kept = Object.keys(memory.get('plottedRuns') as object);
    assert.deepEqual([kept.length, kept[0], kept[1]], [5_000, 'r0', 'gone101']);
  });
});
