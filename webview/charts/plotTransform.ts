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
  readonly log: boolean;
  readonly kx: number;
  readonly bx: number;
  readonly ky: number;
  readonly by: number;
}

export function transformFor(area: PlotArea, x: Range, y: Range, log: boolean): PlotTransform {
  const [low, high] = log ? [Math.log10(y.from), Math.log10(y.to)] : [y.from, y.to];
  const kx = (area.right - area.left) / (x.to - x.from);
  const ky = (area.top - area.bottom) / (high - low);
  return {
    area,
    x,
    y,
    log,
    kx,
    bx: area.left - x.from * kx,
    ky,
    by: area.bottom - low * ky,
  };
}

export function pixelX(transform: PlotTransform, x: number): number {
  return x * transform.kx + transform.bx;
}

/** NaN for what has no place: gaps, and values ≤ 0 on a log axis. */
export function pixelY(transform: PlotTransform, y: number): number {
  const value = transform.log ? Math.log10(y) : y;
  return Number.isFinite(value) ? value * transform.ky + transform.by : NaN;
}

export function valueX(transform: PlotTransform, pixel: number): number {
  return (pixel - transform.bx) / transform.kx;
}

export function valueY(transform: PlotTransform, pixel: number): number {
  const value = (pixel - transform.by) / transform.ky;
  return transform.log ? 10 ** value : value;
}
