// A chart of lines with all that belongs to it: card, cell, pointer and tooltip.
import { Disposable } from '../../../src/base/lifecycle';
import { formatNumber } from '../../../src/shared/text';
import type { LineQuery, Smoothing } from '../../../src/shared/frame';
import type { RunId } from '../../../src/shared/vocabulary';
import { ChartCell } from '../../charts/chartCell';
import { loggedPieces, openFrame, type DrawnSeries } from '../../charts/chartData';
import { planQuery } from '../../charts/chartFrames';
import { groupStatistics } from '../../charts/groupFigures';
import type { ChartView } from '../../charts/chartPicture';
import { ChartPointer } from '../../charts/chartPointer';
import { lineQueryOf, queriedRuns, type ChartSettings } from '../../charts/chartSettings';
import { LatestCall } from '../../charts/latestCall';
import type { Range } from '../../charts/range';
import { speakReadout } from '../../charts/chartSummary';
import { lineLook } from '../../charts/seriesLayer';
import type { Readout } from '../../charts/crosshairReadout';
import { ChartCard, type CardValue } from '../../components/chartCard';
import { FiguresTable, type FiguresContent } from '../../components/figuresTable';
import { Tooltip } from '../../components/tooltip';
import { titleOf, type Chart } from './chartLayout';
import { groupStepFigures, rangeFigures, stepFigures, type FiguresFrame } from './figures';
import { compactContent, fullContent } from './readoutWords';
import type { Tile, TileEvents, TileParts } from './tile';

interface FiguresQuestion {
  readonly query: LineQuery;
  readonly range: Range;
  readonly isStep: boolean;
  readonly smoothing: Smoothing;
}

/** Values in the header: of so few runs that they can be told apart there, and are asked for exactly. */
const mostValues = 4;

/** Places at which the middle of a group is looked at over a stretch, at most. */
const groupColumns = 4096;

export class LineTile extends Disposable implements Tile {
  readonly #card: ChartCard;
  readonly #cell: ChartCell;
  readonly #parts: TileParts;
  readonly #compact = new Tooltip('compact');
  readonly #table = new FiguresTable();
  readonly #pointer: ChartPointer;
  readonly #figures: LatestCall<FiguresQuestion, FiguresContent | null>;
  #ownsTooltip = false;
  #inView = false;
  #askedFigures = '';

