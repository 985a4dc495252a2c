// Facts about groups of runs: by configuration, tags, folder and name, and by all but the seed.
import assert from 'node:assert/strict';
import { groupRuns, type GroupableRun } from '../../../../src/core/query/runGrouping';
import type { FactValue } from '../../../../src/shared/facts';
import type { GroupBy } from '../../../../src/shared/runGrouping';
import type { RunId } from '../../../../src/shared/vocabulary';

function run(
  name: string,
  config: Readonly<Record<string, FactValue>> = {},
  tags: readonly string[] = [],
): GroupableRun {
  const leaves = Object.entries(config).map(([key, value]) => ({ path: key.split('/'), value }));
  return { id: name as RunId, name, tags, config: leaves };
}

const grouped = (runs: readonly GroupableRun[], by: GroupBy): [string, readonly string[]][] =>
  groupRuns(runs, by).map(({ label, runs: members }) => [label, members]);

describe('groups of runs', () => {
  const sweep = [
    run('a', { lr: 0.1, 'trainer/seed': 1, output_dir: 'out/a' }),
    run('b', { lr: 0.01, 'trainer/seed': 1, output_dir: 'out/b' }),
    run('c', { lr: 0.1, 'trainer/seed': 2, output_dir: 'out/c' }),
    run('d'),
  ];

  it('have one value of a key of the configuration, as number or text', () => {
    const runs = [...sweep, run('e', { lr: '0.1' })];
    assert.deepEqual(grouped(runs, { kind: 'config', path: ['lr'] }), [
      ['lr = 0.1', ['a', 'c', 'e']],
      ['lr = 0.01', ['b']],
    ]);
    assert.deepEqual(grouped(runs, { kind: 'config', path: ['trainer', 'seed'] }), [
      ['seed = 1', ['a', 'b']],
      ['seed = 2', ['c']],
    ]);
  });

  it('have the same configuration but for seeds and what is each run’s own', () => {
    assert.deepEqual(grouped(sweep, { kind: 'configWithoutSeed' }), [
      ['lr = 0.1', ['a', 'c']],
      ['lr = 0.01', ['b']],
    ]);
    const seeds = ['seed', 'random_seed', 'data-seed', 'trainSeed', 'seed_everything'].map(
      (name, value) => run(name, { [name]: value, depth: 3 }),
    );
    assert.deepEqual(
      grouped(seeds, { kind: 'configWithoutSeed' }).map(([label, { length }]) => [label, length]),
      [['same configuration', 5]],
    );
    const seedling = [run('x', { seedling_size: 1 }), run('y', { seedling_size: 2 })];
    assert.equal(grouped(seedling, { kind: 'configWithoutSeed' }).length, 2);
  });

  it('have the same tags in any order', () => {
    const runs = [run('a', {}, ['big', 'new']), run('b', {}, ['new', 'big', 'new']), run('c')];
    assert.deepEqual(grouped(runs, { kind: 'tag' }), [['big, new', ['a', 'b']]]);
  });

  it('lie in one folder', () => {
    const runs = [run('x/1'), run('x/2'), run('y/z/1'), run('top')];
    assert.deepEqual(grouped(runs, { kind: 'folder' }), [
      ['x', ['x/1', 'x/2']],
      ['y/z', ['y/z/1']],
      ['.', ['top']],
    ]);
  });

  it('are told apart by what a pattern catches in the name', () => {
    const runs = [run('resnet_s1'), run('vit_s1'), run('resnet_s2'), run('other')];
    assert.deepEqual(grouped(runs, { kind: 'pattern', pattern: '^(\\w+)_s\\d' }), [
      ['resnet', ['resnet_s1', 'resnet_s2']],
      ['vit', ['vit_s1']],
    ]);
    assert.deepEqual(grouped(runs, { kind: 'pattern', pattern: 's1' }), [
      ['s1', ['resnet_s1', 'vit_s1']],
    ]);
    assert.deepEqual(grouped(runs, { kind: 'pattern', pattern: '(' }), []);
  });
});
