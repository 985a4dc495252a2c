// Cells of the table as text for the clipboard, with tabs between cells as spreadsheets take them.
import { titleOfColumn } from '../../../src/shared/tableWords';
import type { ColumnLayout } from './columnLayout';
import type { DisplayRow } from './displayRows';
import type { GridPlace } from './gridView';
import type { Selection } from './selection';
import type { TableData } from './tableData';

/** The chosen rows, or the active cell alone. */
export function copiedCells(
  data: TableData,
  selection: Selection,
  { pinned, free }: ColumnLayout,
  rows: readonly DisplayRow[],
  active: GridPlace | null,
): string {
  const columns = [...pinned, ...free].map(({ column }) => column);
  const wordOf = (key: string, row: number): string =>
    String(data.cell(key, row) ?? '').replace(/[\t\n\r]+/g, ' ');
  const display = active ? rows[active.index] : undefined;
  if (selection.size === 0 && active && display?.kind === 'run') {
    return wordOf(active.key, display.row);
  }
  const runs = rows.flatMap((one) => (one.kind === 'run' ? [one.row] : []));
  const chosen = runs.filter((row) => selection.has(data.run(row)!));
  const lines = chosen.map((row) => columns.map(({ key }) => wordOf(key, row)).join('\t'));
  return [columns.map(titleOfColumn).join('\t'), ...lines].join('\n');
}
