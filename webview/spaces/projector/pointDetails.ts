// What is known of the selected point: its labels, and the points nearest to it, each a button to select.
import type { Metric, Neighbour } from '../../../src/core/query/neighbours';
import { l10n } from '../../../src/shared/language';
import { formatNumber } from '../../../src/shared/text';
import { element, plainButton } from '../../components/element';
import { labelColumns, labelOf, type EmbeddingData } from './embedding';

export interface PointChoices {
  /** Which label names points. */
  readonly labelColumn: number;
  readonly metric: Metric;
  readonly select: (row: number) => void;
}

export function pointDetails(
  data: EmbeddingData,
  row: number,
  near: readonly Neighbour[],
  { labelColumn, metric, select }: PointChoices,
): HTMLElement {
  const facts = element('dl', 'graph-facts');
  for (const [at, { name }] of labelColumns(data).entries()) {
    facts.append(element('dt', '', name), element('dd', '', labelOf(data, row, at)));
  }
  const list = element('ol', 'graph-joints');
  for (const other of near) {
    const label = labelOf(data, other.row, labelColumn);
    const act = (): void => select(other.row);
    const button = plainButton('link-button', l10n.t('Select {0}', label), act, label);
    list.append(element('li', '', button, element('span', 'dim', formatNumber(other.distance))));
  }
  return element(
    'div',
    'graph-details',
    element('h4', 'graph-details-title', labelOf(data, row, labelColumn)),
    facts,
    element('h5', '', l10n.t('Nearest by {0} distance', metric)),
    list,
  );
}
