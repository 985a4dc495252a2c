// Lets the user point at, zoom and pan a chart with mouse and keyboard; all charts follow.
import { Emitter } from '../../src/base/event';
import { Disposable } from '../../src/base/lifecycle';
import type { NearestPoint, NearestQuery } from '../../src/shared/frame';
import type { RunMark } from '../../src/shared/runMarks';
import type { ChartCell } from './chartCell';
import { mainPieces } from './chartData';
import { ChartGestures, type GestureHost } from './chartGestures';
import { chartKeyOf, type ChartKey } from './chartKeys';
import { drawOverlay, type SelectionBox } from './chartOverlay';
import { ChartSelector } from './chartSelector';
import { lineQueryOf, type ChartContext } from './chartSettings';
import { readRows, sortRows, type Readout } from './crosshairReadout';
import { LatestCall } from './latestCall';
import { marksAt } from './flags';
import {
  pixelX,
  stretchX,
  transformFor,
  valueX,
  valueY,
  type PlotTransform,
} from './plotTransform';
import { covers, widthOf, type Range } from './range';
import { lineLook } from './seriesLayer';

/** A box lower than this many pixels zooms x alone. */
const flatBox = 24;

export class ChartPointer extends Disposable implements GestureHost {
  readonly #cell: ChartCell;
  readonly #context: ChartContext;
  readonly #nearest: LatestCall<NearestQuery, readonly NearestPoint[]>;
  readonly #read: Emitter<Readout | null>;
  readonly onDidRead;
  readonly #expand: Emitter<null>;
  readonly onDidExpand;
  readonly #openMark: Emitter<RunMark>;
  readonly onDidOpenMark;
  /** Whether plain drags choose a stretch instead of zooming. */
  selects = false;
  readonly #selector: ChartSelector;
  readonly #overlayJob;
  #box: SelectionBox | null = null;
  #exact: { readonly x: number; readonly points: readonly NearestPoint[] } | null = null;
  #askedX = NaN;

