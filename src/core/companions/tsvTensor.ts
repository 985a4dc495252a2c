// A tensor as a table of numbers: a row a line, its cells between tabs.
import { allowedRows, noRows, type TensorRows } from './tensorRows';

const specialNumbers: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['-nan', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
  ['infinity', Infinity],
  ['-infinity', -Infinity],
]);

/**
 * The first line tells the number of columns. What a shorter line lacks, and what is no number, is NaN; what a longer
 * line has more is left out.
 */
export async function readTsvTensor(
  lines: AsyncIterable<string>,
  mostRows: number,
): Promise<TensorRows> {
  const faults = new Map<string, number>();
  let columns = 0;
  let rows = 0;
  let limit = mostRows;
  let complete = true;
  let values = new Float32Array(0);
  for await (const line of lines) {
    if (line.trim() === '') continue;
    const cells = line.split('\t');
    if (columns === 0) {
      columns = cells.length;
      limit = allowedRows(mostRows, columns);
    }
    if (rows >= limit) {
      complete = false;
      break;
    }
    if ((rows + 1) * columns > values.length) values = grown(values, columns);
    if (cells.length !== columns) countFault(faults, 'rows of another length');
    for (let at = 0; at < columns; at++) {
      const value = readCell(cells[at]);
      if (value === null) countFault(faults, 'cells that are no numbers');
      values[rows * columns + at] = value ?? NaN;
    }
    rows++;
  }
  if (columns === 0) return noRows('nothing in it');
  return {
    rows,
    columns,
    totalRows: complete ? rows : null,
    values: values.slice(0, rows * columns),
    faults,
  };
}

function grown(values: Float32Array<ArrayBuffer>, columns: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(1024 * columns, values.length * 2));
  larger.set(values);
  return larger;
}

/** Null where there is no number. A missing cell counts with its row. */
function readCell(cell: string | undefined): number | null {
  if (cell === undefined) return NaN;
  const text = cell.trim();
  const value = Number(text);
  if (text !== '' && !Number.isNaN(value)) return value;
  return specialNumbers.get(text.toLowerCase()) ?? null;
}

function countFault(faults: Map<string, number>, fault: string): void {
  faults.set(fault, (faults.get(fault) ?? 0) + 1);
}
