// What the page tells a chart to show, and what all charts share.
import type { Clock } from '../../src/base/clock';
import type {
  Frame,
  FrameQuery,
  NearestPoint,
  NearestQuery,
  Smoothing,
} from '../../src/shared/frame';
import type { Axis, RunId } from '../../src/shared/vocabulary';
import type { ChartTheme } from './chartTheme';
import type { DrawScheduler } from './drawScheduler';
import type { LinkedCrosshair } from './linkedCrosshair';
import type { LinkedZoom } from './linkedZoom';
import type { RunLook } from './seriesLayer';
import type { SurfacePool } from './surfacePool';

/** Where points come from. */
export interface PointSource {
  getFrame(query: FrameQuery): Promise<Frame>;
  getNearest(query: NearestQuery): Promise<readonly NearestPoint[]>;
}

export interface ChartContext {
  readonly clock: Clock;
  readonly source: PointSource;
  readonly zoom: LinkedZoom;
  readonly crosshair: LinkedCrosshair;
  readonly scheduler: DrawScheduler;
  readonly pool: SurfacePool;
  onError(error: unknown): void;
}

export interface ChartSettings {
  readonly axis: Axis;
  readonly logY: boolean;
  readonly ignoreOutliers: boolean;
  readonly smoothing: Smoothing;
  readonly ghosts: boolean;
  readonly skipDowntime: boolean;
  readonly newestWriter: boolean;
  /** The plotted runs that have this tag, in the order of the legend. */
  readonly runs: readonly RunLook[];
  readonly highlight: ReadonlySet<RunId>;
  /** Drawn over the full width of the page. */
  readonly expanded: boolean;
  readonly theme: ChartTheme;
}

/** Whether places on x mean the same. */
export function isSameAxis(
  a: Pick<ChartSettings, 'axis' | 'skipDowntime'>,
  b: Pick<ChartSettings, 'axis' | 'skipDowntime'>,
): boolean {
  return a.axis === b.axis && (a.axis !== 'relative' || a.skipDowntime === b.skipDowntime);
}

/** Whether two settings give the same picture of the same data. */
export function looksAlike(a: ChartSettings, b: ChartSettings): boolean {
  const { runs, highlight, smoothing, ...rest } = a;
  const plain = Object.entries(rest) as [keyof typeof rest, unknown][];
  return (
    plain.every(([key, value]) => b[key] === value) &&
    JSON.stringify(smoothing) === JSON.stringify(b.smoothing) &&
    highlight.size === b.highlight.size &&
    [...highlight].every((id) => b.highlight.has(id)) &&
    runs.length === b.runs.length &&
    runs.every((run, at) => isSameLook(run, b.runs[at]!))
  );
}

function isSameLook(a: RunLook, b: RunLook): boolean {
  return a.id === b.id && a.name === b.name && a.colour === b.colour && a.dash === b.dash;
}
