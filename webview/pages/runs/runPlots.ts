// The plot above the table: parallel coordinates, a scatter plot, or what tells about a column, of the shown rows and columns.
import { Disposable } from '../../../src/base/lifecycle';
import type { ColumnPlots, PlotForm } from '../../../src/shared/columnPlots';
import { l10n } from '../../../src/shared/language';
import type { PaletteTheme } from '../../../src/shared/palette';
import type { TableColumn } from '../../../src/shared/tableContract';
import type { RunId } from '../../../src/shared/vocabulary';
import { element } from '../../components/element';
import type { ColumnPlot } from '../../spaces/columns/openPlots';
import { plotDataOf } from './plotData';
import type { TableData } from './tableData';

export interface RunPlotsEvents {
  changed(plots: ColumnPlots): void;
  /** The runs within the limits of all axes; none where there is no limit any more. */
  limited(runs: readonly RunId[]): void;
  hovered(run: RunId | null): void;
  clicked(run: RunId): void;
}

/** What is plotted. */
export interface Plotted {
  readonly data: TableData;
  readonly columns: readonly TableColumn[];
  readonly theme: PaletteTheme;
  readonly selected: readonly RunId[];
}

/** The plot that is there. */
interface Shown extends ColumnPlot {
  readonly form: PlotForm;
}

export class RunPlots extends Disposable {
  readonly element = element('div', 'plot-place');
  readonly #events: RunPlotsEvents;
  readonly #onError: (error: unknown) => void;
  readonly #nothing = element('p', 'dim plot-nothing');
  #plots: ColumnPlots | null = null;
  #plotted: Plotted | null = null;
  #shown: Shown | null = null;
  /** What the data of the view was made of, so that it is not made anew for nothing. */
  #made: readonly unknown[] = [];
  #limited: ReadonlySet<RunId> = new Set();
  #pointed: RunId | null = null;

  constructor(events: RunPlotsEvents, onError: (error: unknown) => void) {
    super();
    this.#events = events;
    this.#onError = onError;
    this.element.hidden = true;
    this.#nothing.hidden = true;
    this.element.append(this.#nothing);
  }

  set(plots: ColumnPlots, plotted: Plotted): void {
    this.#plots = plots;
    this.#plotted = plotted;
    this.element.hidden = plots.form === 'table';
    if (plots.form !== this.#shown?.form) void this.#open(plots.form);
    else this.#show();
  }

  /** A run that the pointer is on in the table. */
  point(run: RunId | null): void {
    if (run === this.#pointed) return;
    this.#pointed = run;
    this.#highlight();
  }

  async #open(form: PlotForm): Promise<void> {
    if (this.#shown) this.disown(this.#shown.view);
    this.#shown = null;
    this.#made = [];
    if (form === 'table') return;
    try {
      const { openPlot } = await import('../../spaces/columns/openPlots');
      // Something else may be wanted by now, or be there already.
      if (this.isDisposed || !this.#lacks(form) || !this.#plots) return;
      const plot = openPlot(form, this.#plots, {
        changed: (part) => this.#change(part),
        limited: (ids) => this.#limit((ids ?? []) as readonly RunId[]),
        hovered: (id) => this.#events.hovered(id as RunId | null),
        clicked: (id) => this.#events.clicked(id as RunId),
      });
      this.own(plot.view);
      this.element.append(plot.view.element);
      this.#shown = { form, ...plot };
      this.#show();
    } catch (error) {
      this.#onError(error);
    }
  }

  #lacks(form: PlotForm): boolean {
    return this.#plots?.form === form && this.#shown?.form !== form;
  }

  #change(part: Partial<ColumnPlots>): void {
    if (!this.#plots) return;
    this.#plots = { ...this.#plots, ...part };
    this.#events.changed(this.#plots);
  }

  #limit(runs: readonly RunId[]): void {
    this.#limited = new Set(runs);
    this.#events.limited(runs);
  }

  #show(): void {
    const [shown, plotted] = [this.#shown, this.#plotted];
    if (!shown || !plotted) return;
    const { data, columns, theme } = plotted;
    const keys = columns.filter(({ key }) => data.has(key)).map(({ key }) => key);
    const made = [data.order, data.version, theme, keys.join('\n')];
    if (made.some((part, at) => part !== this.#made[at])) {
      this.#made = made;
      const space = plotDataOf(data, columns, theme);
      const isEmpty = space.columns.length === 0 || space.rows.length === 0;
      this.#nothing.textContent = l10n.t(
        'None of the shown columns differs between the shown runs.',
      );
      this.#nothing.hidden = !isEmpty;
      shown.view.element.hidden = isEmpty;
      shown.setData(space);
    }
    this.#highlight();
  }

  /** Runs that are chosen because they are within the limits are told by that already. */
  #highlight(): void {
    const selected = this.#plotted?.selected ?? [];
    const isLimit =
      selected.length === this.#limited.size && selected.every((run) => this.#limited.has(run));
    const runs = new Set(isLimit ? [] : selected);
    if (this.#pointed !== null) runs.add(this.#pointed);
    this.#shown?.highlight(runs);
  }
}
