// What an embedding projector's configuration names, and the points behind it.
import type { RunId } from './vocabulary';

/** How a tensor is kept. `checkpoint`: as a variable of a checkpoint, which is not read. */
export type TensorEncoding = 'tsv' | 'bytes' | 'npy' | 'checkpoint';

/** One embedding as the configuration has it; paths as they are written there, relative to its directory. */
export interface ProjectorEmbedding {
  readonly name: string;
  readonly encoding: TensorEncoding;
  readonly tensorPath: string | null;
  /** Rows and columns as far as the configuration tells. */
  readonly shape: readonly number[] | null;
  readonly metadataPath: string | null;
  readonly bookmarksPath: string | null;
  /** Small pictures of the points in one image, each `width` × `height` pixels. */
  readonly sprite: {
    readonly path: string;
    readonly width: number;
    readonly height: number;
  } | null;
}

/** What is wrong with a file of a projector; `file` is as the configuration has it. */
export interface ProjectorProblem {
  readonly kind:
    | 'unreadable' // detail = system error code
    | 'outside' // the file lies outside of the log folder and is not read
    | 'malformed' // detail says what, count how often
    | 'tooLarge'
    | 'inCheckpoint';
  readonly file: string;
  readonly count: number;
  readonly detail: string | null;
}

export interface PointLabels {
  /** Names of the columns; null for a single column, which has no header. */
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

export interface ProjectorPoints {
  readonly rows: number;
  readonly columns: number;
  /** How many there are in all; null where that is known only after reading everything. */
  readonly totalRows: number | null;
  /** `rows` × `columns`, row by row. May hold NaN and infinities. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly nonFinite: number;
  /** Of the same rows; null without a metadata file. */
  readonly labels: PointLabels | null;
}

export interface ProjectorQuery {
  readonly run: RunId;
  /** `path` of the run's companion. */
  readonly path: string;
  /** Index of the embedding whose points are wanted; null for none. */
  readonly embedding: number | null;
  /** Rows wanted at most. */
  readonly mostPoints: number;
}

export interface Projector {
  readonly embeddings: readonly ProjectorEmbedding[];
  readonly points: ProjectorPoints | null;
  /** The image file with the small pictures of the points; null without one, or where it cannot be read. */
  readonly sprite: Uint8Array<ArrayBuffer> | null;
  readonly problems: readonly ProjectorProblem[];
}

/** Of a run or a file that is not known. */
export const noProjector: Projector = { embeddings: [], points: null, sprite: null, problems: [] };