  constructor(cell: ChartCell, context: ChartContext) {
    super();
    this.#cell = cell;
    this.#context = context;
    const failed = (error: unknown): void => context.onError(error);
    this.#read = this.own(new Emitter<Readout | null>(failed));
    this.onDidRead = this.#read.event;
    this.#expand = this.own(new Emitter<null>(failed));
    this.onDidExpand = this.#expand.event;
    this.#openMark = this.own(new Emitter<RunMark>(failed));
    this.onDidOpenMark = this.#openMark.event;
    this.#selector = new ChartSelector(cell, context);
    this.#overlayJob = { priority: 0, draw: () => this.#drawOverlay() };
    this.#nearest = this.own(this.#newNearestCall());
    this.own(new ChartGestures(cell.element, this).attach());
    this.own(context.crosshair.onDidChange(() => this.#requestOverlay()));
    this.own(context.selection.onDidChange(() => this.#requestOverlay()));
    this.own(cell.onDidDraw(() => this.#requestOverlay()));
    this.#listenToKeys();
  }

  get isZoomed(): boolean {
    return this.#context.zoom.range !== null;
  }

  get isFocused(): boolean {
    return document.activeElement === this.#cell.element;
  }

  hover(x: number, y: number): void {
    const { transform } = this.#cell;
    if (!transform) return;
    const { left, right, top, bottom } = transform.area;
    if (x < left - 4 || x > right + 4 || y < top || y > bottom + 22) {
      this.leave();
      return;
    }
    const at = valueX(transform, Math.min(right, Math.max(left, x)));
    this.#cell.priority = 0;
    this.#context.crosshair.set({ x: at, owner: this, pointerY: y });
  }

  leave(): void {
    this.#cell.priority = 1;
    if (this.#context.crosshair.place?.owner === this) this.#context.crosshair.set(null);
  }

  boxMoved(fromX: number, fromY: number, x: number, y: number): void {
    const { transform } = this.#cell;
    if (!transform) return;
    this.#box = boxOf(transform, fromX, fromY, x, y);
    this.#context.crosshair.set(null);
    this.#requestOverlay();
  }

  boxDone(fromX: number, fromY: number, x: number, y: number): void {
    this.boxCancelled();
    const { transform } = this.#cell;
    if (!transform) return;
    const box = boxOf(transform, fromX, fromY, x, y);
    if (box.right - box.left < 4) return;
    if (Math.abs(y - fromY) >= flatBox) {
      const [from, to] = [valueY(transform, box.bottom), valueY(transform, box.top)];
      this.#cell.setYRange({ from, to });
    }
    this.#context.zoom.jump({
      from: valueX(transform, box.left),
      to: valueX(transform, box.right),
    });
  }

  boxCancelled(): void {
    this.#box = null;
    this.#requestOverlay();
  }

  panned(dx: number, dy: number): void {
    const transform = this.#transformNow();
    if (!transform) return;
    this.#context.crosshair.set(null);
    const { yRange } = this.#cell;
    if (yRange && dy !== 0) {
      const { top, bottom } = transform.area;
      this.#cell.setYRange({
        from: valueY(transform, bottom - dy),
        to: valueY(transform, top - dy),
      });
    }
    const { left, right } = transform.area;
    this.#moveTo(stretchX(transform, left - dx, right - dx));
  }

  zoomed(factor: number, x: number): void {
    const transform = this.#transformNow();
    if (transform) this.#zoomAround(transform, x, factor);
  }

  reset(): void {
    this.#cell.setYRange(null);
    this.#context.zoom.jump(null);
  }

  clicked(x: number, _y: number, selects: boolean): void {
    this.#cell.element.focus({ preventScroll: true });
    const { transform, marks } = this.#cell;
    if (!transform) return;
    const [mark] = marksAt(marks, transform, x);
    if (selects) this.#selector.chooseStepAt(x);
    else if (mark) this.#openMark.fire(this.#selector.chooseMark(mark));
  }

  selectMoved(fromX: number, x: number): void {
    this.#context.crosshair.set(null);
    this.#selector.chooseStretch(fromX, x);
  }

  override dispose(): void {
    this.leave();
    this.#context.scheduler.cancel(this.#overlayJob);
    super.dispose();
  }

  /** Where things are by now: movements may come faster than they are drawn, and each builds on the last. */
  #transformNow(): PlotTransform | null {
    const { transform, yRange } = this.#cell;
    const { range } = this.#context.zoom;
    return (
      transform &&
      transformFor(
        transform.area,
        range && (!transform.logX || range.from > 0) ? range : transform.x,
        yRange ?? transform.y,
        transform.log,
        transform.logX,
      )
    );
  }

  #newNearestCall(): LatestCall<NearestQuery, readonly NearestPoint[]> {
    return new LatestCall<NearestQuery, readonly NearestPoint[]>({
      clock: this.#context.clock,
      gapMs: () => 33,
      call: (query) => this.#context.source.getNearest(query),
      answered: (query, points) => {
        this.#exact = { x: query.x, points };
        this.#requestOverlay();
      },
      failed: (_, error) => this.#context.onError(error),
    });
  }

  #requestOverlay(): void {
    if (this.#cell.surface) this.#context.scheduler.request(this.#overlayJob);
  }

  #drawOverlay(): void {
    const { transform, surface, settings, runs } = this.#cell;
    const readout = this.#readout();
    const box = this.#box;
    const selection = this.#context.selection.range;
    if (!readout && !box && !selection) surface?.hideOverlay();
    else if (transform && settings) {
      const context = surface?.clearOverlay();
      if (context) {
        drawOverlay(context, {
          ...{ transform, theme: settings.theme, runs, readout, box, selection },
        });
      }
    }
    this.#read.fire(readout);
  }

