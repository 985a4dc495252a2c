// Joins the filter of runs with the tree that shows what passes and the view that says which filter is on.
import type { Owned } from '../../base/lifecycle';
import type { RunFilter } from '../runFilter';
import type { RunsTree } from './runsTree';
import type { RunsView } from './runsView';

/** Until disposed. */
export function showFiltered(filter: RunFilter, tree: RunsTree, view: RunsView): Owned {
  const show = (): void => view.showFilter(filter.text, filter.matched);
  tree.lets = (run) => filter.lets(run);
  if (filter.text !== '') show();
  return filter.onDidChange(show);
}
