// What the page is told about runs and tags.
import assert from 'node:assert/strict';
import { defaultDashboardView } from '../../../../src/shared/dashboardContract';
import type { RunId, RunSummary } from '../../../../src/shared/vocabulary';
import {
  chooseListedRuns,
  collectDashboardState,
  type RunSourceOfPage,
} from '../../../../src/vscode/panels/dashboardState';
import { RunPieces } from '../../../../src/vscode/runPieces';
import { makePart, makeRun } from '../makeRun';

/** Colours are the runs' places; plotted are those whose name does not start with `-`. */
function sourceOf(runs: readonly RunSummary[]): RunSourceOfPage {
  return {
    runs,
    progress: { searching: false, bytesTotal: 100, bytesRead: 25 },
    pieces: new RunPieces(runs),
    aliasOf: () => null,
    colourOf: (id) => runs.findIndex((run) => run.id === id),
    isPlotted: (id) => !id.startsWith('-'),
  };
}

/** What the runs of these tests have in common. */
const plain = { problems: [], problemCount: 0, loading: false, lastGrowthAtMs: null, writers: 1 };

/** A run that is no piece of another. */
function alone(id: string): object {
  return { ...plain, id, line: id, owner: id, state: 'finished' };
}

describe('the state of the dashboard', () => {
  it('holds runs with colour and choice, and tags with places in that list', () => {
    const runs = [
      makeRun('-off'),
      makeRun('on', { evidence: { kind: 'growing', lastGrowthAtMs: 5, usualGapMs: null } }),
      makeRun('.', { root: '/other', state: 'running', loading: true }),
    ];
    const state = collectDashboardState(
      sourceOf(runs),
      runs,
      {
        revision: 9,
        runs: ['.', 'on'] as RunId[],
        tags: [
          { tag: 'loss', kind: 'scalar', runs: [0, 1] },
          { tag: 'lr', kind: 'scalar', runs: [1] },
        ],
      },
      defaultDashboardView,
      (root) => root.toUpperCase(),
      true,
      null,
    );
    assert.deepEqual(state, {
      revision: 9,
      runs: [
        {
          ...alone('-off'),
          name: '/LOGS/-off',
          colour: 0,
          plotted: false,
        },
        {
          ...alone('on'),
          name: '/LOGS/on',
          colour: 1,
          plotted: true,
          lastGrowthAtMs: 5,
        },
        {
          ...alone('.'),
          name: 'other',
          state: 'running',
          colour: 2,
          plotted: true,
          loading: true,
        },
      ],
      tags: [
        { tag: 'loss', kind: 'scalar', runs: [2, 1] },
        { tag: 'lr', kind: 'scalar', runs: [1] },
      ],
      view: defaultDashboardView,
      searching: false,
      progress: 0.25,
      hasFolder: true,
      totalRuns: 3,
      filterProblem: null,
      file: null,
    });
  });

  it('lists all plotted runs, and others up to three hundred in all', () => {
    const off = Array.from({ length: 400 }, (_, i) => makeRun(`-${i}`));
    const on = Array.from({ length: 301 }, (_, i) => makeRun(`on${i}`));
    const listed = (...runs: RunSummary[]): number => chooseListedRuns(sourceOf(runs)).length;
    assert.deepEqual(
      [listed(...off), listed(...off, ...on.slice(0, 2)), listed(...off, ...on)],
      [300, 300, 301],
    );
    const [first] = chooseListedRuns(sourceOf([...off, ...on.slice(0, 1)]));
    assert.equal(first?.id, 'on0');
  });

  it('lists the runs that pass the filter with their pieces, and no others', () => {
    const runs = [makeRun('a'), makePart('a/loss_val', 'a', 'loss', 'val'), makeRun('b')];
    const listed = (...matched: string[]): string[] =>
      chooseListedRuns(sourceOf(runs), new Set(matched as RunId[])).map(({ id }) => id);
    assert.deepEqual([listed('a'), listed('b'), listed()], [['a', 'a/loss_val'], ['b'], []]);
  });

  it('names the lines of a metric after their run, with one look for a line of several metrics', () => {
    const runs = [
      makeRun('a'),
      makePart('a/acc_val', 'a', 'acc', 'val'),
      makePart('a/loss_val', 'a', 'loss', 'val'),
    ];
    const { runs: told } = collectDashboardState(
      sourceOf(runs),
      runs,
      { revision: 1, runs: [], tags: [] },
      defaultDashboardView,
      (root) => root,
      true,
      null,
    );
    assert.deepEqual(
      told.map(({ name, line, owner }) => [name, line, owner]),
      [
        ['a', 'a', 'a'],
        ['a · val', 'a/acc_val', 'a'],
        ['a · val', 'a/acc_val', 'a'],
      ],
    );
  });

  it('has the embeddings beside the logs of plotted runs, by the path of what describes them', () => {
    const companion = { kind: 'projector', label: '', sizeBytes: 1 } as const;
    const config = { ...companion, path: 'projector_config.pbtxt' };
    const runs = [
      makeRun('-off', { companions: [config] }),
      makeRun('a', { companions: [config, { ...config, kind: 'trace', path: 'x' }] }),
      makeRun('b', { companions: [config, { ...config, path: 'deep/projector_config.pbtxt' }] }),
    ];
    const catalog = { revision: 1, runs: [], tags: [] };
    const view = defaultDashboardView;
    const { tags } = collectDashboardState(
      ...([sourceOf(runs), runs, catalog, view, () => '', true, null] as const),
    );
    assert.deepEqual(tags, [
      { tag: 'projector_config.pbtxt', kind: 'projector', runs: [1, 2] },
      { tag: 'deep/projector_config.pbtxt', kind: 'projector', runs: [2] },
    ]);
  });
});
