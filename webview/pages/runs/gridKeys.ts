// What the keys do in the grid: where the active cell goes. Pure.
import type { GridPlace } from './gridView';

export interface GridSize {
  readonly rows: number;
  /** Keys of the columns, from the left. */
  readonly keys: readonly string[];
  readonly pageRows: number;
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>;

/** Where a key moves the active cell; null for keys that do not move it. Line −1 holds the titles. */
export function moveActive(
  active: GridPlace | null,
  { key, ctrlKey, metaKey }: KeyPress,
  { rows, keys, pageRows }: GridSize,
): GridPlace | null {
  if (keys.length === 0) return null;
  const isFar = ctrlKey || metaKey;
  const from = active ?? { index: 0, key: keys[0]! };
  const at = Math.max(0, keys.indexOf(from.key));
  const toColumn = (next: number): GridPlace => ({
    index: from.index,
    key: keys[Math.min(keys.length - 1, Math.max(0, next))]!,
  });
  const toRow = (next: number): GridPlace => ({
    index: Math.min(rows - 1, Math.max(-1, next)),
    key: keys[at]!,
  });
  switch (key) {
    case 'ArrowLeft':
      return toColumn(isFar ? 0 : at - 1);
    case 'ArrowRight':
      return toColumn(isFar ? keys.length - 1 : at + 1);
    case 'ArrowUp':
      return toRow(isFar ? 0 : from.index - 1);
    case 'ArrowDown':
      return toRow(isFar ? rows - 1 : active ? from.index + 1 : 0);
    case 'PageUp':
      return toRow(Math.max(0, from.index - pageRows));
    case 'PageDown':
      return toRow(from.index + pageRows);
    case 'Home':
      return isFar ? { index: 0, key: keys[0]! } : toColumn(0);
    case 'End':
      return isFar ? { index: rows - 1, key: keys.at(-1)! } : toColumn(keys.length - 1);
    default:
      return null;
  }
}
