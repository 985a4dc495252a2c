// Chart.js scale that shows exactly the stretch it is told, with our ticks, linear or logarithmic.
import { Scale, type CartesianScaleOptions, type CoreScaleOptions, type Tick } from 'chart.js';
import type { Range } from './range';
import type { AxisTick } from './ticks';

declare module 'chart.js' {
  interface CartesianScaleTypeRegistry {
    plot: { options: CartesianScaleOptions & { thickness: number } };
  }
}

interface PlotScaleOptions extends CoreScaleOptions {
  /** Pixels from the plot to the edge: the height of an x axis, the width of a y axis. */
  readonly thickness: number;
}

export class PlotScale extends Scale<PlotScaleOptions> {
  static readonly id = 'plot';
  static readonly defaults = {};

  #span: Range = { from: 0, to: 1 };
  #log = false;
  #places: readonly AxisTick[] = [];

  get span(): Range {
    return this.#span;
  }

  get log(): boolean {
    return this.#log;
  }

  /** Takes effect with the next `refresh` or chart update. */
  show(span: Range, log: boolean, ticks: readonly AxisTick[]): void {
    this.#span = span;
    this.#log = log;
    this.#places = ticks;
  }

  /**
   * Makes limits, ticks and labels anew and keeps the place in the layout. Much cheaper than an update of
   * the whole chart; possible because both axes have a fixed thickness.
   */
  refresh(): void {
    const { left, top, right, bottom } = this;
    this.update(this.maxWidth, this.maxHeight);
    Object.assign(this, { left, top, right, bottom });
    this.width = right - left;
    this.height = bottom - top;
    this.configure();
  }

  override determineDataLimits(): void {
    this.min = this.#span.from;
    this.max = this.#span.to;
  }

  override buildTicks(): Tick[] {
    return this.#places.map(({ value, label }) => ({ value, label }));
  }

  /** The labels came with the places. */
  override generateTickLabels(): void {
    return;
  }

  override calculateLabelRotation(): void {
    this.labelRotation = 0;
  }

  /** A fixed thickness instead of measuring labels: plots in a column line up, and nothing shifts. */
  override fit(): void {
    const { thickness } = this.options;
    this.width = this.isHorizontal() ? this.maxWidth : thickness;
    this.height = this.isHorizontal() ? thickness : this.maxHeight;
  }

  override getPixelForValue(value: number): number {
    const { from, to } = this.#span;
    if (!this.#log) return this.getPixelForDecimal((value - from) / (to - from));
    return this.getPixelForDecimal(Math.log(value / from) / Math.log(to / from));
  }

  override getValueForPixel(pixel: number): number {
    const { from, to } = this.#span;
    const share = this.getDecimalForPixel(pixel);
    return this.#log ? from * (to / from) ** share : from + share * (to - from);
  }
}
