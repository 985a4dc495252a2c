// Points of an embedding, made up but the same every time: groups of words around middles of their own.
import { seededNumbers } from './seededNumbers';

/** As plain data: `values` is a list, for a page to make a typed array of. */
export function wordVectors(rows: number, columns: number, groups: number) {
  const next = seededNumbers(5);
  const noise = (): number => (next(1000) + next(1000) + next(1000)) / 1500 - 1;
  const middles = Array.from({ length: groups }, () => Array.from({ length: columns }, noise));
  const values: number[] = [];
  const labels: string[][] = [];
  for (let row = 0; row < rows; row++) {
    const group = row % groups;
    for (let k = 0; k < columns; k++) values.push(middles[group]![k]! + 0.35 * noise());
    labels.push([`word ${row}`, `group ${group}`, String(row / 10)]);
  }
  return {
    rows,
    columns,
    values,
    labels: { header: ['word', 'group', 'rank'], rows: labels },
    sprite: null,
  };
}
