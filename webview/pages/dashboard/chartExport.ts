// Takes a chart of lines off the page as a picture, to a file that the user chooses or to the clipboard; and asks for exports of all
// that the page shows.
import { dashboardMessages } from '../../../src/shared/dashboardContract';
import { l10n } from '../../../src/shared/language';
import type { RpcEndpoint } from '../../../src/shared/rpc';
import type { PageForm, SavedFile } from '../../../src/shared/savedFile';
import { chartPicture, screenStyle, type ChartView } from '../../charts/chartPicture';
import type { ChartSettings, PointSource } from '../../charts/chartSettings';
import type { ChartTheme } from '../../charts/chartTheme';
import { pngPicture } from '../../charts/pngPicture';
import { plainButton } from '../../components/element';
import { icon } from '../../components/icon';
import { openMenu, type MenuEntry } from '../../components/menu';
import { isBars, titleOf, type Chart } from './chartLayout';
import type { ShownPage } from './pageLines';
import { askForPaper, paperStyle, usualPaper, type Paper } from './paperDialog';

export interface ChartExportParts {
  readonly host: RpcEndpoint;
  readonly source: PointSource;
  page(): Pick<ShownPage, 'view' | 'layout'> | null;
  /** What of the chart is in sight; null where nothing is drawn of it. */
  viewOf(chart: Chart): ChartView | null;
  /** How the chart is drawn, in the page's theme or in another. */
  settingsFor(chart: Chart, palette?: ChartTheme['palette']): ChartSettings | null;
  say(words: string): void;
  onError(error: unknown): void;
}

/** Smaller charts are drawn larger than on the screen: a picture is looked at alone. */
const leastWidth = 720;
const leastHeight = 400;
/** Pixels of a PNG for one of the screen, at least. */
const leastScale = 2;
/** A paper is printed at about 300 dots per inch. */
const columnsPerPoint = 4;

export class ChartExport {
  /** Opens the menu of the page's exports. */
  readonly button: HTMLButtonElement;
  readonly #parts: ChartExportParts;
  #paper: Paper = usualPaper;

  constructor(parts: ChartExportParts) {
    this.#parts = parts;
    const words = l10n.t('Export');
    const open = (): void => openMenu(this.button, words, this.#pageEntries);
    this.button = plainButton('icon-button', words, open, icon('export'));
    this.button.ariaHasPopup = 'menu';
  }

  /** For a chart's menu; none for charts that are no lines. */
  entriesFor(chart: Chart): readonly MenuEntry[] {
    if (chart.kind !== 'scalar' || isBars(chart)) return [];
    return [
      { label: l10n.t('Save as PNG…'), act: () => this.#run(() => this.#savePng(chart)) },
      { label: l10n.t('Save as SVG…'), act: () => this.#run(() => this.#saveSvg(chart)) },
      { label: l10n.t('Save as SVG for LaTeX…'), act: () => this.#askForPaper(chart) },
      { label: l10n.t('Copy as image'), act: () => this.#run(() => this.#copy(chart)) },
    ];
  }

  /** For the page's own menu. */
  get #pageEntries(): readonly MenuEntry[] {
    const entry = (form: PageForm, label: string): MenuEntry => ({
      label,
      act: () => this.#exportPage(form),
    });
    return [
      entry('html', l10n.t('This page as HTML file…')),
      'line',
      entry('csv', l10n.t('All points as CSV…')),
      entry('json', l10n.t('All points as JSON…')),
      entry('jsonl', l10n.t('All points as JSON Lines…')),
      'line',
      entry('markdown', l10n.t('Last values as Markdown table')),
      entry('latex', l10n.t('Last values as LaTeX table')),
    ];
  }

  #exportPage(form: PageForm): void {
    const page = this.#parts.page();
    if (!page) return;
    const charts = page.layout.sections.flatMap((section) => section.charts);
    const lines = charts.filter(({ kind }) => kind === 'scalar');
    const metrics = [...new Set(lines.flatMap(({ tags }) => tags))];
    this.#parts.host.notify(dashboardMessages.exportPage, { form, view: page.view, metrics });
  }

  #run(act: () => Promise<void>): void {
    act().catch((error: unknown) => {
      this.#parts.say(l10n.t('The chart could not be exported'));
      this.#parts.onError(error);
    });
  }

  async #savePng(chart: Chart): Promise<void> {
    const svg = await this.#screenSvg(chart);
    if (svg === null) return;
    const blob = await pngPicture(svg, pngScale());
    await this.#save({ form: 'png', name: titleOf(chart), bytes: await blob.arrayBuffer() });
  }

  async #saveSvg(chart: Chart): Promise<void> {
    const svg = await this.#screenSvg(chart);
    if (svg !== null) await this.#save({ form: 'svg', name: titleOf(chart), bytes: bytesOf(svg) });
  }

  /** The clipboard is asked at once, while the user's click still counts; the picture may come later. */
  async #copy(chart: Chart): Promise<void> {
    const picture = this.#screenSvg(chart).then((svg) => {
      if (svg === null) throw new Error('the chart is not on the screen');
      return pngPicture(svg, pngScale());
    });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    this.#parts.say(l10n.t('The picture is in the clipboard'));
  }

  #askForPaper(chart: Chart): void {
    askForPaper(this.#paper, (paper) => {
      this.#paper = paper;
      this.#run(() => this.#savePaper(chart, paper));
    });
  }

  async #savePaper(chart: Chart, paper: Paper): Promise<void> {
    const view = this.#parts.viewOf(chart);
    const settings = this.#parts.settingsFor(chart, 'light');
    if (!view || !settings) return;
    const { width, height } = paper;
    const columns = Math.round(width * columnsPerPoint);
    const wanted = { title: titleOf(chart), settings, view: { ...view, width, height }, columns };
    const svg = await chartPicture(this.#parts.source, wanted, paperStyle(paper));
    await this.#save({ form: 'svg', name: titleOf(chart), bytes: bytesOf(svg) });
  }

  async #screenSvg(chart: Chart): Promise<string | null> {
    const view = this.#parts.viewOf(chart);
    const settings = this.#parts.settingsFor(chart);
    if (!view || !settings) return null;
    const width = Math.max(leastWidth, Math.round(view.width));
    const height = Math.max(leastHeight, Math.round(view.height) + 40);
    const columns = Math.round(width * pngScale());
    const wanted = { title: titleOf(chart), settings, view: { ...view, width, height }, columns };
    return chartPicture(this.#parts.source, wanted, screenStyle(settings.theme));
  }

  async #save(file: SavedFile): Promise<void> {
    await this.#parts.host.call(dashboardMessages.saveFile, file);
  }
}

function pngScale(): number {
  return Math.max(leastScale, window.devicePixelRatio);
}

function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}
