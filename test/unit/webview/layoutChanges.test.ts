// Steps from one layout to the next.
import assert from 'node:assert/strict';
import { emptyLayout, type DashboardLayout } from '../../../src/shared/dashboardLayout';
import {
  layOutCharts,
  pinnedSection,
  type Section,
} from '../../../webview/pages/dashboard/chartLayout';
import {
  newChartId,
  withChange,
  withMove,
  withOwn,
  withoutOwn,
  withSectionMove,
  withSectionName,
} from '../../../webview/pages/dashboard/layoutChanges';
import { LayoutHistory } from '../../../webview/pages/dashboard/layoutHistory';

const tags = ['train/a', 'train/b', 'train/c', 'val/x'].map((tag) => ({
  tag,
  kind: 'scalar' as const,
  runs: [0],
}));

const sectionsOf = (layout: DashboardLayout): readonly Section[] =>
  layOutCharts(tags, layout, '').sections;

const shown = (layout: DashboardLayout): readonly string[] =>
  sectionsOf(layout).map(
    ({ label, charts }) =>
      `${label}: ${charts.map(({ id }) => id.replace('scalar:', '')).join(' ')}`,
  );

const byItself = sectionsOf(emptyLayout);

describe('a change of one chart', () => {
  it('is added to what was changed before, and leaves the other charts alone', () => {
    const first = withChange(emptyLayout, 'a', { title: 'A', span: 2 });
    const second = withChange(withChange(first, 'b', { hidden: true }), 'a', { span: 3 });
    assert.deepEqual(second.changes, { a: { title: 'A', span: 3 }, b: { hidden: true } });
  });

  it('is gone without a trace when it is taken back', () => {
    const changed = withChange(emptyLayout, 'a', { title: 'A' });
    assert.deepEqual(withChange(changed, 'a', { title: undefined }), emptyLayout);
  });
});

describe('a chart that is moved', () => {
  it('stands before the one it was put before, or at the end', () => {
    const first = withMove(emptyLayout, byItself, 'scalar:train/c', {
      section: 'train',
      before: 'scalar:train/a',
    });
    assert.equal(shown(first)[0], 'train: train/c train/a train/b');
    const last = withMove(first, sectionsOf(first), 'scalar:train/c', {
      section: 'train',
      before: null,
    });
    assert.equal(shown(last)[0], 'train: train/a train/b train/c');
  });

  it('belongs to the section it was put into, and is pinned in that of pinned ones', () => {
    const other = withMove(emptyLayout, byItself, 'scalar:val/x', {
      section: 'train',
      before: null,
    });
    assert.deepEqual(shown(other), ['train: train/a train/b train/c val/x']);
    const pinned = withMove(other, sectionsOf(other), 'scalar:val/x', {
      section: pinnedSection,
      before: null,
    });
    assert.deepEqual(shown(pinned), ['Pinned: val/x', 'train: train/a train/b train/c']);
    const back = withMove(pinned, sectionsOf(pinned), 'scalar:val/x', {
      section: 'val',
      before: null,
    });
    assert.deepEqual(shown(back), ['train: train/a train/b train/c', 'val: val/x']);
  });
});

describe('a section', () => {
  it('moves up and down and stops at the ends', () => {
    const up = withSectionMove(emptyLayout, byItself, 'val', -1);
    assert.deepEqual(up.sections, ['val', 'train']);
    assert.deepEqual(withSectionMove(up, sectionsOf(up), 'val', -1).sections, ['val', 'train']);
  });

  it('that is given the name of another joins it', () => {
    const renamed = withSectionName(emptyLayout, byItself, 'val', 'train');
    assert.deepEqual(shown(renamed), ['train: train/a train/b train/c val/x']);
  });
});

describe('a chart that the user makes', () => {
  it('comes and goes without a trace', () => {
    const id = newChartId(emptyLayout);
    const own = { id, kind: 'scalar' as const, tags: ['train/a', 'val/x'], pattern: null };
    const place = { section: 'val', before: 'scalar:val/x' };
    const made = withOwn(emptyLayout, byItself, own, { title: 'Both' }, place);
    assert.deepEqual(shown(made), ['train: train/a train/b train/c', 'val: own:1 val/x']);
    assert.notEqual(newChartId(made), id);
    const { own: left, changes } = withoutOwn(made, id);
    assert.deepEqual({ left, changes }, { left: [], changes: {} });
  });
});

describe('the history of layouts', () => {
  it('goes back and forth until something new is done', () => {
    const history = new LayoutHistory();
    const [a, b, c] = ['A', 'B', 'C'].map((title) => withChange(emptyLayout, 'x', { title })) as [
      DashboardLayout,
      DashboardLayout,
      DashboardLayout,
    ];
    history.note(a);
    history.note(b);
    assert.equal(history.undo(c), b);
    assert.equal(history.undo(b), a);
    assert.equal(history.undo(a), null);
    assert.equal(history.redo(a), b);
    history.note(b);
    assert.deepEqual([history.canUndo, history.canRedo], [true, false]);
  });
});
