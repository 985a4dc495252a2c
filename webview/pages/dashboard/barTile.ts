// A chart of lines drawn as bars: the value of each line at the chosen step, at the end of the chosen range, or its last one.
import { Disposable } from '../../../src/base/lifecycle';
import type { FrameQuery, NearestQuery } from '../../../src/shared/frame';
import { l10n } from '../../../src/shared/language';
import { formatNumber } from '../../../src/shared/text';
import type { RunId } from '../../../src/shared/vocabulary';
import { openFrame } from '../../charts/chartData';
import { planQuery } from '../../charts/chartFrames';
import { lineQueryOf, queriedRuns, type ChartSettings } from '../../charts/chartSettings';
import { formatPlace } from '../../charts/chartSummary';
import { keyOf, readRows } from '../../charts/crosshairReadout';
import { LatestCall } from '../../charts/latestCall';
import { lineLook } from '../../charts/seriesLayer';
import { BarList, type Bar } from '../../components/barList';
import { ChartCard } from '../../components/chartCard';
import { element } from '../../components/element';
import { titleOf, type Chart } from './chartLayout';
import type { Tile, TileEvents, TileParts } from './tile';

interface Question {
  readonly settings: ChartSettings;
  /** Far beyond all points for the last ones. */
  readonly x: number;
}

const lastOfAll = 1e300;
const gapMs = 60;

export class BarTile extends Disposable implements Tile {
  readonly body = element('div', 'bars-place');
  readonly #card: ChartCard;
  readonly #bars = new BarList();
  readonly #caption = element('div', 'bars-caption');
  readonly #parts: TileParts;
  readonly #call: LatestCall<Question, readonly Bar[]>;
  #settings: ChartSettings | null = null;
  #inView = false;
  #asked = '';

  constructor(chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.#parts = parts;
    this.body.append(this.#caption, this.#bars.element);
    this.#card = new ChartCard(chart.id, titleOf(chart), this.body, {
      ...events,
      resetZoom: () => undefined,
    });
    this.#card.hideLog();
    this.#card.setZoomed(false);
    const { clock, selection } = parts.context;
    this.#call = this.own(
      new LatestCall<Question, readonly Bar[]>({
        clock,
        gapMs: () => gapMs,
        call: (question) => this.#collect(question),
        answered: ({ settings, x }, bars) => this.#show(settings, x, bars),
        failed: (_, error) => {
          this.#asked = '';
          parts.context.onError(error);
        },
      }),
    );
    this.own(selection.onDidChange(() => this.#ask()));
  }

  get element(): HTMLElement {
    return this.#card.element;
  }

  set(chart: Chart, settings: ChartSettings): void {
    this.#card.set(titleOf(chart), chart.change);
    this.#card.setExpanded(settings.expanded);
    this.#settings = settings;
    this.#ask();
  }

  setInView(inView: boolean): void {
    this.#inView = inView;
    this.#ask();
  }

  resize(): void {
    return;
  }

  markStale(runs: ReadonlySet<RunId>): void {
    if (!this.#settings || !queriedRuns(this.#settings).some((id) => runs.has(id))) return;
    this.#asked = '';
    this.#ask();
  }

  override dispose(): void {
    super.dispose();
    this.#card.element.remove();
  }

  #ask(): void {
    const settings = this.#settings;
    if (!this.#inView || !settings) return;
    const x = this.#parts.context.selection.range?.to ?? lastOfAll;
    const { runs, groups, smoothing } = settings;
    const key = JSON.stringify([lineQueryOf(settings), runs, groups, smoothing, x]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#call.want({ settings, x });
  }

  /** Points as logged; of groups, which nobody logged, what a chart would draw. */
  async #collect({ settings, x }: Question): Promise<readonly Bar[]> {
    const { source } = this.#parts.context;
    const looks = new Map(settings.runs.map((look) => [look.id, look]));
    const plan: FrameQuery = planQuery({ ...settings, marks: [] }, null, 256);
    const data = openFrame(plan, await source.getFrame(plan));
    const query: NearestQuery = { ...lineQueryOf(settings), x, smoothing: settings.smoothing };
    const points = settings.groups ? [] : await source.getNearest(query);
    return readRows(data, x, points).flatMap((row): Bar[] => {
      const look = looks.get(row.run);
      if (!look) return [];
      const { name, colour, dash } = lineLook(look, row);
      return [
        { key: keyOf(row), name, colour, dash, value: row.value, words: formatNumber(row.value) },
      ];
    });
  }

  #show(settings: ChartSettings, x: number, bars: readonly Bar[]): void {
    const words =
      x === lastOfAll ? l10n.t('Last values') : l10n.t('At {0}', formatPlace(x, settings.axis));
    this.#caption.textContent = words;
    this.#bars.element.ariaLabel = `${this.#card.element.dataset['tag'] ?? ''}: ${words}`;
    this.#bars.show(bars);
    this.body.dataset['state'] = 'drawn';
  }
}
