// How lines are drawn, on all charts of the dashboard or on one.
import type { Axis } from './vocabulary';

export interface LineView {
  readonly axis: Axis;
  readonly logY: boolean;
  readonly ignoreOutliers: boolean;
  readonly smoothingKind: 'ema' | 'timeWeightedEma';
  /** 0 … 0.999; 0 is off. */
  readonly smoothingWeight: number;
  readonly ghosts: boolean;
  /** Leaves downtime out of the relative axis. */
  readonly skipDowntime: boolean;
  /** Of runs that several processes wrote at the same time, shows the newest process alone. */
  readonly newestWriter: boolean;
}
