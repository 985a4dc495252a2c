// How runs are arranged: by folder, without folders that say nothing, in natural order.
import assert from 'node:assert/strict';
import { formatMoment } from '../../../../src/shared/text';
import {
  arrangeRuns as arrangeNamedRuns,
  type PlacedRun,
  type RunNode,
  type RunRoot,
} from '../../../../src/vscode/trees/runNodes';
import type { RunSummary } from '../../../../src/shared/vocabulary';
import { makePart, makeRun, makeSession } from '../makeRun';

type Outline = string | readonly [string, readonly Outline[]];

/** A run as `label=name`, a group as its label; with what is inside. */
function outline(nodes: readonly RunNode[]): readonly Outline[] {
  return nodes.map((node) => {
    const text = node.run === null ? node.label : `${node.label}=${node.run}`;
    return node.children.length > 0 ? [text, outline(node.children)] : text;
  });
}

/** Runs that the user gave no names. */
function arrangeRuns(runs: readonly PlacedRun[], roots: readonly RunRoot[]): readonly RunNode[] {
  return arrangeNamedRuns(runs, roots, () => null);
}

const logs = [{ path: '/logs', label: 'logs', alwaysNamed: false }];

function arranged(...names: string[]): readonly Outline[] {
  const runs = names.map((name) => makeRun(name));
  return outline(arrangeRuns(runs, logs));
}

