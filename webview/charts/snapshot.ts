// A picture of a chart's series, wider than what is seen, that is shifted and stretched while a gesture lasts.
import { transformFor, type PlotArea, type PlotTransform } from './plotTransform';
import { covers, widthOf, type Range } from './range';
import type { SeriesLayer } from './seriesLayer';

export class Snapshot {
  readonly #canvas: HTMLCanvasElement;
  readonly #transform: PlotTransform;

  /** Draws the layer once over `x`, which may be several times as wide as the plot. */
  constructor(layer: SeriesLayer, x: Range, visible: PlotTransform) {
    const ratio = window.devicePixelRatio;
    const { area } = visible;
    const width = ((area.right - area.left) * widthOf(x)) / widthOf(visible.x);
    const height = area.bottom - area.top;
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(width * ratio);
    canvas.height = Math.ceil(height * ratio);
    const own: PlotArea = { left: 0, top: 0, right: width, bottom: height };
    this.#canvas = canvas;
    this.#transform = transformFor(own, x, visible.y, visible.log);
    const context = canvas.getContext('2d');
    if (!context) return;
    context.scale(ratio, ratio);
    layer.draw(context, this.#transform);
  }

  /** Whether it still is a fair picture of the asked stretch. Newer points wait until the gesture is over. */
  serves(visible: PlotTransform): boolean {
    const { y, log, x, kx } = this.#transform;
    const stretch = visible.kx / kx;
    return (
      log === visible.log &&
      y.from === visible.y.from &&
      y.to === visible.y.to &&
      covers(x, visible.x) &&
      stretch > 0.4 &&
      stretch < 2.5
    );
  }

  draw(context: CanvasRenderingContext2D, visible: PlotTransform): void {
    const { area } = visible;
    const left = this.#transform.x.from * visible.kx + visible.bx;
    const width = widthOf(this.#transform.x) * visible.kx;
    context.drawImage(this.#canvas, left, area.top, width, area.bottom - area.top);
  }
}
