// What a value of a kind without columns holds once it has been read from its file: what views and exports show.
// Typed arrays and bytes travel as they are; nothing in here points into the file any more.
import type { FactValue } from './facts';

/** Bytes of one picture, sound or document with what their first bytes say they are. */
export interface MediaSample {
  /** Sniffed from the bytes, never taken from the log; `application/octet-stream` where they tell nothing. */
  readonly mime: string;
  readonly bytes: Uint8Array;
  /** What the log says about it (audio: its label, Markdown); null where nothing. */
  readonly label: string | null;
}

/** `k` buckets in ascending order; edges are finite and never decrease, counts are at least 0. */
export interface HistogramContent {
  readonly kind: 'histogram';
  readonly lefts: Float64Array;
  readonly rights: Float64Array;
  readonly counts: Float64Array;
  /** As logged with the histogram; null where the encoding has none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly count: number;
  readonly sum: number | null;
  readonly sumSquares: number | null;
}

export interface ImageContent {
  readonly kind: 'image';
  /** In pixels as the log says, which may not be true of the bytes; null where it does not say. */
  readonly width: number | null;
  readonly height: number | null;
  readonly samples: readonly MediaSample[];
}

export interface AudioContent {
  readonly kind: 'audio';
  /** Hz; null where only the bytes tell. */
  readonly sampleRate: number | null;
  readonly samples: readonly MediaSample[];
}

/** A tensor of strings: rank 0 one text, rank 1 a column, rank 2 a table; more dimensions as logged. Row-major. */
export interface TextContent {
  readonly kind: 'text';
  readonly shape: readonly number[];
  readonly texts: readonly string[];
}

/** One entry a threshold; the lengths are equal. */
export interface PrCurveContent {
  readonly kind: 'prCurve';
  readonly thresholds: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly trueNegatives: Float64Array;
  readonly falseNegatives: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
}

/** One part of a mesh: a batch of rows of 3 (vertices x y z, faces of vertex indices, colours 0 … 255). */
export interface MeshContent {
  readonly kind: 'mesh';
  /** The mesh that the part belongs to. */
  readonly mesh: string;
  readonly part: 'vertices' | 'faces' | 'colours';
  /** `[batch, rows, 3]` */
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** three.js configuration as JSON text; null where none. */
  readonly config: string | null;
}

/** Charts that the run's author composed. */
export interface LayoutContent {
  readonly kind: 'layout';
  readonly categories: readonly {
    readonly title: string;
    readonly closed: boolean;
    readonly charts: readonly LayoutChart[];
  }[];
}

export type LayoutChart =
  /** Tags are regular expressions, anchored at their start. */
  | { readonly form: 'lines'; readonly title: string; readonly tags: readonly string[] }
  /** Tags are exact. */
  | {
      readonly form: 'margins';
      readonly title: string;
      readonly series: readonly {
        readonly value: string;
        readonly lower: string;
        readonly upper: string;
      }[];
    };

export type HparamValue = number | string | boolean | null;

/** What one record of the hparams plugin says. Times are seconds since the Unix epoch; null where absent. */
export type HparamsContent =
  | {
      readonly kind: 'hparams';
      readonly part: 'experiment';
      readonly name: string;
      readonly description: string;
      readonly hparams: readonly {
        readonly name: string;
        readonly displayName: string;
        readonly description: string;
        readonly type: 'string' | 'bool' | 'number' | 'unknown';
        readonly domain:
          | { readonly form: 'values'; readonly values: readonly HparamValue[] }
          | { readonly form: 'interval'; readonly min: number; readonly max: number }
          | null;
      }[];
      readonly metrics: readonly {
        readonly group: string;
        readonly tag: string;
        readonly displayName: string;
        readonly description: string;
      }[];
    }
  | {
      readonly kind: 'hparams';
      readonly part: 'sessionStart';
      readonly hparams: readonly { readonly name: string; readonly value: HparamValue }[];
      readonly groupName: string;
      readonly modelUri: string;
      readonly monitorUrl: string;
      readonly startTime: number | null;
    }
  | {
      readonly kind: 'hparams';
      readonly part: 'sessionEnd';
      readonly status: 'unknown' | 'success' | 'failure' | 'running';
      readonly endTime: number | null;
    };

/** A node of a graph as it runs: conceptual, without weights. Inputs starting with `^` are control dependencies. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly device: string;
  readonly inputs: readonly string[];
  /** Shapes of the outputs where the node says so; −1 is an unknown size, null an unknown rank. */
  readonly outputShapes: readonly (readonly number[] | null)[];
}

export interface GraphContent {
  readonly kind: 'graph';
  readonly nodes: readonly GraphNode[];
  /** Functions of the graph's library, each a graph of its own. */
  readonly functions: readonly {
    readonly name: string;
    readonly nodes: readonly GraphNode[];
    /** As for the graph. */
    readonly nodeCount: number;
  }[];
  /** How many nodes there are where not all were read; equal to `nodes.length` otherwise. */
  readonly nodeCount: number;
}

export interface KerasModelContent {
  readonly kind: 'kerasModel';
  /** The model's configuration as Keras wrote it. */
  readonly json: string;
}

/** Measurements of one step of a graph. */
export interface RunMetadataContent {
  readonly kind: 'runMetadata';
  readonly devices: readonly { readonly device: string; readonly nodes: number }[];
  /** Graphs of the functions that ran, as they were before they were optimised; none unless they were traced. */
  readonly graphs: readonly GraphContent[];
  /** The RunMetadata message as logged. */
  readonly bytes: Uint8Array;
}

export interface TensorContent {
  readonly kind: 'tensor';
  /** TensorFlow's name in lower case: `float32`, `int64`, `bfloat16`, `string` … */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Row-major; integers beyond 2^53 are rounded; complex numbers as pairs. */
  readonly values: Float64Array | readonly string[];
}

/** Rows of cells as logged: JSON, with media cells as the objects that describe them. */
export interface TableContent {
  readonly kind: 'table';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FactValue[])[];
}

/** Documents of forms that only other programs show: a page, a video, a point cloud, a chart. */
export interface FileContent {
  readonly kind: 'file';
  /** `html`, `video`, `object3D`, `plotly` … as the log says. */
  readonly form: string;
  readonly samples: readonly MediaSample[];
}

export type Content =
  | HistogramContent
  | ImageContent
  | AudioContent
  | TextContent
  | PrCurveContent
  | MeshContent
  | LayoutContent
  | HparamsContent
  | GraphContent
  | KerasModelContent
  | RunMetadataContent
  | TensorContent
  | TableContent
  | FileContent;
