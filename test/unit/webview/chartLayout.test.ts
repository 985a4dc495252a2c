// Which charts are shown, in which sections and in what order.
import assert from 'node:assert/strict';
import { emptyLayout, type DashboardLayout } from '../../../src/shared/dashboardLayout';
import { layOutCharts, titleOf } from '../../../webview/pages/dashboard/chartLayout';
import { composedCharts } from '../../../webview/pages/dashboard/composedCharts';
import { compareTags } from '../../../webview/pages/dashboard/tagOrder';

const tags = (...names: readonly string[]) =>
  names.map((tag, run) => ({ tag, kind: 'scalar' as const, runs: [run] }));

const shown = (
  names: readonly string[],
  layout: Partial<DashboardLayout> = {},
  filter = '',
): readonly string[] =>
  layOutCharts(tags(...names), { ...emptyLayout, ...layout }, filter).sections.map(
    ({ label, charts }) => `${label}: ${charts.map(titleOf).join(' ')}`,
  );

describe('chart layout', () => {
  it('has a section for each first name and puts tags without one at the end', () => {
    assert.deepEqual(shown(['val/loss', 'epoch', 'train/b', 'train/a/x']), [
      'train: train/a/x train/b',
      'val: val/loss',
      'General: epoch',
    ]);
  });

  it('filters without regard to case', () => {
    assert.deepEqual(shown(['train/Loss', 'train/acc'], {}, 'LOSS$'), ['train: train/Loss']);
  });

  it('shows everything and the reason when the filter is no regular expression', () => {
    const { sections, filterError } = layOutCharts(tags('a/b'), emptyLayout, '[');
    assert.equal(sections.length, 1);
    assert.match(filterError ?? '', /^Not a regular expression: \S/);
  });

  it('keeps the order the user gave, and puts what is new behind what is before it by nature', () => {
    const layout = {
      sections: ['val', 'train'],
      order: { train: ['scalar:train/c', 'scalar:train/gone', 'scalar:train/a'] },
    };
    assert.deepEqual(shown(['train/a', 'train/b', 'train/c', 'val/x', 'aux/x'], layout), [
      'aux: aux/x',
      'val: val/x',
      'train: train/c train/a train/b',
    ]);
  });

  it('moves, renames, pins and hides charts', () => {
    const layout: Partial<DashboardLayout> = {
      changes: {
        'scalar:train/a': { title: 'First' },
        'scalar:train/b': { section: 'val' },
        'scalar:train/c': { pinned: true },
        'scalar:val/x': { hidden: true },
      },
    };
    const names = ['train/a', 'train/b', 'train/c', 'val/x'];
    assert.deepEqual(shown(names, layout), ['Pinned: train/c', 'train: First', 'val: train/b']);
    const { hidden } = layOutCharts(tags(...names), { ...emptyLayout, ...layout }, 'nothing');
    assert.deepEqual(hidden.map(titleOf), ['val/x']);
  });

  it('adds charts of several tags while one of them is there', () => {
    const own = [
      { id: 'own:1', kind: 'scalar' as const, tags: ['val/loss', 'gone'], pattern: '^train/loss' },
      { id: 'own:2', kind: 'scalar' as const, tags: ['gone'], pattern: null },
    ];
    const layout = { ...emptyLayout, own };
    const { sections } = layOutCharts(tags('val/loss', 'train/loss', 'train/lr'), layout, '');
    const made = sections.flatMap(({ charts }) => charts).filter((chart) => chart.own);
    assert.deepEqual(
      made.map(({ id, tags, runs }) => ({ id, tags, runs })),
      [{ id: 'own:1', tags: ['train/loss', 'val/loss'], runs: [0, 1] }],
    );
  });

  it('adds the charts that a run composed, where the user has not moved them', () => {
    const composed = composedCharts([
      {
        kind: 'layout',
        categories: [
          {
            title: 'both',
            closed: false,
            charts: [
              { form: 'lines', title: 'losses', tags: ['(train|val)/loss', 'broken('] },
              {
                form: 'margins',
                title: 'margin',
                series: [{ value: 'mid', lower: 'low', upper: 'high' }],
              },
            ],
          },
        ],
      },
    ]);
    const names = ['train/loss', 'val/loss', 'val/loss2', 'old/val/loss', 'mid', 'low', 'broken('];
    const { sections } = layOutCharts(tags(...names), emptyLayout, '', composed);
    const made = sections.find(({ key }) => key === 'both')?.charts ?? [];
    assert.deepEqual(
      made.map((chart) => [titleOf(chart), chart.tags]),
      [
        ['losses', ['broken(', 'train/loss', 'val/loss', 'val/loss2']],
        ['margin', ['low', 'mid']],
      ],
    );
    const id = made[0]?.id ?? '';
    const moved = { ...emptyLayout, changes: { [id]: { section: 'other', title: 'mine' } } };
    const other = layOutCharts(tags(...names), moved, '', composed).sections.find(
      ({ key }) => key === 'other',
    );
    assert.deepEqual(other?.charts.map(titleOf), ['mine']);
  });

  it('orders numbers by value, exponents included, and separators first', () => {
    const names = ['layer10', 'layer2', 'lr/1e-3', 'lr/1e-4', 'ab', 'a0', 'a/b', 'a_b', 'a'];
    assert.deepEqual([...names].sort(compareTags), [
      'a',
      'a/b',
      'a_b',
      'a0',
      'ab',
      'layer2',
      'layer10',
      'lr/1e-4',
      'lr/1e-3',
    ]);
  });
});
