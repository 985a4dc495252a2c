// What the page tells a chart to show, and what all charts share.
import type { Clock } from '../../src/base/clock';
import type {
  Frame,
  FrameQuery,
  LineQuery,
  GroupQuery,
  LineStatistics,
  LineStatisticsQuery,
  NearestPoint,
  NearestQuery,
  Smoothing,
} from '../../src/shared/frame';
import type { RowOrder } from '../../src/shared/lineView';
import type { RunMark } from '../../src/shared/runMarks';
import type { Axis, RunId } from '../../src/shared/vocabulary';
import type { ChartTheme } from './chartTheme';
import type { DrawScheduler } from './drawScheduler';
import type { LinkedCrosshair } from './linkedCrosshair';
import type { LinkedSelection } from './linkedSelection';
import type { LinkedZoom } from './linkedZoom';
import type { Margin } from './margins';
import type { FixedEnds } from './range';
import type { RunLook } from './seriesLayer';
import type { ScrollHaste } from './scrollHaste';
import type { SurfacePool } from './surfacePool';

/** Where points come from. */
export interface PointSource {
  getFrame(query: FrameQuery): Promise<Frame>;
  getNearest(query: NearestQuery): Promise<readonly NearestPoint[]>;
  getLineStatistics(query: LineStatisticsQuery): Promise<readonly LineStatistics[]>;
}

export interface ChartContext {
  readonly clock: Clock;
  readonly source: PointSource;
  readonly zoom: LinkedZoom;
  readonly crosshair: LinkedCrosshair;
  readonly selection: LinkedSelection;
  readonly scheduler: DrawScheduler;
  readonly haste: ScrollHaste;
  readonly pool: SurfacePool;
  onError(error: unknown): void;
}

export interface ChartSettings {
  /** What is shown, one at least. */
  readonly tags: readonly string[];
  /** Tags that are drawn as one line with a band; none on most charts. */
  readonly margins: readonly Margin[];
  readonly axis: Axis;
  /** On the metric axis: the tags whose values are x, by preference. */
  readonly xTags: readonly string[];
  readonly logX: boolean;
  readonly fixedX: FixedEnds;
  readonly fixedY: FixedEnds;
  readonly logY: boolean;
  readonly ignoreOutliers: boolean;
  readonly smoothing: Smoothing;
  readonly ghosts: boolean;
  readonly skipDowntime: boolean;
  readonly newestWriter: boolean;
  /** The plotted runs that have this tag, in the order of the legend; of groups the first run, looking like the group. */
  readonly runs: readonly RunLook[];
  readonly groups: GroupQuery | null;
  /** What others are compared with; null for nothing. */
  readonly baseline: RunId | null;
  /** Whether lines show their difference to the baseline. */
  readonly difference: boolean;
  readonly rowOrder: RowOrder;
  /** What stands at steps of these runs; the same array as long as it is the same. */
  readonly marks: readonly RunMark[];
  readonly highlight: ReadonlySet<RunId>;
  /** Drawn over the full width of the page. */
  readonly expanded: boolean;
  readonly theme: ChartTheme;
}

/** Whether places on x mean the same. */
export function isSameAxis(a: AxisSettings, b: AxisSettings): boolean {
  if (a.axis !== b.axis) return false;
  if (a.axis === 'metric') return a.xTags.join('\n') === b.xTags.join('\n');
  return a.axis !== 'relative' || a.skipDowntime === b.skipDowntime;
}

type AxisSettings = Pick<ChartSettings, 'axis' | 'skipDowntime' | 'xTags'>;

/** A logarithm of a time of day says nothing. */
export function isLogX({ axis, logX }: Pick<ChartSettings, 'axis' | 'logX'>): boolean {
  return logX && axis !== 'wall';
}

/** All runs behind the lines. */
export function queriedRuns({ runs, groups }: ChartSettings): readonly RunId[] {
  return groups ? groups.members.flat() : runs.map(({ id }) => id);
}

/** Which lines the settings mean, for every question about them. */
export function lineQueryOf(settings: ChartSettings): LineQuery {
  const { tags, axis, xTags, skipDowntime, newestWriter } = settings;
  return {
    tag: tags[0]!,
    moreTags: tags.slice(1),
    runs: queriedRuns(settings),
    axis,
    xTags: axis === 'metric' ? xTags : [],
    skipDowntime: axis === 'relative' && skipDowntime,
    newestWriter,
  };
}

/** Whether two settings give the same picture of the same data. */
export function looksAlike(a: ChartSettings, b: ChartSettings): boolean {
  const { runs, highlight, marks, theme } = a;
  return (
    marks === b.marks &&
    theme === b.theme &&
    plainOf(a) === plainOf(b) &&
    highlight.size === b.highlight.size &&
    [...highlight].every((id) => b.highlight.has(id)) &&
    runs.length === b.runs.length &&
    runs.every((run, at) => isSameLook(run, b.runs[at]!))
  );
}

/** What is but numbers and words, as text. */
function plainOf(settings: ChartSettings): string {
  const plain = { ...settings, runs: 0, highlight: 0, marks: 0, theme: 0 };
  return JSON.stringify(plain);
}

function isSameLook(a: RunLook, b: RunLook): boolean {
  return a.id === b.id && a.name === b.name && a.colour === b.colour && a.dash === b.dash;
}
