// What groups a run belongs to when the tree is not arranged by folder.
import * as vscode from 'vscode';
import type { RunAnnotation } from '../../shared/annotations';
import type { RunState, RunSummary } from '../../shared/vocabulary';
import { describeState } from '../../shared/words';
import type { RunGrouping } from '../runList';
import type { NodeGroup } from './runGroups';

/** What needs a look first. */
const stateOrder: readonly RunState[] = [
  'running',
  'starting',
  'stalled',
  'failed',
  'stopped',
  'finished',
  'unknown',
];

/**
 * @param run the run, or a piece of one that has no events of its own
 * @param place of the run itself: its name in its log folder
 * @param rootLabel what the log folder is called
 */
export function groupsOfRun(
  grouping: Exclude<RunGrouping, 'folder'>,
  run: RunSummary,
  place: string,
  annotation: RunAnnotation,
  rootLabel: string,
): readonly NodeGroup[] {
  switch (grouping) {
    case 'experiment':
      return [experimentOf(run, place, rootLabel)];
    case 'tag':
      return tagsOf(annotation);
    case 'status': {
      const { state } = run;
      return [
        { key: `status:${state}`, label: describeState(state), rank: stateOrder.indexOf(state) },
      ];
    }
  }
}

/** What the runs around it are told to be, or else the folder that they lie in. */
function experimentOf({ root, group }: RunSummary, place: string, rootLabel: string): NodeGroup {
  const directory = group?.directory ?? place.slice(0, Math.max(0, place.lastIndexOf('/')));
  const isTop = directory === '' || directory === '.';
  const label = group?.label ?? (isTop ? rootLabel : directory);
  return { key: `experiment:${root}:${isTop ? '.' : directory}`, label, rank: 0 };
}

function tagsOf({ tags }: RunAnnotation): readonly NodeGroup[] {
  if (tags.length === 0) return [{ key: 'untagged', label: vscode.l10n.t('Without tag'), rank: 1 }];
  return tags.map((tag) => ({ key: `tag:${tag}`, label: tag, rank: 0 }));
}
