// How lines are drawn, on all charts of the dashboard or on one.
import type { BandKind, Smoothing } from './frame';
import type { GroupBy } from './runGrouping';
import type { Axis } from './vocabulary';

export const smoothingKinds = ['ema', 'timeWeightedEma', 'gaussian', 'runningMean'] as const;

/** In what order the tooltip lists runs: by distance from the pointer, by value, or by name. */
export const rowOrders = ['nearest', 'descending', 'ascending', 'name'] as const;
export type RowOrder = (typeof rowOrders)[number];

export interface LineView {
  readonly axis: Axis;
  /** On the metric axis: the tags whose values are x, by preference. */
  readonly xTags: readonly string[];
  readonly logX: boolean;
  readonly logY: boolean;
  /** Ends of the axes that are kept whatever the data; null: they fit. */
  readonly xFrom: number | null;
  readonly xTo: number | null;
  readonly yFrom: number | null;
  readonly yTo: number | null;
  readonly ignoreOutliers: boolean;
  readonly smoothingKind: (typeof smoothingKinds)[number];
  /** Of the averages: 0 … 0.999; 0 is off. */
  readonly smoothingWeight: number;
  /** Of the Gaussian: points, 0 … 1000; 0 is off. */
  readonly smoothingSigma: number;
  /** Of the running mean: how many points, 1 … 1,000,000; 1 is off. */
  readonly smoothingPoints: number;
  readonly ghosts: boolean;
  /** Leaves downtime out of the relative axis. */
  readonly skipDowntime: boolean;
  /** Of runs that several processes wrote at the same time, shows the newest process alone. */
  readonly newestWriter: boolean;
  /** Checkpoints, alerts and first values that are no number, as flags. */
  readonly marks: boolean;
  readonly rowOrder: RowOrder;
  /** Null: every run is a line of its own. */
  readonly groupBy: GroupBy | null;
  readonly groupCentre: 'mean' | 'median';
  readonly groupBand: BandKind;
  /** The run that others are compared with; null for none. */
  readonly baseline: string | null;
  /** Whether lines show their difference to the baseline. */
  readonly difference: boolean;
}

export const defaultLineView: LineView = {
  axis: 'step',
  xTags: [],
  logX: false,
  logY: false,
  xFrom: null,
  xTo: null,
  yFrom: null,
  yTo: null,
  ignoreOutliers: true,
  smoothingKind: 'ema',
  smoothingWeight: 0.6,
  smoothingSigma: 5,
  smoothingPoints: 25,
  ghosts: true,
  skipDowntime: false,
  newestWriter: false,
  marks: true,
  rowOrder: 'nearest',
  groupBy: null,
  groupCentre: 'mean',
  groupBand: 'std',
  baseline: null,
  difference: false,
};

export function smoothingOf(view: LineView): Smoothing {
  const { smoothingKind: kind, smoothingWeight, smoothingSigma, smoothingPoints } = view;
  switch (kind) {
    case 'ema':
    case 'timeWeightedEma':
      return smoothingWeight > 0 ? { kind, weight: smoothingWeight } : { kind: 'none' };
    case 'gaussian':
      return smoothingSigma > 0 ? { kind, sigma: smoothingSigma } : { kind: 'none' };
    case 'runningMean':
      return smoothingPoints > 1 ? { kind, points: smoothingPoints } : { kind: 'none' };
  }
}