  #readout(): Readout | null {
    const { place } = this.#context.crosshair;
    const { transform, data, settings, runs, marks } = this.#cell;
    if (!place || !transform || !data || !settings || this.#context.zoom.moving) return null;
    const left = pixelX(transform, place.x);
    if (left < transform.area.left - 1 || left > transform.area.right + 1) return null;
    const owner = place.owner === this;
    // Points as logged say nothing of lines that nobody logged.
    const isDerived = data.query.groups ?? data.query.baseline ?? null;
    const isKnown = isDerived === null && this.#exact?.x === place.x;
    const known = isKnown ? (this.#exact?.points ?? []) : [];
    const rows = readRows(data, place.x, known).filter(({ run }) => runs.has(run));
    this.#askExact(place.x, owner);
    const pointerY = owner ? place.pointerY : null;
    return {
      x: place.x,
      owner,
      rows: sortRows(rows, transform, pointerY, settings.rowOrder, (row) => {
        const look = runs.get(row.run);
        return look ? lineLook(look, row).name : '';
      }),
      left,
      top: pointerY,
      marks: owner ? marksAt(marks, transform, left) : [],
    };
  }

  /** The chart under the pointer shows step and time, so it always asks; the others only what they do not know. */
  #askExact(x: number, owner: boolean): void {
    const { settings, data } = this.#cell;
    if (!settings || !data || this.#askedX === x) return;
    // Lines that nobody logged have no points to ask for.
    if (data.query.groups || data.query.baseline) return;
    const drawnExactly = data.series.every((series) =>
      series.pieces.every((piece) => piece.exact || piece.role === 'ghost'),
    );
    if (!owner && drawnExactly) return;
    this.#askedX = x;
    this.#nearest.want({ ...lineQueryOf(settings), x, smoothing: settings.smoothing });
  }

  #listenToKeys(): void {
    const { element } = this.#cell;
    element.addEventListener('keydown', (event) => {
      const key = chartKeyOf(event);
      if (!key) return;
      event.preventDefault();
      event.stopPropagation();
      this.#obey(key);
    });
    element.addEventListener('focus', () => this.#cell.updateSummary());
    element.addEventListener('blur', () => this.leave());
  }

  #obey(key: ChartKey): void {
    const transform = this.#transformNow();
    switch (key.kind) {
      case 'expand':
        this.#expand.fire(null);
        return;
      case 'reset':
        this.leave();
        if (this.#context.selection.range) this.#context.selection.set(null);
        else this.reset();
        return;
      case 'selectStep':
        this.#selector.chooseStep(this.#ownPlace());
        return;
      case 'selectEnd':
        this.#selector.moveEnd(key.end, this.#ownPlace());
        return;
      case 'mark': {
        const x = this.#selector.nextMark(this.#ownPlace(), key.forward);
        if (x !== null) this.#context.crosshair.set({ x, owner: this, pointerY: null });
        return;
      }
      case 'openMark': {
        const place = this.#ownPlace();
        const mark = place === null ? null : this.#selector.markAt(place);
        if (mark) this.#openMark.fire(this.#selector.chooseMark(mark));
        return;
      }
      case 'move':
        this.#pointAt((_, at) => at + key.points);
        return;
      case 'end':
        this.#pointAt((places) => (key.last ? places.length - 1 : 0));
        return;
      case 'zoom': {
        if (!transform) return;
        const { left, right } = transform.area;
        const place = this.#ownPlace();
        const centre = place === null ? (left + right) / 2 : pixelX(transform, place);
        this.#zoomAround(transform, centre, key.factor);
        return;
      }
      case 'pan':
        if (transform) {
          const { left, right } = transform.area;
          const by = (right - left) * key.share;
          this.#moveTo(stretchX(transform, left + by, right + by));
        }
    }
  }

  #ownPlace(): number | null {
    const { place } = this.#context.crosshair;
    return place?.owner === this ? place.x : null;
  }

  /** Moves the crosshair along the visible points of the first run that has any. */
  #pointAt(choose: (places: readonly number[], at: number) => number): void {
    const { data, transform } = this.#cell;
    if (!data || !transform) return;
    const places = visiblePlaces(this.#cell, transform);
    if (places.length === 0) return;
    const now = this.#ownPlace();
    const at = now === null ? -1 : nearestIndex(places, now);
    const wanted = choose(places, at);
    const x = places[Math.min(places.length - 1, Math.max(0, wanted))];
    if (x !== undefined) this.#context.crosshair.set({ x, owner: this, pointerY: null });
  }

  /** @param centre the pixel that stays where it is */
  #zoomAround(transform: PlotTransform, centre: number, factor: number): void {
    const { left, right } = transform.area;
    const from = centre - (centre - left) * factor;
    this.#moveTo(stretchX(transform, from, centre + (right - centre) * factor));
  }

  /** Goes to a stretch, but neither deeper than numbers can tell apart nor far beyond the data. */
  #moveTo(range: Range): void {
    const extent = this.#cell.frames.overview?.extent ?? this.#cell.data?.extent;
    if (!extent) return;
    const width = widthOf(range);
    const whole = Math.max(widthOf(extent), 1e-9);
    if (width < Math.max(whole * 1e-8, Math.abs(range.to) * 1e-12)) return;
    if (width >= whole || covers(range, extent)) {
      this.#context.zoom.jump(null);
      return;
    }
    if (range.to < extent.from || range.from > extent.to) return;
    this.#context.zoom.move(range);
  }
}

function visiblePlaces(cell: ChartCell, { x: visible }: PlotTransform): readonly number[] {
  for (const series of cell.data?.series ?? []) {
    const places = mainPieces(series).flatMap(({ x, y }) =>
      Array.from(x).filter(
        (place, i) => place >= visible.from && place <= visible.to && Number.isFinite(y[i]),
      ),
    );
    if (places.length > 0) return [...new Set(places)];
  }
  return [];
}

function nearestIndex(places: readonly number[], x: number): number {
  let best = 0;
  places.forEach((place, i) => {
    if (Math.abs(place - x) < Math.abs((places[best] ?? Infinity) - x)) best = i;
  });
  return best;
}

function boxOf(t: PlotTransform, x0: number, y0: number, x1: number, y1: number): SelectionBox {
  const { left, right, top, bottom } = t.area;
  const inX = (x: number): number => Math.min(right, Math.max(left, x));
  const inY = (y: number): number => Math.min(bottom, Math.max(top, y));
  const flat = Math.abs(y1 - y0) < flatBox;
  return {
    left: inX(Math.min(x0, x1)),
    right: inX(Math.max(x0, x1)),
    top: flat ? top : inY(Math.min(y0, y1)),
    bottom: flat ? bottom : inY(Math.max(y0, y1)),
  };
}
