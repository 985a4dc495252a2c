// Runs by what they have in common: each in all of its groups, with its pieces.
import assert from 'node:assert/strict';
import { arrangeByGroup, type NodeGroup } from '../../../../src/vscode/trees/runGroups';
import { arrangeRuns, type RunNode } from '../../../../src/vscode/trees/runNodes';
import { makePart, makeRun } from '../makeRun';

const logs = [{ path: '/logs', label: 'logs', alwaysNamed: false }];
const runs = [
  makeRun('x/a'),
  makeRun('x/a/eval'),
  makeRun('x/b'),
  makeRun('y'),
  makePart('y/loss_v', 'y', 'loss', 'v'),
];
const group = (key: string, rank = 0): NodeGroup => ({ key, label: key.toUpperCase(), rank });

/** `a` and `y` are of two groups, the others of the last. */
function groupsOf({ run }: RunNode): readonly NodeGroup[] {
  if (run === 'y') return [group('k10'), group('k9')];
  return run === 'x/a' ? [group('k9')] : [group('none', 1)];
}

function arranged(): readonly RunNode[] {
  const top = arrangeRuns(runs, logs, (run) => (run === 'x/b' ? 'Alias' : null));
  return arrangeByGroup(top, groupsOf, ({ run }) => run === 'x/b');
}

describe('runs by group', () => {
  it('stand in each of their groups with their pieces, named by where they lie unless they have a name', () => {
    const outline = (node: RunNode): unknown =>
      node.children.length > 0 ? [node.label, node.children.map(outline)] : node.label;
    assert.deepEqual(arranged().map(outline), [
      ['K9', ['x/a', ['y', ['loss · v']]]],
      ['K10', [['y', ['loss · v']]]],
      ['NONE', ['Alias', 'x/a/eval']],
    ]);
  });

  it('have ids of their own in every group, the same each time', () => {
    const ids = (nodes: readonly RunNode[]): string[] =>
      nodes.flatMap((node) => [node.id, ...ids(node.children)]);
    const first = ids(arranged());
    assert.deepEqual([new Set(first).size, ids(arranged())], [first.length, first]);
  });

  it('know their group', () => {
    const [nine] = arranged();
    assert.deepEqual(
      [nine?.runIds, nine?.children.map(({ parent }) => parent?.label)],
      [
        ['x/a', 'y', 'y/loss_v'],
        ['K9', 'K9'],
      ],
    );
  });
});
