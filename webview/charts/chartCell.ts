// One chart of the grid: a focusable place that borrows a surface while it is in sight, and draws what it is told.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';
import { l10n } from '../../src/shared/language';
import type { RunId } from '../../src/shared/vocabulary';
import type { ChartData } from './chartData';
import { ChartFrames } from './chartFrames';
import {
  isLogX,
  isSameAxis,
  looksAlike,
  type ChartContext,
  type ChartSettings,
} from './chartSettings';
import { summarise, whyIndex } from './chartSummary';
import type { ChartSurface } from './chartSurface';
import { xAxis, yAxis } from './chartTicks';
import { placeMarks, type PlacedMark } from './flags';
import { transformFor, type PlotTransform } from './plotTransform';
import { covers, widened, withFixedEnds, type Range } from './range';
import { SeriesLayer, type LayerLook, type RunLook } from './seriesLayer';
import { Snapshot } from './snapshot';
import { autoDomain } from './yDomain';

/** The lines of so few runs are drawn anew as quickly as a picture of them is stretched, and more sharply. */
const mostDirect = 4;

export class ChartCell extends Disposable {
  readonly element = document.createElement('div');
  readonly frames: ChartFrames;
  /** Lower is drawn sooner. */
  priority = 1;
  readonly #note = document.createElement('div');
  readonly #caption = document.createElement('div');
  readonly #context: ChartContext;
  readonly #drawn: Emitter<null>;
  readonly onDidDraw;
  #settings: ChartSettings | null = null;
  #runs: ReadonlyMap<RunId, RunLook> = new Map();
  #surface: ChartSurface | null = null;
  #size = { width: 0, height: 0 };
  #inView = false;
  #yRange: Range | null = null;
  #layer: SeriesLayer | null = null;
  #snapshot: Snapshot | null = null;
  #transform: PlotTransform | null = null;
  #drawCount = 0;

