// Chart.js controller for "one dataset = all runs": draws typed arrays directly, with no element per point.
import { DatasetController, type ControllerDatasetOptions } from 'chart.js';
import { transformFor, type PlotTransform } from './plotTransform';
import type { PlotScale } from './plotScale';
import type { SeriesLayer } from './seriesLayer';
import type { Snapshot } from './snapshot';

declare module 'chart.js' {
  interface ChartTypeRegistry {
    runs: {
      chartOptions: object;
      datasetOptions: RunsDataset & ControllerDatasetOptions;
      defaultDataPoint: number;
      metaExtensions: object;
      parsedDataType: object;
      scales: 'plot';
    };
  }
}

/** What the controller draws: the layer, or while a gesture lasts the picture taken of it. */
export interface RunsDataset {
  layer: SeriesLayer | null;
  snapshot: Snapshot | null;
}

export class RunsController extends DatasetController<'runs'> {
  static readonly id = 'runs';
  static readonly defaults = { datasetElementType: false, dataElementType: 'point' };
  static readonly overrides = {};

  /** Points are never parsed into elements: the layer reads the columns of the frame. */
  override parse(): void {
    return;
  }

  override update(): void {
    return;
  }

  override draw(): void {
    const { layer, snapshot } = this.getDataset() as unknown as RunsDataset;
    const transform = this.#transform();
    if (snapshot) snapshot.draw(this.chart.ctx, transform);
    else layer?.draw(this.chart.ctx, transform);
  }

  protected override getMinMax(scale: PlotScale): { min: number; max: number } {
    return { min: scale.span.from, max: scale.span.to };
  }

  protected override getMaxOverflow(): boolean {
    return false;
  }

  #transform(): PlotTransform {
    const { xScale, yScale } = this.getMeta();
    const [x, y] = [xScale as PlotScale, yScale as PlotScale];
    return transformFor(this.chart.chartArea, x.span, y.span, y.log, x.log);
  }
}
