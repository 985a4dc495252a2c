// Why there are no rows, in words, with what one can do about it.
import { l10n } from '../../../src/shared/language';
import type { RunsPageState } from '../../../src/shared/runsPageContract';
import type { EmptyPlace, EmptyStateWords } from '../../components/emptyState';
import type { TableData } from './tableData';

export interface EmptyTableActions {
  addLogFolder(): void;
  openSample(): void;
  clearFilter(): void;
}

/** Fills the place where there are no rows to show. @returns whether there are none */
export function showEmpty(
  place: EmptyPlace,
  state: RunsPageState,
  data: TableData,
  actions: EmptyTableActions,
): boolean {
  const words = wordsFor(state, data, actions);
  place.show(words);
  return words !== null;
}

function wordsFor(
  state: RunsPageState,
  data: TableData,
  actions: EmptyTableActions,
): EmptyStateWords | null {
  if (data.order.length > 0) return null;
  if (data.total > 0) {
    return {
      kind: 'nothingMatches',
      title: l10n.t('No run fits the filter'),
      text: l10n.t('Change the filter above, or show all runs, archived ones included.'),
      busy: false,
      actions: [{ label: l10n.t('Show All Runs'), act: () => actions.clearFilter() }],
    };
  }
  if (state.searching && state.hasFolder) {
    const text = l10n.t('Rows appear as soon as the first run is found.');
    return { kind: 'searching', title: l10n.t('Looking for runs…'), text, busy: true, actions: [] };
  }
  const offers = [
    { label: l10n.t('Add Log Folder…'), act: () => actions.addLogFolder() },
    { label: l10n.t('Open Sample Run'), act: () => actions.openSample() },
  ];
  return {
    kind: state.hasFolder ? 'noRuns' : 'noFolder',
    title: state.hasFolder ? l10n.t('No runs yet') : l10n.t('No folder is open'),
    text: state.hasFolder
      ? l10n.t('Rows appear here by themselves when a training writes its logs below this folder.')
      : l10n.t('Open a folder that holds training logs, or add one from anywhere on this machine.'),
    busy: false,
    actions: offers,
  };
}
