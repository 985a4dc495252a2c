// The frames behind one chart: which to ask for, which to draw, and when those at hand still serve.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';
import type { Frame, FrameQuery } from '../../src/shared/frame';
import { openFrame, type ChartData } from './chartData';
import { isLogX, lineQueryOf, type ChartContext, type ChartSettings } from './chartSettings';
import { LatestCall } from './latestCall';
import { withMargins, type Margin } from './margins';
import { showsAnyPale } from './seriesLayer';
import { covers, opened, widened, widthOf, withFixedEnds, type Range } from './range';

/** Least time between two questions of a chart, and while drawing cannot keep up. */
const gapMs = 33;
const backloggedGapMs = 120;
const overviewGapMs = 1000;

/** A frame this many times as wide as what is seen is fine enough while something moves; it starts with three. */
const coarsestWhileMoving = 5;

/** Charts with more runs than this are asked for fewer columns. */
const fewRuns = 4;
const manyRuns = 20;

export class ChartFrames extends Disposable {
  readonly #context: ChartContext;
  readonly #call: LatestCall<FrameQuery, Frame>;
  /** Keeps the overview fresh beside a zoomed stretch, at leisure. */
  readonly #overviewCall: LatestCall<FrameQuery, Frame>;
  readonly #changed: Emitter<null>;
  readonly onDidChange;
  /** The newest answer, and the newest answer over the whole extent. */
  #current: ChartData | null = null;
  #overview: ChartData | null = null;
  /** The questions that were asked last and whose answers still count. */
  #askedFor = '';
  #overviewAskedFor = '';
  #failed = false;
  #margins: readonly Margin[] = [];

