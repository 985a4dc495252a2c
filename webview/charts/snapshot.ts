// A picture of a chart's series, wider than what is seen, that is shifted and stretched while a gesture lasts.
import { pixelX, transformFor, type PlotArea, type PlotTransform } from './plotTransform';
import { covers, type Range } from './range';
import type { SeriesLayer } from './seriesLayer';

export class Snapshot {
  readonly #canvas: HTMLCanvasElement;
  readonly #transform: PlotTransform;

  /** Draws the layer once over `x`, which may be several times as wide as the plot. */
  constructor(layer: SeriesLayer, x: Range, visible: PlotTransform) {
    const ratio = window.devicePixelRatio;
    const { area } = visible;
    const width = pixelX(visible, x.to) - pixelX(visible, x.from);
    const height = area.bottom - area.top;
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const own: PlotArea = { left: 0, top: 0, right: width, bottom: height };
    this.#canvas = canvas;
    this.#transform = transformFor(own, x, visible.y, visible.log, visible.logX);
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    layer.draw(context, this.#transform);
  }

  /** Whether it still is a fair picture of the asked stretch. Newer points wait until the gesture is over. */
  serves(visible: PlotTransform): boolean {
    const { y, log, logX, x, kx } = this.#transform;
    const stretch = visible.kx / kx;
    return (
      log === visible.log &&
      logX === visible.logX &&
      y.from === visible.y.from &&
      y.to === visible.y.to &&
      covers(x, visible.x) &&
      stretch > 0.4 &&
      stretch < 2.5
    );
  }

  draw(context: CanvasRenderingContext2D, visible: PlotTransform): void {
    const { area } = visible;
    const { from, to } = this.#transform.x;
    const left = pixelX(visible, from);
    const width = pixelX(visible, to) - left;
    context.drawImage(this.#canvas, left, area.top, width, area.bottom - area.top);
  }
}
