// How lines are drawn on the page, in one place: the panel of one chart, and what must be asked of the host for it.
import { Disposable } from '../../../src/base/lifecycle';
import type { DashboardState, DashboardView } from '../../../src/shared/dashboardContract';
import type { ChartId, DashboardLayout } from '../../../src/shared/dashboardLayout';
import type { LineView } from '../../../src/shared/lineView';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { ChartSettings } from '../../charts/chartSettings';
import type { LineOffers } from '../../components/lineControls';
import { titleOf, type Chart, type ChartLayout } from './chartLayout';
import { withChange } from './layoutChanges';
import { LineFacts } from './lineFacts';
import { chartSettings, lineViewOf, type SettingsParts } from './lineLooks';
import { LineSettings } from './lineSettings';
import { lineOffers, plottedTags } from './pageModel';
import { readXAxis } from './xAxisChoices';

/** What the page shows now. */
export interface ShownPage {
  readonly state: DashboardState;
  readonly view: DashboardView;
  readonly layout: ChartLayout;
}

export interface PageLinesParts {
  readonly host: RpcEndpoint;
  page(): ShownPage | null;
  layoutChanged(layout: DashboardLayout): void;
  /** What was asked for is there: charts look different. */
  factsChanged(): void;
  onError(error: unknown): void;
}

export class PageLines extends Disposable {
  readonly #parts: PageLinesParts;
  readonly #facts: LineFacts;
  readonly #settings: LineSettings;

  constructor(parts: PageLinesParts) {
    super();
    this.#parts = parts;
    this.#facts = this.own(new LineFacts(parts.host, (error) => parts.onError(error)));
    this.own(this.#facts.onDidChange(() => parts.factsChanged()));
    this.#settings = new LineSettings({
      changed: (id, line) => this.#change(id, line),
      readX: (value) => this.readX(value),
    });
  }

  /** The panel; hidden until it is opened. */
  get element(): HTMLElement {
    return this.#settings.element;
  }

  /** Asks for what the page needs to know of its runs. */
  update(state: DashboardState, view: DashboardView): LineOffers {
    this.#facts.update(state, view);
    return lineOffers(state, view);
  }

  noteData(): void {
    this.#facts.noteData();
  }

  settingsFor(parts: Omit<SettingsParts, 'marks' | 'groupsBy'>): (chart: Chart) => ChartSettings {
    const { marks } = this.#facts;
    return chartSettings({ ...parts, marks, groupsBy: (by) => this.#facts.groupsBy(by) });
  }

  readX(value: string): Pick<LineView, 'axis' | 'xTags'> {
    const page = this.#parts.page();
    return readXAxis(page ? plottedTags(page.state) : [], value);
  }

  /** Makes y of one chart logarithmic, or linear. */
  toggleLog(id: ChartId): void {
    const page = this.#parts.page();
    if (!page) return;
    const { layout, logY } = page.view;
    const line = layout.changes[id]?.line ?? {};
    this.#change(id, { ...line, logY: !(line.logY ?? logY) });
  }

  /** Opens the settings of a chart below a button; a second time closes them. */
  toggleSettings(id: ChartId, button: HTMLElement): void {
    if (this.#settings.toggle(id, button)) this.showSettings();
  }

  /** Brings the open panel up to date. */
  showSettings(): void {
    const [page, id] = [this.#parts.page(), this.#settings.chart];
    if (!page || id === null) return;
    const charts = page.layout.sections.flatMap((section) => section.charts);
    const chart = charts.find((one) => one.id === id);
    if (!chart) {
      this.#settings.close();
      return;
    }
    const lines = lineViewOf(page.view, chart);
    const shown = { id, title: titleOf(chart), own: chart.change.line ?? {} };
    this.#settings.show(shown, lines, lineOffers(page.state, lines));
  }

  #change(id: ChartId, line: Partial<LineView>): void {
    const page = this.#parts.page();
    if (!page) return;
    const change = { line: Object.keys(line).length > 0 ? line : undefined };
    this.#parts.layoutChanged(withChange(page.view.layout, id, change));
  }
}
