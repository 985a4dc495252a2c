// The line at the top of a saved dashboard: when it was saved, of how many runs, and what is not in it.
import { l10n } from '../../../src/shared/language';
import { keptOfStretch } from '../../../src/shared/savedColumns';
import type { Snapshot } from '../../../src/shared/snapshot';
import { formatCount, formatMoment } from '../../../src/shared/text';
import { element } from '../../components/element';

export function snapshotHeader({ state, columns, savedAtMs, leftOut }: Snapshot): HTMLElement {
  const when = l10n.t('Saved on {0}', formatMoment(savedAtMs / 1000));
  const what = l10n.t('{0} runs, {1} points', state.runs.length, formatCount(columns.points));
  const notes = [
    ...(columns.longest === null ? [] : [reducedWords(columns.longest)]),
    ...(leftOut > 0
      ? [l10n.t('{0} charts that are no curves are not in this file.', leftOut)]
      : []),
  ];
  return element(
    'header',
    'snapshot-head',
    element('h1', '', 'Trackside'),
    element('span', '', `${when} · ${what}`),
    ...notes.map((words) => element('span', 'dim', words)),
  );
}

function reducedWords(longest: number): string {
  return l10n.t(
    'Of lines with more than {0} points, the lowest and highest of each of {1} stretches are kept; smoothing and figures are of these.',
    formatCount(longest),
    formatCount(Math.max(1, Math.floor(longest / keptOfStretch))),
  );
}
