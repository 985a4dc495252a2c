// How a listing puts runs together.
import assert from 'node:assert/strict';
import { noAnnotation } from '../../../../src/shared/annotations';
import type { RunGroup, RunId, RunSummary } from '../../../../src/shared/vocabulary';
import { groupListing } from '../../../../src/core/report/listingGroups';

function run(id: string, relations: Partial<RunSummary> = {}): RunSummary {
  return { id, name: id, root: '/logs', partOf: null, group: null, ...relations } as RunSummary;
}

function part(id: string, of: string): RunSummary {
  return run(id, { partOf: { run: of as RunId, name: of, tag: 'loss', key: 'a' } });
}

function outline(...runs: readonly RunSummary[]): unknown {
  return groupListing(
    runs.map((summary) => ({ summary, series: [], annotations: noAnnotation })),
  ).map(({ title, units }) => [
    title,
    units.map(({ name, run, pieces }) => [
      name,
      run !== null,
      pieces.map(({ summary }) => summary.name),
    ]),
  ]);
}

describe('a listing', () => {
  it('keeps pieces with their run, also with one that has no events', () => {
    assert.deepEqual(outline(part('a/1', 'a'), run('b'), run('a'), part('c/1', 'c')), [
      [null, [['a', true, ['a/1']]]],
      [null, [['b', true, []]]],
      [null, [['c', false, ['c/1']]]],
    ]);
  });

  it('puts the runs of a group under its name, where there are several', () => {
    const versions = (label: string | null): RunGroup => ({
      kind: 'versions',
      directory: label ?? '.',
      label,
    });
    const inX = { group: versions('x') };
    const at = (id: string): RunSummary => run(id, inX);
    assert.deepEqual(
      outline(
        at('x/v0'),
        run('x/other'),
        at('x/v1'),
        run('y/v0', { group: versions('y') }),
        ...['v0', 'v1'].map((id) => run(id, { group: versions(null) })),
      ),
      [
        [
          'x: v0, v1',
          [
            ['x/v0', true, []],
            ['x/v1', true, []],
          ],
        ],
        [null, [['x/other', true, []]]],
        [null, [['y/v0', true, []]]],
        [
          'logs: v0, v1',
          [
            ['v0', true, []],
            ['v1', true, []],
          ],
        ],
      ],
    );
  });
});
