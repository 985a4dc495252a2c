// Points of an embedding with their labels: columns of labels, search, and what is shown in one place.
import type { PointLabels } from '../../../src/shared/projector';
import type { SpaceColumn } from '../columns/columnsData';

export interface EmbeddingData {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; may hold NaN and infinities. */
  readonly values: Float32Array;
  readonly labels: PointLabels | null;
  /** Small pictures of the points in one image file, row by row; null without. */
  readonly sprite: {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly width: number;
    readonly height: number;
  } | null;
}

/** Labels by column: as numbers where all that is there are numbers and there are more than a few. */
export function labelColumns({ labels, rows }: EmbeddingData): readonly SpaceColumn[] {
  if (!labels) return [];
  const names = labels.header ?? ['label'];
  return names.map((name, at) => {
    const texts = Array.from({ length: rows }, (_, row) => labels.rows[row]?.[at] ?? null);
    const given = texts.filter((text) => text !== null && text !== '');
    const numbers = given.map(Number);
    const isNumeric = given.length > 0 && numbers.every((number) => !Number.isNaN(number));
    // Few whole numbers are names of classes.
    if (!isNumeric || new Set(given).size <= 12) return { kind: 'text', name, values: texts };
    const values = texts.map((text) => (text === null || text === '' ? NaN : Number(text)));
    return { kind: 'number', name, values };
  });
}

/** The label of a row in a column; its number, counted from 1, where there is none. */
export function labelOf({ labels }: EmbeddingData, row: number, column: number): string {
  return labels?.rows[row]?.[column] ?? `#${row + 1}`;
}

/** Rows whose label in a column holds the words, in order. */
export function searchLabels(
  data: EmbeddingData,
  column: number,
  words: string,
): readonly number[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const rows: number[] = [];
  for (let row = 0; row < data.rows; row++) {
    if (labelOf(data, row, column).toLowerCase().includes(wanted)) rows.push(row);
  }
  return rows;
}

/** Three numbers a row, moved and scaled so that nearly all lie in a ball of radius 1 around the origin. */
export function centred(places: Float32Array): Float32Array {
  const rows = places.length / 3;
  const middle = [0, 0, 0];
  for (let at = 0; at < places.length; at++) middle[at % 3]! += places[at]! / rows;
  const moved = places.map((value, at) => value - middle[at % 3]!);
  const lengths = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    lengths[row] = Math.hypot(moved[row * 3]!, moved[row * 3 + 1]!, moved[row * 3 + 2]!);
  }
  lengths.sort();
  // One point far away must not press all others together.
  const radius = lengths[Math.floor(0.995 * (rows - 1))] ?? 0;
  return radius > 0 ? moved.map((value) => value / radius) : moved;
}
