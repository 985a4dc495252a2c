// The words beside an embedding's points: a line a point, its columns between tabs.
import type { PointLabels } from '../../shared/projector';

/** TensorBoard's rule: the first line names the columns if there are several; a single column has no header. */
export async function readPointLabels(
  lines: AsyncIterable<string>,
  mostRows: number,
): Promise<PointLabels> {
  let header: readonly string[] | null = null;
  const rows: string[][] = [];
  let isFirst = true;
  for await (const line of lines) {
    const cells = line.split('\t');
    if (isFirst && cells.length > 1) header = cells;
    else if (rows.length < mostRows) rows.push(cells);
    else break;
    isFirst = false;
  }
  return { header, rows };
}
