// A chart of lines with all that belongs to it: card, cell, pointer and tooltip.
import { Disposable } from '../../../src/base/lifecycle';
import { formatNumber } from '../../../src/shared/text';
import type { RunId } from '../../../src/shared/vocabulary';
import { ChartCell } from '../../charts/chartCell';
import { loggedPieces, type DrawnSeries } from '../../charts/chartData';
import { ChartPointer } from '../../charts/chartPointer';
import type { ChartSettings } from '../../charts/chartSettings';
import { speakReadout } from '../../charts/chartSummary';
import { lineLook } from '../../charts/seriesLayer';
import type { Readout } from '../../charts/crosshairReadout';
import { ChartCard, type CardValue } from '../../components/chartCard';
import { Tooltip } from '../../components/tooltip';
import { titleOf, type Chart } from './chartLayout';
import { compactContent, fullContent } from './readoutWords';
import type { Tile, TileEvents, TileParts } from './tile';

/** Values in the header: of so few runs that they can be told apart there, and are asked for exactly. */
const mostValues = 4;

export class LineTile extends Disposable implements Tile {
  readonly #card: ChartCard;
  readonly #cell: ChartCell;
  readonly #parts: TileParts;
  readonly #compact = new Tooltip('compact');
  #ownsTooltip = false;

  constructor(chart: Chart, parts: TileParts, events: TileEvents) {
    super();
    this.#parts = parts;
    this.#cell = this.own(new ChartCell(chart.tags[0]!, parts.context));
    this.#card = new ChartCard(chart.id, titleOf(chart), this.#cell.element, {
      ...events,
      resetZoom: () => this.#resetZoom(),
    });
    this.#cell.element.append(this.#compact.element);
    const pointer = this.own(new ChartPointer(this.#cell, parts.context));
    this.own(pointer.onDidExpand(() => events.expand()));
    this.own(pointer.onDidRead((readout) => this.#showReadout(readout)));
    this.own(this.#cell.onDidDraw(() => this.#showValues()));
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
    this.#cell.setInView(inView);
  }

  resize(width: number, height: number): void {
    this.#cell.resize(width, height);
  }

  markStale(runs: ReadonlySet<RunId>): void {
    if (this.#cell.settings?.runs.some(({ id }) => runs.has(id))) this.#cell.markStale();
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

  #showReadout(readout: Readout | null): void {
    const { settings, runs, tag, element, data } = this.#cell;
    if (!readout || !settings || readout.rows.length === 0) {
      this.#compact.hide();
      if (this.#ownsTooltip) this.#parts.tooltip.hide();
      this.#ownsTooltip = false;
      return;
    }
    const axis = data?.axis ?? settings.axis;
    const frame = { tag, axis, smoothed: settings.smoothing.kind !== 'none', runs };
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