  constructor(context: ChartContext) {
    super();
    this.#context = context;
    this.#changed = this.own(new Emitter<null>((error) => context.onError(error)));
    this.onDidChange = this.#changed.event;
    this.#call = this.own(
      this.#newCall(() => (context.scheduler.backlogged ? backloggedGapMs : gapMs)),
    );
    this.#overviewCall = this.own(this.#newCall(() => overviewGapMs));
  }

  /** True when the last question could not be answered. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The whole extent, for what stands in the header. */
  get overview(): ChartData | null {
    return this.#overview;
  }

  /** The data to draw: exact where it covers the zoomed stretch, else the overview. */
  dataFor(zoom: Range | null): ChartData | null {
    if (!zoom) return this.#overview ?? this.#current;
    if (this.#current && covers(this.#current.range, zoom)) return this.#current;
    return this.#overview ?? this.#current;
  }

  /** The stretch to show; null when no run has a point on the axis. */
  visibleRange(zoom: Range | null, log: boolean): Range | null {
    const extent = this.dataFor(null)?.extent;
    if (zoom && (!log || zoom.from > 0)) return zoom;
    if (!extent || (log && extent.from <= 0)) return null;
    if (zoom && zoom.to > extent.from) return { from: extent.from, to: zoom.to };
    return opened(extent, log);
  }

  /** The stretch that is asked for: where the user went, else what is fixed of the ends; null for all there is. */
  rangeFor(settings: ChartSettings | null): Range | null {
    const { range } = this.#context.zoom;
    if (range || !settings) return range;
    const { from, to } = settings.fixedX;
    if (from === null && to === null) return null;
    const extent = this.#overview?.extent ?? { from: -Infinity, to: Infinity };
    const fixed = withFixedEnds(extent, settings.fixedX, isLogX(settings));
    return fixed !== extent && Number.isFinite(fixed.to - fixed.from) ? fixed : null;
  }

  /** New points came, or what is asked for changed its meaning: all must be asked for again. */
  markStale(): void {
    this.#askedFor = '';
    this.#overviewAskedFor = '';
  }

  /** Drops what is on its way, as when the axis changes. What is at hand is shown until the new comes. */
  restart(): void {
    this.#call.cancel();
    this.#overviewCall.cancel();
    this.markStale();
  }

  /** Asks for what the zoom needs at this width, unless it is at hand or on its way. */
  ask(settings: ChartSettings, width: number): void {
    this.#margins = settings.margins;
    const range = this.rangeFor(settings);
    const { zoom, haste } = this.#context;
    if (haste.isOn && this.dataFor(range)) return;
    if (range) this.#askOverview(settings, width);
    if (zoom.moving && this.#servesWhileMoving(range)) return;
    const query = planQuery(settings, range, width, haste.isOn);
    const key = JSON.stringify(query);
    if (key === this.#askedFor) return;
    this.#askedFor = key;
    this.#call.want(query);
  }

  #askOverview(settings: ChartSettings, width: number): void {
    if (this.#context.zoom.moving && this.#overview) return;
    const query = planQuery(settings, null, width, this.#context.haste.isOn);
    const key = JSON.stringify(query);
    if (key === this.#overviewAskedFor) return;
    this.#overviewAskedFor = key;
    this.#overviewCall.want(query);
  }

  #newCall(gap: () => number): LatestCall<FrameQuery, Frame> {
    return new LatestCall<FrameQuery, Frame>({
      clock: this.#context.clock,
      gapMs: gap,
      call: (query) => this.#context.source.getFrame(query),
      answered: (query, frame) => this.#take(query, frame),
      failed: (_, error) => this.#fail(error),
    });
  }

  #take(query: FrameQuery, frame: Frame): void {
    this.#failed = false;
    const data = withMargins(openFrame(query, frame), this.#margins);
    if (query.range === null) {
      this.#overview = data;
      this.#overviewAskedFor = JSON.stringify(query);
    } else {
      this.#current = data;
    }
    // Places on another axis mean something else.
    if (!meansTheSame(this.#current, data)) this.#current = null;
    if (!meansTheSame(this.#overview, data)) this.#overview = null;
    this.#changed.fire(null);
  }

  #fail(error: unknown): void {
    this.#failed = true;
    this.markStale();
    this.#context.onError(error);
    this.#changed.fire(null);
  }

  #servesWhileMoving(range: Range | null): boolean {
    if (!range || !this.#current || !covers(this.#current.range, range)) return false;
    return widthOf(this.#current.range) / widthOf(range) < coarsestWhileMoving;
  }
}

function meansTheSame(a: ChartData | null, b: ChartData): boolean {
  if (a?.axis !== b.axis || a.query.skipDowntime !== b.query.skipDowntime) return false;
  return a.query.xTags?.join('\n') === b.query.xTags?.join('\n');
}

/**
 * The question for a zoomed stretch reaches beyond it on both sides, so that a pan finds points at once.
 * @param inHaste whether a crowd of lines is asked for in few columns: drawing it must not hold up the page's scrolling
 */
export function planQuery(
  settings: ChartSettings,
  zoom: Range | null,
  width: number,
  inHaste = false,
): FrameQuery {
  const count = settings.runs.length * settings.tags.length;
  const log = isLogX(settings);
  const dense = count <= fewRuns || settings.expanded;
  const perScreen = dense
    ? Math.min(2000, width * window.devicePixelRatio)
    : count <= manyRuns
      ? width
      : inHaste
        ? width / 6
        : width / 2;
  const share = count > manyRuns ? 0.5 : 1;
  const columns = Math.max(16, Math.round(perScreen * (zoom ? 1 + 2 * share : 1)));
  return {
    ...lineQueryOf(settings),
    range: zoom && (log ? widened(zoom, share, true) : snapped(widened(zoom, share), columns)),
    columns,
    logX: log,
    detail: dense ? 'm4' : 'minmax',
    smoothing: settings.smoothing,
    raw: showsAnyPale(count, settings.highlight),
    ghosts: settings.ghosts && !settings.groups && !settings.difference,
    groups: settings.groups,
    baseline: settings.difference ? settings.baseline : null,
    marks: settings.marks.map(({ run, step }) => ({ run, step })),
  };
}

/** Moved to whole columns, so that the columns of two neighbouring questions have the same edges. */
function snapped(range: Range, columns: number): Range {
  const column = widthOf(range) / columns;
  const from = Math.floor(range.from / column) * column;
  return { from, to: from + column * columns };
}
