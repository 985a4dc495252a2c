// How runs are arranged: by folder, without folders that say nothing, in natural order.
import assert from 'node:assert/strict';
import { arrangeRuns, type RunNode } from '../../../../src/vscode/trees/runNodes';
import { makeRun } from '../makeRun';

type Outline = string | readonly [string, readonly Outline[]];

/** A run as `label=name`, a group as its label; with what is inside. */
function outline(nodes: readonly RunNode[]): readonly Outline[] {
  return nodes.map((node) => {
    const text = node.run === null ? node.label : `${node.label}=${node.run}`;
    return node.children.length > 0 ? [text, outline(node.children)] : text;
  });
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
});
