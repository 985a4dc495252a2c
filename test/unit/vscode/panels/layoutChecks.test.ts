// A layout from outside: what makes sense of it is taken, the rest is left out.
import assert from 'node:assert/strict';
import { emptyLayout, type DashboardLayout } from '../../../../src/shared/dashboardLayout';
import { readLayout } from '../../../../src/vscode/panels/layoutChecks';

describe('a layout from outside', () => {
  it('is taken whole where it is sound', () => {
    const layout: DashboardLayout = {
      own: [{ id: 'own:1', kind: 'scalar', tags: ['a', 'b'], pattern: '^x/' }],
      changes: {
        'scalar:a': {
          title: 'A',
          section: 'other',
          hidden: true,
          pinned: true,
          span: 2,
          height: 300,
          line: { logY: true, axis: 'wall', smoothingWeight: 0.5 },
          options: { mode: 'overlay', bins: 30, bars: false },
        },
      },
      sections: ['val', ''],
      order: { val: ['scalar:a', 'own:1'] },
    };
    assert.deepEqual(readLayout(structuredClone(layout)), layout);
  });

  it('loses what makes no sense', () => {
    const sent = {
      own: [
        { id: '', kind: 'scalar' },
        { id: 'x', kind: 'pickle' },
        null,
        { id: 'y', kind: 'text' },
      ],
      changes: {
        a: { title: ' ', hidden: 'yes', span: -3, height: 1e9, line: { axis: 'moon' } },
        b: 7,
      },
      sections: [1, 'val', null],
      order: { val: 'a' },
    };
    assert.deepEqual(readLayout(sent), {
      own: [{ id: 'y', kind: 'text', tags: [], pattern: null }],
      changes: { a: { span: 1, height: 4000 }, b: {} },
      sections: ['val'],
      order: { val: [] },
    });
  });

  it('is empty where there is none', () => {
    for (const sent of [undefined, null, 1, 'x', []])
      assert.deepEqual(readLayout(sent), emptyLayout);
  });

  it('cannot change what all objects have in common', () => {
    const { changes } = readLayout(JSON.parse('{"changes":{"__proto__":{"title":"x"}}}'));
    assert.deepEqual([Object.hasOwn(changes, '__proto__'), 'title' in {}], [true, false]);
  });
});
