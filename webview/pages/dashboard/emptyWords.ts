// Why there are no charts, in words, with what one can do about it.
import type { DashboardFile, DashboardState } from '../../../src/shared/dashboardContract';
import { l10n } from '../../../src/shared/language';
import type { EmptyStateWords } from '../../components/emptyState';

export interface EmptyActions {
  addLogFolder(): void;
  openSample(): void;
  clearFilter(): void;
  plotAll(): void;
  openAsText(): void;
}

/** Null when there are charts to show. */
export function wordsForEmpty(
  state: DashboardState,
  charts: number,
  plottedTags: number,
  actions: EmptyActions,
): EmptyStateWords | null {
  if (charts > 0) return null;
  if (state.file?.problem) return wordsForFile(state.file.problem, actions);
  if (state.totalRuns === 0) return state.file ? stillReading() : noRuns(state, actions);
  if (state.runs.length === 0 && state.view.runFilter !== '') return noRunMatches(actions);
  const plotted = state.runs.filter((run) => run.plotted);
  if (state.runs.length > 0 && plotted.length === 0) return nothingPlotted(actions);
  if (plottedTags > 0) return filteredAway(actions);
  const reading = state.progress !== null || plotted.some((run) => run.loading);
  return reading ? stillReading() : noScalars(state.file !== null);
}

function noRuns(state: DashboardState, actions: EmptyActions): EmptyStateWords {
  const offers = [
    { label: l10n.t('Add Log Folder…'), act: () => actions.addLogFolder() },
    { label: l10n.t('Open Sample Run'), act: () => actions.openSample() },
  ];
  if (!state.hasFolder) {
    return {
      kind: 'noFolder',
      title: l10n.t('No folder is open'),
      text: l10n.t(
        'Open a folder that holds training logs, or add one from anywhere on this machine.',
      ),
      busy: false,
      actions: offers,
    };
  }
  if (state.searching) {
    return {
      kind: 'searching',
      title: l10n.t('Looking for runs…'),
      text: l10n.t('Charts appear as soon as the first run is found.'),
      busy: true,
      actions: [],
    };
  }
  return {
    kind: 'noRuns',
    title: l10n.t('No runs yet'),
    text: l10n.t(
      'Charts appear here by themselves when a training writes its logs below this folder.',
    ),
    busy: false,
    actions: offers,
  };
}

/** A file that was opened and has no charts to show. */
function wordsForFile(
  { kind, detail }: NonNullable<DashboardFile['problem']>,
  actions: EmptyActions,
): EmptyStateWords {
  const asText = { label: l10n.t('Open as Text'), act: () => actions.openAsText() };
  switch (kind) {
    case 'notOnDisk':
      return {
        kind,
        title: l10n.t('This file is not on a disk'),
        text: l10n.t(
          'Trackside reads event files from a disk; this one comes from “{0}”. Copy it into a folder and open it there.',
          detail ?? '',
        ),
        busy: false,
        actions: [],
      };
    case 'missing':
      return {
        kind,
        title: l10n.t('The file is not there any more'),
        text: l10n.t('It was deleted, moved or renamed. If it comes back, so do its charts.'),
        busy: false,
        actions: [],
      };
    case 'unreadable':
      return {
        kind,
        title: l10n.t('The file cannot be read'),
        text: detail
          ? l10n.t('The system says {0}. It is tried again from time to time.', detail)
          : l10n.t('The system does not say why. It is tried again from time to time.'),
        busy: false,
        actions: [],
      };
    case 'notAnEventFile':
      return {
        kind,
        title: l10n.t('This is not an event file'),
        text: l10n.t('It is named like one, but does not begin as event files do.'),
        busy: false,
        actions: [asText],
      };
    case 'emptyFile':
      return {
        kind,
        title: l10n.t('The file is empty'),
        text: l10n.t('Charts appear here by themselves when a training writes to it.'),
        busy: false,
        actions: [],
      };
  }
}

function nothingPlotted(actions: EmptyActions): EmptyStateWords {
  return {
    kind: 'nothingPlotted',
    title: l10n.t('Nothing is plotted'),
    text: l10n.t('Tick runs in the Runs view, or click them in the legend above.'),
    busy: false,
    actions: [{ label: l10n.t('Plot All'), act: () => actions.plotAll() }],
  };
}

function noRunMatches(actions: EmptyActions): EmptyStateWords {
  return {
    kind: 'runFilter',
    title: l10n.t('No run matches the filter'),
    text: l10n.t('The filter says which runs are shown here; the Runs view has one of its own.'),
    busy: false,
    actions: [{ label: l10n.t('Clear Filter'), act: () => actions.clearFilter() }],
  };
}

function filteredAway(actions: EmptyActions): EmptyStateWords {
  return {
    kind: 'filter',
    title: l10n.t('No tag matches the filter'),
    text: l10n.t('The filter is a regular expression; upper and lower case are the same.'),
    busy: false,
    actions: [{ label: l10n.t('Clear Filter'), act: () => actions.clearFilter() }],
  };
}

function stillReading(): EmptyStateWords {
  return {
    kind: 'reading',
    title: l10n.t('Reading logs…'),
    text: l10n.t('Charts appear with the first points.'),
    busy: true,
    actions: [],
  };
}

function noScalars(isOneRun: boolean): EmptyStateWords {
  return {
    kind: 'noScalars',
    title: isOneRun ? l10n.t('No scalars in this run') : l10n.t('No scalars in the plotted runs'),
    text: isOneRun
      ? l10n.t('Its logs hold no numbers over steps so far.')
      : l10n.t('Their logs hold no numbers over steps so far.'),
    busy: false,
    actions: [],
  };
}