  constructor(context: ChartContext) {
    super();
    this.#context = context;
    this.#drawn = this.own(new Emitter<null>((error) => context.onError(error)));
    this.onDidDraw = this.#drawn.event;
    this.frames = this.own(new ChartFrames(context));
    this.own(this.frames.onDidChange(() => this.#requestDraw()));
    this.own(context.zoom.onDidChange(() => this.#zoomChanged()));
    this.own(context.haste.onDidEnd(() => this.#ask()));
    this.#prepareElement();
  }

  /** How the last drawing mapped data to pixels; null before the first one and while out of sight. */
  get transform(): PlotTransform | null {
    return this.#transform;
  }

  get settings(): ChartSettings | null {
    return this.#settings;
  }

  get surface(): ChartSurface | null {
    return this.#surface;
  }

  get runs(): ReadonlyMap<RunId, RunLook> {
    return this.#runs;
  }

  /** The data as drawn. */
  get data(): ChartData | null {
    return this.frames.dataFor(this.#range);
  }

  /** What stands at steps of the runs, at its places in the data as drawn. */
  get marks(): readonly PlacedMark[] {
    return this.#layer?.look.marks ?? [];
  }

  /** What the chart is called: its tags. */
  get name(): string {
    const { tags = [], margins = [] } = this.#settings ?? {};
    return (margins.length > 0 ? margins.map(({ value }) => value) : tags).join(', ');
  }

  get #range(): Range | null {
    return this.frames.rangeFor(this.#settings);
  }

  get #visible(): Range | null {
    const log = this.#settings !== null && isLogX(this.#settings);
    return this.frames.visibleRange(this.#range, log);
  }

  setSettings(settings: ChartSettings): void {
    const before = this.#settings;
    if (before && looksAlike(before, settings)) {
      // What could not be read is asked for again whenever the page hears from its host.
      if (this.frames.failed) this.#ask();
      return;
    }
    this.#settings = settings;
    this.#runs = new Map(settings.runs.map((run) => [run.id, run]));
    if (before && !isSameAxis(before, settings)) this.frames.restart();
    if (before && forgetsYRange(before, settings)) this.#yRange = null;
    this.#layer = null;
    this.#snapshot = null;
    this.#ask();
    this.#requestDraw();
  }

  /** In sight (or nearly): holds a surface, asks and draws. Out of sight it costs nothing. */
  setInView(inView: boolean): void {
    if (this.#inView === inView) return;
    this.#inView = inView;
    if (inView) {
      this.#ask();
      this.#requestDraw();
    } else {
      this.#giveSurfaceBack();
    }
  }

  resize(width: number, height: number): void {
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    if (this.#surface && width > 0 && height > 0) this.#surface.resize(width, height);
    this.#snapshot = null;
    this.#ask();
    this.#requestDraw();
  }

  /** Points of runs of this chart changed. */
  markStale(): void {
    this.frames.markStale();
    this.#ask();
  }

  /** Shows a stretch of y that the user chose; null fits y to what is visible. */
  setYRange(range: Range | null): void {
    this.#yRange = range;
    this.#requestDraw();
  }

  get yRange(): Range | null {
    return this.#yRange;
  }

  draw(): void {
    const { width, height } = this.#size;
    if (!this.#inView || !this.#settings || width === 0 || height === 0) return;
    const { data } = this;
    const visible = this.#visible;
    this.#showNote(data, visible);
    if (!data || !visible) return;
    this.#drawData(this.#settings, data, visible);
    this.#publish(data, visible);
  }

  /** Says again what the chart shows, for screen readers. */
  updateSummary(): void {
    const { data } = this;
    const visible = this.#visible;
    if (!data || !visible) return;
    this.element.ariaLabel = summarise(this.name, data, visible, this.#runs);
  }

  override dispose(): void {
    this.#context.scheduler.cancel(this);
    this.#giveSurfaceBack();
    super.dispose();
  }

  #prepareElement(): void {
    this.element.className = 'chart';
    this.element.tabIndex = 0;
    this.element.role = 'img';
    this.element.ariaLabel = l10n.t('Loading');
    this.element.ariaRoleDescription = l10n.t('chart');
    this.element.ariaDescription = l10n.t(
      'Arrow keys move along the points, plus and minus zoom, 0 shows all, S selects a step, brackets the ends of a range, Enter expands.',
    );
    this.#note.className = 'chart-note';
    this.#caption.className = 'chart-caption';
    this.#caption.ariaHidden = 'true';
    this.element.append(this.#note, this.#caption);
  }

  #zoomChanged(): void {
    if (!this.#context.zoom.moving) {
      this.#snapshot = null;
      if (!this.#context.zoom.range) this.#yRange = null;
    }
    this.#ask();
    this.#requestDraw();
  }

  #ask(): void {
    const { width } = this.#size;
    const settings = this.#settings;
    if (this.#inView && settings && settings.runs.length > 0 && width > 0) {
      this.frames.ask(settings, width);
    }
  }

  #requestDraw(): void {
    if (this.#inView) this.#context.scheduler.request(this);
  }

  #showNote(data: ChartData | null, visible: Range | null): void {
    const words = this.#noteFor(data, visible);
    this.#note.textContent = words ?? '';
    this.#note.hidden = words === null;
    this.element.dataset['state'] = data ? 'drawn' : this.frames.failed ? 'failed' : 'loading';
    setWords(this.#caption, data?.axis === 'index' ? whyIndex() : '');
    if (words !== null && data && !visible) this.#surface?.element.remove();
  }

  #noteFor(data: ChartData | null, visible: Range | null): string | null {
    if (!data) return this.frames.failed ? l10n.t('Could not be read') : '';
    if (!visible) return l10n.t('No points on this axis');
    const seen = data.series.some((series) =>
      series.pieces.some(
        ({ x }) => x.length > 0 && x[0]! <= visible.to && x.at(-1)! >= visible.from,
      ),
    );
    return seen ? null : l10n.t('No points in this stretch');
  }

  #drawData(settings: ChartSettings, data: ChartData, visible: Range): void {
    const surface = this.#ensureSurface(settings);
    const { moving } = this.#context.zoom;
    const log = settings.logY;
    const y = this.#yShown(settings, data, visible, moving);
    const transform = transformFor(surface.area, visible, y, log, isLogX(settings));
    const layer = this.#layerFor(settings, data, moving);
    if (!moving || data.series.length <= mostDirect) this.#snapshot = null;
    else if (!this.#snapshot?.serves(transform)) {
      this.#snapshot = new Snapshot(layer, snapshotRange(data, transform), transform);
    }
    this.#transform = transform;
    surface.draw(xAxis(data, transform), yAxis(transform), layer, this.#snapshot);
  }

  /** The domain stays as it is while something moves, and fits when it rests. */
  #yShown(settings: ChartSettings, data: ChartData, visible: Range, moving: boolean): Range {
    if (this.#yRange) return this.#yRange;
    if (moving && this.#transform?.log === settings.logY) return this.#transform.y;
    const { logY: log, ignoreOutliers, fixedY } = settings;
    return withFixedEnds(autoDomain(data, visible, { log, ignoreOutliers }), fixedY, log);
  }

  #layerFor(settings: ChartSettings, data: ChartData, moving: boolean): SeriesLayer {
    const wideLineLimit = moving ? 0 : settings.expanded ? 20_000 : 6000;
    const present = this.#layer;
    if (present?.data === data && present.look.wideLineLimit === wideLineLimit) return present;
    const look: LayerLook = {
      runs: this.#runs,
      highlight: settings.highlight,
      ghosts: settings.ghosts,
      paleAlpha: settings.theme.paleAlpha,
      wideLineLimit,
      marks: settings.ghosts || settings.marks.length > 0 ? placeMarks(data, settings.marks) : [],
      background: settings.theme.background,
    };
    return (this.#layer = new SeriesLayer(data, look));
  }

  #ensureSurface(settings: ChartSettings): ChartSurface {
    if (!this.#surface) {
      this.#surface = this.#context.pool.take();
      this.#surface.setTheme(settings.theme);
      this.#surface.resize(this.#size.width, this.#size.height);
    }
    this.#surface.setTheme(settings.theme);
    if (!this.#surface.element.isConnected) this.element.prepend(this.#surface.element);
    return this.#surface;
  }

  #giveSurfaceBack(): void {
    if (this.#surface) this.#context.pool.giveBack(this.#surface);
    this.#surface = null;
    this.#snapshot = null;
    this.#transform = null;
  }

  /** Attributes and a performance mark by which tests and benchmarks see what is on the screen. */
  #publish(data: ChartData, visible: Range): void {
    this.#drawCount++;
    Object.assign(this.element.dataset, {
      revision: data.revision,
      drawn: this.#drawCount,
      moving: this.#context.zoom.moving,
      points: data.series.reduce((sum, { points }) => sum + points, 0),
      from: visible.from,
      to: visible.to,
    });
    performance.clearMarks('trackside:drawn');
    performance.mark('trackside:drawn', { detail: { tag: this.name, revision: data.revision } });
    if (this.#drawCount === 1 || document.activeElement === this.element) this.updateSummary();
    this.#drawn.fire(null);
  }
}

/** A stretch of y that was drawn with the mouse means nothing on another scale. */
function forgetsYRange(before: ChartSettings, now: ChartSettings): boolean {
  return (
    before.logY !== now.logY ||
    before.difference !== now.difference ||
    before.fixedY.from !== now.fixedY.from ||
    before.fixedY.to !== now.fixedY.to
  );
}

function setWords(node: HTMLElement, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

/** Up to three screens, but no more than there is data for. */
function snapshotRange(data: ChartData, { x: visible, logX }: PlotTransform): Range {
  const wanted = widened(visible, 1, logX);
  if (!covers(data.range, visible)) return wanted;
  return {
    from: Math.max(wanted.from, data.range.from),
    to: Math.min(wanted.to, data.range.to),
  };
}
