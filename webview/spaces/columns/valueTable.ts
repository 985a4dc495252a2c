// The rows of a plot as a table: for screen readers, and for whoever wants to read numbers.
import { l10n } from '../../../src/shared/language';
import { element } from '../../components/element';
import { swatchOf } from '../../components/swatch';
import { wordsOf, type SpaceData } from './columnsData';

/** Enough to read; what is more is better filtered first. */
const mostTableRows = 200;

/** A table of the chosen rows, with a note where not all are in it. */
export function valueTable(
  { columns, rows }: SpaceData,
  chosen: readonly number[],
  caption: string,
): HTMLElement {
  const table = element('table', 'value-table');
  table.append(element('caption', '', caption));
  const head = element('tr', '', headCell(l10n.t('Run'), 'col'));
  for (const { name } of columns) head.append(headCell(name, 'col'));
  table.append(element('thead', '', head));
  const body = element('tbody');
  for (const at of chosen.slice(0, mostTableRows)) {
    const row = rows[at];
    if (!row) continue;
    const name = headCell(row.name, 'row');
    name.prepend(swatchOf({ colour: row.colour, dash: [] }));
    const cells = columns.map((column) => element('td', '', wordsOf(column, at)));
    body.append(element('tr', '', name, ...cells));
  }
  table.append(body);
  const box = element('div', 'value-table-box', table);
  box.tabIndex = 0;
  box.role = 'region';
  box.ariaLabel = caption;
  const more = chosen.length - mostTableRows;
  if (more > 0) box.append(element('p', 'dim', l10n.t('{0} more rows are not listed.', more)));
  return box;
}

function headCell(words: string, scope: 'col' | 'row'): HTMLElement {
  const cell = element('th', '', words);
  cell.scope = scope;
  return cell;
}
