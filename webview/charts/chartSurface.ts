// One Chart.js chart with its canvas and an overlay canvas above it; pooled and lent to whichever cell is in sight.
import { Chart, PointElement } from 'chart.js';
import type { ChartTheme } from './chartTheme';
import type { PlotArea } from './plotTransform';
import { PlotScale } from './plotScale';
import type { Range } from './range';
import { RunsController } from './runsController';
import type { SeriesLayer } from './seriesLayer';
import type { Snapshot } from './snapshot';
import type { AxisTick } from './ticks';

Chart.register(RunsController, PlotScale, PointElement);

/** The same for every chart, so that plots in a column line up. */
const yAxisWidth = 52;
const xAxisHeight = 22;
const fontSize = 11;

/** Points at the ends of a line may stand out a little; lines that leave the y range may not. */
const clip = { left: 5, right: 5, top: 1, bottom: 0 };

export interface AxisView {
  readonly range: Range;
  readonly log: boolean;
  readonly ticks: readonly AxisTick[];
}

export class ChartSurface {
  readonly element = document.createElement('div');
  readonly #canvas = document.createElement('canvas');
  readonly #overlay = document.createElement('canvas');
  readonly #chart: Chart<'runs', number[]>;
  #theme: ChartTheme | undefined;
  #laidOut = false;

  constructor() {
    this.element.className = 'chart-surface';
    this.#overlay.className = 'chart-overlay';
    this.#overlay.hidden = true;
    this.element.append(this.#canvas, this.#overlay);
    this.#chart = new Chart<'runs', number[]>(this.#canvas, {
      type: 'runs',
      data: { labels: [], datasets: [{ data: [], layer: null, snapshot: null, clip }] },
      options: {
        responsive: false,
        maintainAspectRatio: false,
        animation: false,
        events: [],
        devicePixelRatio: window.devicePixelRatio,
        layout: { autoPadding: false, padding: { top: 6, right: 14, bottom: 0, left: 0 } },
        scales: { x: xAxisOptions(), y: yAxisOptions() },
      },
    });
  }

  /** Where series are drawn, in CSS pixels of the element. */
  get area(): PlotArea {
    return this.#chart.chartArea;
  }

  /** Does nothing when the size is the same, as it mostly is when a surface goes from one chart to the next. */
  resize(width: number, height: number): void {
    this.hideOverlay();
    const ratio = window.devicePixelRatio;
    const { width: wide, height: high, currentDevicePixelRatio } = this.#chart;
    if (width === wide && height === high && ratio === currentDevicePixelRatio) return;
    this.#chart.options.devicePixelRatio = ratio;
    this.#setData(null, null);
    // Lays the chart out as well.
    this.#chart.resize(width, height);
  }

  setTheme(theme: ChartTheme): void {
    if (this.#theme === theme) return;
    this.#theme = theme;
    for (const axis of ['x', 'y'] as const) {
      const options = this.#chart.options.scales?.[axis];
      if (!options) continue;
      Object.assign(options.ticks ?? {}, {
        color: theme.dimText,
        font: { family: theme.font, size: fontSize },
      });
      Object.assign(options.grid ?? {}, { color: theme.grid, tickColor: theme.axis });
      Object.assign(options.border ?? {}, { color: theme.axis });
    }
    this.#laidOut = false;
  }

  /** Makes sure that `area` is right for the current size and theme. */
  layOut(): void {
    // An update draws too, and what it would draw is about to be drawn anew.
    this.#setData(null, null);
    this.#chart.update('none');
    this.#laidOut = true;
  }

  /** Lets go of what it shows, for the next chart. */
  release(): void {
    this.hideOverlay();
    this.#setData(null, null);
  }

  /** Draws axes and series. */
  draw(x: AxisView, y: AxisView, layer: SeriesLayer | null, snapshot: Snapshot | null): void {
    if (!this.#laidOut) this.layOut();
    const [xScale, yScale] = [this.#scale('x'), this.#scale('y')];
    xScale.show(x.range, x.log, x.ticks);
    yScale.show(y.range, y.log, y.ticks);
    this.#setData(layer, snapshot);
    xScale.refresh();
    yScale.refresh();
    this.#chart.draw();
  }

  /** The cleared overlay, scaled to CSS pixels. Most charts never need one, so it is made when first asked for. */
  clearOverlay(): CanvasRenderingContext2D | null {
    const context = this.#overlay.getContext('2d');
    const ratio = window.devicePixelRatio;
    const { width, height } = this.#chart;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#overlay.width !== wide || this.#overlay.height !== high) {
      this.#overlay.width = wide;
      this.#overlay.height = high;
      this.#overlay.style.width = `${width}px`;
      this.#overlay.style.height = `${height}px`;
    }
    this.#overlay.hidden = false;
    context?.setTransform(1, 0, 0, 1, 0, 0);
    context?.clearRect(0, 0, wide, high);
    context?.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }

  hideOverlay(): void {
    this.#overlay.hidden = true;
  }

  #setData(layer: SeriesLayer | null, snapshot: Snapshot | null): void {
    const dataset = this.#chart.data.datasets[0];
    if (dataset) Object.assign(dataset, { layer, snapshot });
  }

  #scale(axis: 'x' | 'y'): PlotScale {
    return this.#chart.scales[axis] as PlotScale;
  }
}

function xAxisOptions(): object {
  return {
    type: 'plot',
    position: 'bottom',
    grid: { drawOnChartArea: false, drawTicks: true, tickLength: 4 },
    border: { display: true },
    ticks: { ...tickOptions, padding: 3, align: 'center' },
    thickness: xAxisHeight,
  };
}

function yAxisOptions(): object {
  return {
    type: 'plot',
    position: 'left',
    grid: { drawTicks: false },
    border: { display: false },
    ticks: { ...tickOptions, padding: 8 },
    thickness: yAxisWidth,
  };
}

const tickOptions = { autoSkip: false, minRotation: 0, maxRotation: 0, sampleSize: 1 };
