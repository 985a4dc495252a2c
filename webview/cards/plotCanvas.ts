// A canvas with two axes for the drawings of cards: sharp on every screen, with places and numbers turned into each other.
import type { ChartTheme } from '../charts/chartTheme';
import { linearTicks } from '../charts/ticks';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Axes {
  readonly x: Span;
  readonly y: Span;
  /** False where heights mean nothing in themselves. */
  readonly yTicks: boolean;
}

const margin = { top: 6, right: 10, bottom: 20, left: 44 };
const bareMargin = { ...margin, left: 10 };

export class PlotCanvas {
  readonly element = document.createElement('canvas');
  #width = 0;
  #height = 0;
  #axes: Axes = { x: { from: 0, to: 1 }, y: { from: 0, to: 1 }, yTicks: true };

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** Where is drawn, in CSS pixels of the canvas. */
  get area(): { left: number; top: number; width: number; height: number } {
    const { left, top, right, bottom } = this.#axes.yTicks ? margin : bareMargin;
    return {
      left,
      top,
      width: Math.max(1, this.#width - left - right),
      height: Math.max(1, this.#height - top - bottom),
    };
  }

  /** Takes the size that the style sheet gives it; false while it has none. */
  fit(): boolean {
    this.#width = this.element.clientWidth;
    this.#height = this.element.clientHeight;
    return this.#width > margin.left + margin.right && this.#height > margin.top + margin.bottom;
  }

  /** Clears it and draws the axes; null where the browser gives no context. */
  begin(axes: Axes, theme: ChartTheme): CanvasRenderingContext2D | null {
    this.#axes = axes;
    const ratio = window.devicePixelRatio;
    this.element.width = Math.round(this.#width * ratio);
    this.element.height = Math.round(this.#height * ratio);
    const context = this.element.getContext('2d');
    if (!context) return null;
    context.scale(ratio, ratio);
    this.#drawAxes(context, theme);
    return context;
  }

  xOf(value: number): number {
    const { left, width } = this.area;
    const { from, to } = this.#axes.x;
    return left + ((value - from) / (to - from)) * width;
  }

  yOf(value: number): number {
    const { top, height } = this.area;
    const { from, to } = this.#axes.y;
    return top + height - ((value - from) / (to - from)) * height;
  }

  /** Shares of the area, 0 … 1 inside of it, for a pointer. */
  shareOf(event: MouseEvent): { readonly x: number; readonly y: number } {
    const box = this.element.getBoundingClientRect();
    const { left, top, width, height } = this.area;
    return {
      x: (event.clientX - box.left - left) / width,
      y: (event.clientY - box.top - top) / height,
    };
  }

  #drawAxes(context: CanvasRenderingContext2D, theme: ChartTheme): void {
    const { left, top, width, height } = this.area;
    const { x, y, yTicks } = this.#axes;
    context.font = `11px ${theme.font}`;
    context.fillStyle = theme.dimText;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    if (yTicks) {
      for (const { value, label } of linearTicks(y, height / 40)) {
        const at = Math.round(this.yOf(value)) + 0.5;
        context.fillStyle = theme.grid;
        context.fillRect(left, at - 0.5, width, 1);
        context.fillStyle = theme.dimText;
        context.fillText(label, left - 6, at);
      }
    }
    context.fillStyle = theme.axis;
    context.fillRect(left, top + height, width, 1);
    context.fillStyle = theme.dimText;
    context.textBaseline = 'top';
    for (const { value, label } of linearTicks(x, width / 70)) {
      const at = this.xOf(value);
      const half = context.measureText(label).width / 2;
      context.textAlign = at - half < 2 ? 'left' : at + half > this.#width - 2 ? 'right' : 'center';
      const edge = at - half < 2 ? 2 : at + half > this.#width - 2 ? this.#width - 2 : at;
      context.fillText(label, edge, top + height + 6);
    }
  }
}

/** With some width, even of a single number. */
export function spanOf(values: Iterable<number>): Span {
  let [from, to] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  if (from > to) return { from: 0, to: 1 };
  return from < to ? { from, to } : { from: from - 0.5, to: to + 0.5 };
}