describe('the arrangement of runs', () => {
  it('is empty without runs', () => {
    assert.deepEqual(arranged(), []);
  });

  it('groups by folder in natural order', () => {
    assert.deepEqual(arranged('b/run_10', 'b/run_9', 'a'), [
      'a=a',
      ['b', ['run_9=b/run_9', 'run_10=b/run_10']],
    ]);
  });

  it('leaves out a folder at the top that holds everything', () => {
    assert.deepEqual(arranged('runs/2024/x', 'runs/2024/y'), ['x=runs/2024/x', 'y=runs/2024/y']);
  });

  it('joins a folder and its only content into one line', () => {
    assert.deepEqual(arranged('exp_1/version_0', 'exp_2/deep/er/a', 'exp_2/deep/er/b'), [
      'exp_1/version_0=exp_1/version_0',
      ['exp_2/deep/er', ['a=exp_2/deep/er/a', 'b=exp_2/deep/er/b']],
    ]);
  });

  it('does not show directories that every framework makes, unless nothing else is there', () => {
    assert.deepEqual(
      arranged(
        'a/lightning_logs/version_0',
        'b/lightning_logs/v0',
        'b/lightning_logs/v1',
        'logs/x',
        'logs/y',
      ),
      [
        'a/version_0=a/lightning_logs/version_0',
        ['b', ['v0=b/lightning_logs/v0', 'v1=b/lightning_logs/v1']],
        ['logs', ['x=logs/x', 'y=logs/y']],
      ],
    );
  });

  it('puts runs inside of a run below it', () => {
    assert.deepEqual(arranged('a', 'a/eval', 'b'), [['a=a', ['eval=a/eval']], 'b=b']);
  });

  it('puts a log folder that is a run itself first, by its own name', () => {
    assert.deepEqual(arranged('.', 'eval'), ['logs=.', 'eval=eval']);
  });

  it('makes a group of each log folder that has runs, in the order of the folders', () => {
    const nodes = arrangeRuns(
      [
        makeRun('a', { root: '/x' }),
        makeRun('b', { root: '/x' }),
        makeRun('.', { root: '/sample' }),
        makeRun('gone', { root: '/gone' }),
      ],
      [
        { path: '/x', label: 'x', alwaysNamed: false },
        { path: '/empty', label: 'empty', alwaysNamed: false },
        { path: '/sample', label: 'Sample run', alwaysNamed: true },
      ],
    );
    assert.deepEqual(outline(nodes), [['x', ['a=a', 'b=b']], 'Sample run=.']);
  });

  it('names the sample also when it is alone', () => {
    const sample = [{ path: '/logs', label: 'Sample run', alwaysNamed: true }];
    assert.deepEqual(outline(arrangeRuns([makeRun('lr0.03')], sample)), [
      ['Sample run', ['lr0.03=lr0.03']],
    ]);
  });

  it('knows the runs behind each line, and the line above it', () => {
    const [run, group] = arrangeRuns(
      ['a', 'a/eval', 'b/x', 'b/y'].map((name) => makeRun(name)),
      logs,
    );
    assert.deepEqual(
      [run?.runIds, run?.allRunIds(), group?.runIds, group?.children[0]?.parent?.id],
      [['a'], ['a', 'a/eval'], ['b/x', 'b/y'], 'group:/logs/b'],
    );
  });

  it('gives lines the same ids each time', () => {
    const idsOf = (nodes: readonly RunNode[]): string[] =>
      nodes.flatMap((node) => [node.id, ...idsOf(node.children)]);
    const runs = ['a/x', 'a/y', 'b'].map((name) => makeRun(name));
    const more = [...runs, makeRun('c')];
    assert.deepEqual(
      idsOf(arrangeRuns(more, logs)).filter((id) => id !== 'run:c'),
      idsOf(arrangeRuns(runs, logs)),
    );
  });

  const splits = (...names: string[]): RunSummary[] =>
    names.map((name) => {
      const directory = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.';
      return makeRun(name, { group: { kind: 'splits', directory, label: directory } });
    });

  it('folds the pieces of a run into it, before the runs inside its directory', () => {
    const nodes = arrangeRuns(
      [
        makeRun('a'),
        makeSession('a/1700000005.25', 'a', 1_700_000_005.25),
        makeRun('a/eval'),
        makePart('a/loss_val', 'a', 'loss', 'val'),
        makePart('a/loss_train', 'a', 'loss', 'train'),
        makePart('a/x_s/1', 'a', 'x', 's/1'),
        makeRun('b'),
      ],
      logs,
    );
    const moment = formatMoment(1_700_000_005.25);
    assert.deepEqual(outline(nodes), [
      [
        'a=a',
        [
          'loss · train=a/loss_train',
          'loss · val=a/loss_val',
          'x · s/1=a/x_s/1',
          `hparams ${moment}=a/1700000005.25`,
          'eval=a/eval',
        ],
      ],
      'b=b',
    ]);
    assert.deepEqual(
      [nodes[0]!.runIds, nodes.flatMap((node) => node.collectUnits())],
      [['a'], ['a', 'a/eval', 'b']],
    );
  });

  it('shows pieces of a run without events under its name and the id that it will have', () => {
    const part = makePart('exp/a/loss_x', 'exp/a', 'loss', 'x');
    const other = makeRun('exp/b');
    const [bare] = arrangeRuns([part, other], logs);
    const [run] = arrangeRuns([makeRun('exp/a'), part, other], logs);
    assert.deepEqual(
      [bare, run].map((node) => [node!.id, node!.label, node!.role, node!.runIds]),
      [
        ['run:exp/a', 'a', 'pieces', ['exp/a/loss_x']],
        ['run:exp/a', 'a', 'run', ['exp/a']],
      ],
    );
  });

  it('calls a run what its tracker calls it, below what tells where it lies', () => {
    const runs = [
      makeRun('exp/wandb/run-20260101_120000-abc', { title: 'sunny-sky-1' }),
      makeRun('other/b', { title: 'b, the second' }),
    ];
    assert.deepEqual(outline(arrangeRuns(runs, logs)), [
      'exp/sunny-sky-1=exp/wandb/run-20260101_120000-abc',
      'other/b, the second=other/b',
    ]);
  });

  it('folds the pieces of a log folder that is a run', () => {
    const part = makePart('loss_x', '.', 'loss', 'x');
    assert.deepEqual(outline(arrangeRuns([makeRun('.'), part, makeRun('eval')], logs)), [
      ['logs=.', ['loss · x=loss_x']],
      'eval=eval',
    ]);
  });

  it('keeps the parts of the data of one experiment together, also at the top', () => {
    const under = (runs: readonly RunSummary[]): readonly Outline[] =>
      outline(arrangeRuns(runs, logs));
    assert.deepEqual(
      [
        under(splits('fit/exp/train', 'fit/exp/validation')),
        under([...splits('train', 'validation'), makeRun('other')]),
      ],
      [
        [['exp', ['train=fit/exp/train', 'validation=fit/exp/validation']]],
        [['logs', ['train=train', 'validation=validation']], 'other=other'],
      ],
    );
  });

  it('calls runs what the user calls them, also one without events of its own', () => {
    const names: Record<string, string> = { 'exp/deep/a': 'zulu', 'b/loss_x': 'bravo', '.': 'top' };
    const runs = [
      makeRun('.'),
      makeRun('exp/deep/a', { title: 'brave-sky-1' }),
      makeRun('exp/other'),
      makePart('b/loss_x', 'b', 'loss', 'x'),
    ];
    const nodes = arrangeNamedRuns(runs, logs, (run) => names[run] ?? null);
    assert.deepEqual(outline(nodes), [
      'top=.',
      ['bravo', ['loss · x=b/loss_x']],
      ['exp', ['other=exp/other', 'zulu=exp/deep/a']],
    ]);
  });
});