  constructor(chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.#parts = parts;
    this.#cell = this.own(new ChartCell(parts.context));
    this.#card = new ChartCard(chart.id, titleOf(chart), this.#cell.element, {
      ...events,
      resetZoom: () => this.#resetZoom(),
      openSettings: (button) => events.openLineSettings(button),
      toggleSelecting: (on) => this.#setSelecting(on),
    });
    this.#card.element.append(this.#table.element);
    this.#cell.element.append(this.#compact.element);
    this.#pointer = this.own(new ChartPointer(this.#cell, parts.context));
    this.#figures = this.own(this.#newFiguresCall());
    const pointer = this.#pointer;
    this.own(pointer.onDidOpenMark((mark) => events.openMark(mark)));
    this.own(parts.context.selection.onDidChange(() => this.#askFigures()));
    this.own(pointer.onDidExpand(() => events.expand()));
    this.own(pointer.onDidRead((readout) => this.#showReadout(readout)));
    this.own(
      this.#cell.onDidDraw(() => {
        this.#showValues();
        this.#askFigures();
      }),
    );
  }

  get element(): HTMLElement {
    return this.#card.element;
  }

  get body(): HTMLElement {
    return this.#cell.element;
  }

  set(chart: Chart, settings: ChartSettings): void {
    this.#card.set(titleOf(chart), chart.change);
    this.#card.setExpanded(settings.expanded);
    this.#card.setLog(settings.logY);
    this.#cell.setSettings(settings);
  }

  setInView(inView: boolean): void {
    this.#inView = inView;
    this.#askFigures();
    this.#cell.setInView(inView);
  }

  resize(width: number, height: number): void {
    this.#cell.resize(width, height);
  }

  markStale(runs: ReadonlySet<RunId>): void {
    const { settings } = this.#cell;
    if (settings && queriedRuns(settings).some((id) => runs.has(id))) this.#cell.markStale();
  }

  view(): ChartView | null {
    const { transform } = this.#cell;
    const { clientWidth: width, clientHeight: height } = this.#cell.element;
    return transform && { x: transform.x, y: transform.y, width, height };
  }

  override dispose(): void {
    this.#showReadout(null);
    super.dispose();
    this.#card.element.remove();
  }

  #resetZoom(): void {
    this.#cell.setYRange(null);
    this.#parts.context.zoom.jump(null);
  }

  #setSelecting(on: boolean): void {
    this.#pointer.selects = on;
    this.#cell.element.classList.toggle('selects', on);
  }

  #newFiguresCall(): LatestCall<FiguresQuestion, FiguresContent | null> {
    const { context } = this.#parts;
    const { clock, source } = context;
    return new LatestCall<FiguresQuestion, FiguresContent | null>({
      clock,
      gapMs: () => 60,
      call: async ({ query, range, isStep, smoothing }) => {
        const frame = this.#figuresFrame();
        if (!frame) return null;
        if (this.#cell.settings?.groups)
          return this.#groupFigures(this.#cell.settings, range, frame);
        if (!isStep)
          return rangeFigures(range, await source.getLineStatistics({ ...query, range }), frame);
        const points = await source.getNearest({ ...query, x: range.from, smoothing });
        return stepFigures(range.from, points, frame);
      },
      answered: (_, content) => {
        if (this.#parts.context.selection.range) this.#table.show(content);
      },
      failed: (_, error) => context.onError(error),
    });
  }

  /** Of lines that nobody logged: what they are at as many places as a frame has. */
  async #groupFigures(
    settings: ChartSettings,
    range: Range,
    frame: FiguresFrame,
  ): Promise<FiguresContent> {
    if (range.from === range.to) return groupStepFigures(range.from, frame);
    const columns = groupColumns;
    const query = { ...planQuery({ ...settings, marks: [] }, null, columns), range, columns };
    const data = openFrame(query, await this.#parts.context.source.getFrame(query));
    return rangeFigures(range, groupStatistics(data, range), { ...frame, data });
  }

  /** What lines look like is asked when the figures are there: it may have changed meanwhile. */
  #figuresFrame(): FiguresFrame | null {
    const { data, runs, settings } = this.#cell;
    return data && settings ? { data, axis: data.axis, runs } : null;
  }

  #askFigures(): void {
    const { selection } = this.#parts.context;
    const { range, isStep } = selection;
    const { settings, data } = this.#cell;
    if (!range || !this.#inView || !settings || !data) {
      if (!range) this.#table.show(null);
      if (!range) this.#askedFigures = '';
      return;
    }
    const query = lineQueryOf(settings);
    const { smoothing } = settings;
    const question = { query, range, isStep, smoothing, revision: data.revision };
    const key = JSON.stringify([question, settings.groups, [...this.#cell.runs.values()]]);
    if (key === this.#askedFigures) return;
    this.#askedFigures = key;
    this.#figures.want(question);
  }

  #showReadout(readout: Readout | null): void {
    const { settings, runs, name: tag, element, data } = this.#cell;
    if (!readout || !settings || readout.rows.length === 0) {
      this.#compact.hide();
      if (this.#ownsTooltip) this.#parts.tooltip.hide();
      this.#ownsTooltip = false;
      return;
    }
    const axis = data?.axis ?? settings.axis;
    const frame = {
      ...{ tag, axis, runs, settings },
      smoothed: settings.smoothing.kind !== 'none' && !settings.groups && !settings.difference,
    };
    if (!readout.owner) {
      if (this.#ownsTooltip) this.#parts.tooltip.hide();
      this.#ownsTooltip = false;
      this.#compact.show(compactContent(readout, frame), {
        left: readout.left - 4,
        top: this.#cell.transform?.area.top ?? 0,
        withinWidth: element.clientWidth,
        withinHeight: element.clientHeight,
      });
      return;
    }
    this.#compact.hide();
    this.#ownsTooltip = true;
    const box = element.getBoundingClientRect();
    this.#parts.tooltip.show(fullContent(readout, frame), {
      left: box.left + readout.left,
      top: box.top + (readout.top ?? 0) + 14,
      withinWidth: document.documentElement.clientWidth,
      withinHeight: document.documentElement.clientHeight,
    });
    if (readout.top === null) this.#parts.liveRegion.say(speakReadout(readout, axis, runs));
  }

  #showValues(): void {
    const { runs, settings, frames } = this.#cell;
    this.#card.setZoomed(this.#parts.context.zoom.range !== null || this.#cell.yRange !== null);
    const series = (frames.overview?.series ?? []).filter(({ run }) => runs.has(run));
    const chosen = settings?.highlight.size
      ? series.filter(({ run }) => settings.highlight.has(run))
      : series;
    const few = chosen.length <= mostValues && series.length <= mostValues;
    const values = few ? chosen.map((one) => this.#lastValue(one, runs)) : [];
    this.#card.setValues(values.filter((value) => value !== null));
  }

  #lastValue(series: DrawnSeries, runs: ChartCell['runs']): CardValue | null {
    const look = runs.get(series.run);
    const last = loggedPieces(series).at(-1)?.y.at(-1);
    if (!look || last === undefined) return null;
    return { ...lineLook(look, series), value: formatNumber(last) };
  }
}
