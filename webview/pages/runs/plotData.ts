// The shown rows and columns of the table as plots take them. Pure.
import { runColour, type PaletteTheme } from '../../../src/shared/palette';
import type { ColumnOrigin, TableColumn } from '../../../src/shared/tableContract';
import { describeOrigin, titleOfColumn } from '../../../src/shared/tableWords';
import type { SpaceColumn, SpaceData } from '../../spaces/columns/columnsData';
import type { Cell, TableData } from './tableData';

/** What every run has another one of tells nothing, and no axis has room for more texts. */
const mostTexts = 60;
/** More axes are no picture any more. */
const mostColumns = 60;

/** What was chosen stands first and what came out last, as one reads. */
const lateOrigins: readonly ColumnOrigin[] = ['run', 'note', 'summary', 'metric'];

/** Columns in which runs differ; moments have no scale of their own, and names none at all. */
export function plotDataOf(
  data: TableData,
  columns: readonly TableColumn[],
  theme: PaletteTheme,
): SpaceData {
  const order = [...data.order];
  const names = new Set<string>();
  const found: SpaceColumn[] = [];
  const placeOf = ({ origin }: TableColumn): number => lateOrigins.indexOf(origin);
  for (const column of columns.toSorted((a, b) => placeOf(a) - placeOf(b))) {
    if (found.length === mostColumns) break;
    if (!data.has(column.key) || column.kind === 'time' || column.key === 'run:name') continue;
    const title = titleOfColumn(column);
    const name = names.has(title) ? `${title} (${describeOrigin(column.origin)})` : title;
    const cells = order.map((row) => data.cell(column.key, row));
    const space = names.has(name) ? null : columnOf(name, column.kind, cells);
    if (!space) continue;
    names.add(name);
    found.push(space);
  }
  const rows = order.map((row) => ({
    id: data.run(row) ?? '',
    name: String(data.cell('run:name', row) ?? ''),
    colour: runColour(data.colour(row), theme),
  }));
  return { columns: found, rows };
}

/** Null where the rows do not differ, or all do in texts. */
function columnOf(
  name: string,
  kind: TableColumn['kind'],
  cells: readonly Cell[],
): SpaceColumn | null {
  const distinct = new Set(cells);
  distinct.delete(null);
  if (distinct.size < 2) return null;
  const isNumber = kind !== 'boolean' && [...distinct].every((cell) => typeof cell === 'number');
  if (isNumber) {
    return {
      kind: 'number',
      name,
      values: cells.map((cell) => (cell === null ? NaN : Number(cell))),
    };
  }
  if (distinct.size > mostTexts) return null;
  const wordOf = (cell: Cell): string | null => {
    if (cell === null || kind !== 'boolean') return cell === null ? null : String(cell);
    return cell === 1 ? 'true' : 'false';
  };
  return { kind: 'text', name, values: cells.map(wordOf) };
}
