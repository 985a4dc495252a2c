// What a page loads when columns are plotted: the view of a form, with what the page does with each of them.
import type { ColumnPlots, PlotForm } from '../../../src/shared/columnPlots';
import type { SpaceView } from '../spaceView';
import type { SpaceData } from './columnsData';
import { ParallelView } from './parallelView';
import { RelationsView } from './relationsView';
import type { RowEvents } from './rowsView';
import { ScatterView } from './scatterView';

export interface ColumnPlot {
  readonly view: SpaceView;
  setData(data: SpaceData): void;
  /** Rows that stand out, by id. */
  highlight(ids: ReadonlySet<string>): void;
}

export interface ColumnPlotEvents extends RowEvents {
  changed(part: Partial<ColumnPlots>): void;
  /** The limits of axes are others; `ids` are the rows within all of them, null where there is none. */
  limited(ids: readonly string[] | null): void;
}

/** @param chosen what was chosen before */
export function openPlot(
  form: Exclude<PlotForm, 'table'>,
  chosen: ColumnPlots,
  events: ColumnPlotEvents,
): ColumnPlot {
  if (form === 'parallel') return openParallel(chosen, events);
  if (form === 'importance') return openRelations(chosen, events);
  const view = new ScatterView({ ...events, changed: (scatter) => events.changed({ scatter }) });
  view.setState(chosen.scatter);
  return plotOf(view);
}

function openParallel(chosen: ColumnPlots, events: ColumnPlotEvents): ColumnPlot {
  let { brushes } = chosen.parallel;
  const view = new ParallelView({
    ...events,
    changed: (parallel, ids) => {
      events.changed({ parallel });
      if (parallel.brushes !== brushes) events.limited(ids);
      ({ brushes } = parallel);
    },
  });
  view.setState(chosen.parallel);
  return plotOf(view);
}

function openRelations({ target }: ColumnPlots, events: ColumnPlotEvents): ColumnPlot {
  let chosen = target;
  const view = new RelationsView((name) => {
    chosen = name;
    events.changed({ target: name });
  });
  const setData = (data: SpaceData): void => view.setData(data, chosen);
  return { view, setData, highlight: () => undefined };
}

function plotOf(view: ScatterView | ParallelView): ColumnPlot {
  return {
    view,
    setData: (data) => view.setData(data),
    highlight: (ids) => view.highlight(ids),
  };
}
