// Draws a polyline into pixel columns, so that two polylines can be compared by what is seen.

/** Lowest and highest y that a polyline covers in each pixel column; null where it covers none. */
export function rasterise(
  xs: readonly number[],
  ys: readonly number[],
  from: number,
  to: number,
  columns: number,
): ([number, number] | null)[] {
  const covered: ([number, number] | null)[] = Array<null>(columns).fill(null);
  const width = (to - from) / columns;
  const cover = (column: number, y: number): void => {
    const now = covered[column];
    if (column < 0 || column >= columns) return;
    covered[column] = now ? [Math.min(now[0], y), Math.max(now[1], y)] : [y, y];
  };
  const columnOf = (x: number): number => Math.min(columns - 1, Math.floor((x - from) / width));
  for (let i = 1; i < xs.length; i++) {
    const [x0, y0, x1, y1] = [xs[i - 1]!, ys[i - 1]!, xs[i]!, ys[i]!];
    const yAt = (x: number): number => (x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0));
    if (x1 < from || x0 > to) continue;
    cover(columnOf(Math.max(x0, from)), x0 < from ? yAt(from) : y0);
    cover(columnOf(Math.min(x1, to)), x1 > to ? yAt(to) : y1);
    for (let c = Math.max(0, columnOf(x0)); c < columnOf(x1) && c < columns; c++) {
      const border = from + width * (c + 1);
      cover(c, yAt(border));
      cover(c + 1, yAt(border));
    }
  }
  return covered;
}
