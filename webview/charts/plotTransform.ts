// From data to pixels: one multiplication and one addition per coordinate, computed once per drawing.
import type { Range } from './range';

/** A rectangle in CSS pixels. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PlotTransform {
  readonly area: PlotArea;
  readonly x: Range;
  readonly y: Range;
  /** Whether y is logarithmic, and whether x is. */
  readonly log: boolean;
  readonly logX: boolean;
  /** Of x and y, or of their decimal logarithms. */
  readonly kx: number;
  readonly bx: number;
  readonly ky: number;
  readonly by: number;
}

export function transformFor(
  area: PlotArea,
  x: Range,
  y: Range,
  log: boolean,
  logX = false,
): PlotTransform {
  const [low, high] = log ? [Math.log10(y.from), Math.log10(y.to)] : [y.from, y.to];
  const [first, last] = logX ? [Math.log10(x.from), Math.log10(x.to)] : [x.from, x.to];
  const kx = (area.right - area.left) / (last - first);
  const ky = (area.top - area.bottom) / (high - low);
  return {
    area,
    x,
    y,
    log,
    logX,
    kx,
    bx: area.left - first * kx,
    ky,
    by: area.bottom - low * ky,
  };
}

/** Infinitely far to the left for what has no place on a log axis. */
export function pixelX(transform: PlotTransform, x: number): number {
  const place = transform.logX ? (x > 0 ? Math.log10(x) : -Infinity) : x;
  return place * transform.kx + transform.bx;
}

/** NaN for what has no place: gaps, and values ≤ 0 on a log axis. */
export function pixelY(transform: PlotTransform, y: number): number {
  const value = transform.log ? Math.log10(y) : y;
  return Number.isFinite(value) ? value * transform.ky + transform.by : NaN;
}

export function valueX(transform: PlotTransform, pixel: number): number {
  const value = (pixel - transform.bx) / transform.kx;
  return transform.logX ? 10 ** value : value;
}

export function valueY(transform: PlotTransform, pixel: number): number {
  const value = (pixel - transform.by) / transform.ky;
  return transform.log ? 10 ** value : value;
}

/** The stretch of x that lies between two pixels. */
export function stretchX(transform: PlotTransform, left: number, right: number): Range {
  return { from: valueX(transform, left), to: valueX(transform, right) };
}
