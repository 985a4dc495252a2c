// Keeps chart surfaces that went out of sight for the next chart that comes into sight.
import { ChartSurface } from './chartSurface';

export class SurfacePool {
  readonly #idle: ChartSurface[] = [];

  take(): ChartSurface {
    return this.#idle.pop() ?? new ChartSurface();
  }

  giveBack(surface: ChartSurface): void {
    surface.element.remove();
    surface.release();
    this.#idle.push(surface);
  }
}
