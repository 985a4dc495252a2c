// What the values of SwanLab's columns may be, by their type. Source: swanlab/proto, ColumnType.
import type { SeriesKind } from '../../../shared/vocabulary';

export interface MediaKind {
  readonly kind: Exclude<SeriesKind, 'scalar'>;
  /** The folder of such files, inside `media/`; what it holds is named so as well. */
  readonly folder: string;
}

export const mediaKinds: ReadonlyMap<number, MediaKind> = new Map([
  [2, { kind: 'image', folder: 'image' }],
  [3, { kind: 'audio', folder: 'audio' }],
  [4, { kind: 'text', folder: 'text' }],
  [5, { kind: 'file', folder: 'video' }],
  [6, { kind: 'file', folder: 'echarts' }],
  [7, { kind: 'file', folder: 'object3d' }],
  [8, { kind: 'file', folder: 'molecule' }],
  [9, { kind: 'file', folder: 'html' }],
]);
