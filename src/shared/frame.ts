// What a chart asks of the engine and what it gets: pieces of polylines packed into one array buffer.
import type { Axis, RunId } from './vocabulary';

/** Smoothing is computed on every point of the series and only then reduced to the asked columns. */
export type Smoothing =
  | { readonly kind: 'none' }
  /** TensorBoard's debiased exponential moving average, one weight per point. weight in [0, 0.999]. */
  | { readonly kind: 'ema'; readonly weight: number }
  /** The same average with the weight raised to 1000·Δx/range, so that it means the same at any density. */
  | { readonly kind: 'timeWeightedEma'; readonly weight: number }
  /**
   * Mean of the points around, weighted by a normal distribution over their number: exp(−d²/2σ²) for the d-th neighbour,
   * up to ⌊4σ + ½⌋ neighbours on either side. At the ends the weights of the points there are taken for the whole.
   * sigma in points, (0, 1000].
   */
  | { readonly kind: 'gaussian'; readonly sigma: number }
  /**
   * Mean of `points` points: the point, ⌊n/2⌋ before it and ⌊(n−1)/2⌋ behind it, fewer at the ends (as pandas'
   * `rolling(n, center=True, min_periods=1)`). A whole number in [1, 1,000,000].
   */
  | { readonly kind: 'runningMean'; readonly points: number };

/** Which lines are meant. */
export interface LineQuery {
  readonly tag: string;
  /** Tags that are drawn together with it. */
  readonly moreTags?: readonly string[];
  /** In drawing order. */
  readonly runs: readonly RunId[];
  readonly axis: Axis;
  /**
   * On the metric axis: the tags whose values are x, by preference; of each run the first that it has. A point lies at
   * the last finite value that was logged at or before its step; points before the first one are left out. Points are
   * drawn in the order of x. Where several processes wrote the x metric, that of the first counts.
   */
  readonly xTags?: readonly string[];
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

/** What is drawn around the middle of a group of runs. `std` is the sample's (n − 1); `standardError` is that over √n. */
export const bandKinds = ['none', 'std', 'standardError', 'minMax', 'quartiles'] as const;
export type BandKind = (typeof bandKinds)[number];

/**
 * One line for each group of runs. All lines have their points at the same places of x: at every place where one of the
 * runs has a point, if that are no more than the columns, else at the right border of each pixel column. There a run
 * has the (smoothed) value of its last finite point at or before; it counts from its first to its last point. Of
 * unsmoothed lines the band `minMax` holds every value in the column.
 */
export interface GroupQuery {
  readonly members: readonly (readonly RunId[])[];
  readonly centre: 'mean' | 'median';
  readonly band: BandKind;
}

export interface FrameQuery extends LineQuery {
  /** Null or absent: every run is a line of its own. Runs in no group are left out. */
  readonly groups?: GroupQuery | null;
  /**
   * Lines show their difference to this run's line of the same tag (its last finite value at or before); the run's own
   * line is level at 0. Where it has no value yet there is a gap. Null or absent: values as they are.
   */
  readonly baseline?: RunId | null;
  /** The asked stretch of the axis; null means the whole extent. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** Pixel columns over the stretch. */
  readonly columns: number;
  /** Columns are as wide as their x is high: what is not above 0 has no place, and the extent begins above it. */
  readonly logX?: boolean;
  /** Steps of runs whose places on the axis are asked for. */
  readonly marks?: readonly { readonly run: RunId; readonly step: number }[];
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
 * flags: 1 NaN, 2 +Infinity, 4 −Infinity (several may be set where a column holds several). `bandLow`, `bandHigh`: the
 * borders of a group's band, at the same x.
 */
export type PieceRole = 'line' | 'raw' | 'smooth' | 'ghost' | 'nonFinite' | 'bandLow' | 'bandHigh';

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
  /** Of a group the first of its runs, whether it has a point or not. */
  readonly run: RunId;
  readonly tag: string;
  /** Place among the groups that were asked for; null where runs are lines of their own. */
  readonly group: number | null;
  /** How many runs the line is made of. */
  readonly members: number;
  /** x of the first value that is no finite number, of those that are not superseded; null where all are. */
  readonly firstNonFinite: number | null;
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
  /**
   * x of each of the marks that were asked for, null where it has none. On the time axes it is that of the run's last
   * point at or before the step.
   */
  readonly markPlaces: readonly (number | null)[];
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
  readonly tag: string;
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

/** Figures of every line over a stretch of the axis. */
export interface LineStatisticsQuery extends LineQuery {
  /** Both ends belong to it; null means the whole extent. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** Exact over all points of the stretch, before smoothing. Figures are of the finite values; null where there are none. */
export interface LineStatistics {
  readonly run: RunId;
  readonly tag: string;
  /** As in the frame. */
  readonly writer: number;
  /** Finite values, and others. */
  readonly count: number;
  readonly nonFinite: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Of the population (n), as NumPy's `std`. */
  readonly std: number | null;
  /** The first and the last finite value, and their places. */
  readonly start: number | null;
  readonly end: number | null;
  readonly startX: number | null;
  readonly endX: number | null;
  /** `end − start`, and that in shares of |start|; null for a start of 0. */
  readonly change: number | null;
  readonly relativeChange: number | null;
  /** Of the least-squares line, per unit of x; null where all points share one place. */
  readonly slope: number | null;
}
