// How values without columns (images, texts, histograms …) are asked for: first where they are, then what is in them.
import type { RunId, SeriesKind } from './vocabulary';

export type ItemKind = Exclude<SeriesKind, 'scalar'>;

export interface ItemsQuery {
  readonly run: RunId;
  readonly kind: ItemKind;
  readonly tag: string;
}

/** The items of one tag of one run in the order of segments and steps; entry i of every column belongs together. */
export interface ItemList {
  readonly revision: number;
  /** Names of the files relative to the run's directory; `files` are indices into it. */
  readonly fileNames: readonly string[];
  readonly files: Uint32Array;
  /** Together with the file this names an item for as long as the file is the same. */
  readonly numbers: Float64Array;
  readonly steps: Float64Array;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTimes: Float64Array;
  /** Bytes in the file. */
  readonly sizes: Float64Array;
  readonly segments: Uint32Array;
  /** 1 where a later start of the run has superseded the item. */
  readonly superseded: Uint8Array;
}

export interface ContentQuery extends ItemsQuery {
  readonly file: string;
  readonly number: number;
}
