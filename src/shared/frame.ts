// What a chart asks of the engine and what it gets: pieces of polylines packed into one array buffer.
import type { Axis, RunId } from './vocabulary';

/** Smoothing is computed on every point of the series and only then reduced to the asked columns. */
export type Smoothing =
  | { readonly kind: 'none' }
  /** TensorBoard's debiased exponential moving average, one weight per point. weight in [0, 0.999]. */
  | { readonly kind: 'ema'; readonly weight: number }
  /** The same average with the weight raised to 1000·Δx/range, so that it means the same at any density. */
  | { readonly kind: 'timeWeightedEma'; readonly weight: number };

/** Which lines are meant. */
export interface LineQuery {
  readonly tag: string;
  /** In drawing order. */
  readonly runs: readonly RunId[];
  readonly axis: Axis;
  /**
   * On the relative axis: count only the time in which a process of the run was at work. Downtime is what lies between
   * the last event of all files that were begun before and the first event of the next file, and within a file,
   * where it was started again (a start record, a step that goes back) after a pause of a minute or more. What a
   * resumed run ran over was work all the same, and counts.
   */
  readonly skipDowntime?: boolean;
  /** Where several processes wrote a tag of a run at the same time: only the line of the newest file's process. */
  readonly newestWriter?: boolean;
}

/**
 * What x means in an answer: the asked axis, or `index`, the place of the point on its line from 0, where steps were
 * asked for and all points have one (`global_step=None`).
 */
export type FrameAxis = Axis | 'index';

export interface FrameQuery extends LineQuery {
  /** The asked stretch of the axis; null means the whole extent. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** Pixel columns over the stretch. */
  readonly columns: number;
  /** `m4` keeps first, min, max, last per column (pixel-exact); `minmax` keeps min and max (for small cells). */
  readonly detail: 'm4' | 'minmax';
  readonly smoothing: Smoothing;
  /** Whether the values as logged are wanted behind a smoothed line; a crowd of runs is drawn without. */
  readonly raw: boolean;
  /** Whether superseded parts of resumed runs are wanted. */
  readonly ghosts: boolean;
}

/**
 * `line`: the values as logged, the only line when smoothing is off. `raw`: the same, to be drawn pale
 * behind `smooth`. `ghost`: a superseded part. `nonFinite`: places of NaN and infinities, where y holds
 * flags: 1 NaN, 2 +Infinity, 4 −Infinity (several may be set where a column holds several).
 */
export type PieceRole = 'line' | 'raw' | 'smooth' | 'ghost' | 'nonFinite';

/** A polyline: `count` float64 x at byte `xOffset`, then `count` float32 y at byte `yOffset`; offsets are multiples of 8 and 4. NaN in y is a gap. */
export interface FramePiece {
  readonly role: PieceRole;
  /** True when every point of the stretch is there, so that positions and values are exact (values as float32). */
  readonly exact: boolean;
  readonly count: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** A line of a run. A run has several where several processes wrote the tag at the same time. */
export interface FrameSeries {
  readonly run: RunId;
  /** Ordinal of the process among the `writers` that wrote the tag at the same time, from 0. */
  readonly writer: number;
  readonly writers: number;
  /** The newest file of the writer, relative to the run's directory. */
  readonly file: string;
  readonly pieces: readonly FramePiece[];
  /** x of the first point of each segment after the first: where the run was started again. */
  readonly restarts: readonly number[];
  readonly points: number;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export interface Frame {
  readonly revision: number;
  readonly axis: FrameAxis;
  /** The asked stretch, made explicit. */
  readonly range: { readonly from: number; readonly to: number };
  /** Extent of all asked runs on the axis; null when none has a point on it. */
  readonly extent: { readonly from: number; readonly to: number } | null;
  /** Finite y over the stretch, lines and ghosts, before smoothing; null when there is none. */
  readonly y: Bounds | null;
  /** Smallest positive y over the stretch, for a log axis. */
  readonly yMinPositive: number | null;
  /** 5th and 95th percentile of y over the stretch, pooled over the runs, for "ignore outliers". */
  readonly yInner: Bounds | null;
  readonly series: readonly FrameSeries[];
  readonly buffer: ArrayBuffer;
  /** True when every point has step 0 or the like, so that a step axis would show a single column. */
  readonly singleStep: boolean;
}

export interface NearestQuery extends LineQuery {
  readonly x: number;
  readonly smoothing: Smoothing;
}

/** The exact point nearest to an x on the visible line of one run, or of one of its writers. */
export interface NearestPoint {
  readonly run: RunId;
  /** As in the frame. */
  readonly writer: number;
  readonly x: number;
  readonly step: number;
  /** Seconds since the Unix epoch; null where the file had none. */
  readonly wallTime: number | null;
  /** Seconds since the run's first event; null where the file had no wall time. */
  readonly relative: number | null;
  readonly value: number;
  readonly smoothed: number | null;
}
