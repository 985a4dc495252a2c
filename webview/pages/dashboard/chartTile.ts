// One chart on the page with all that belongs to it: card, cell, pointer and tooltip.
import { Disposable } from '../../../src/base/lifecycle';
import { formatNumber } from '../../../src/shared/text';
import { ChartCell } from '../../charts/chartCell';
import { loggedPieces, type DrawnSeries } from '../../charts/chartData';
import { ChartPointer } from '../../charts/chartPointer';
import type { ChartContext, ChartSettings } from '../../charts/chartSettings';
import { speakReadout } from '../../charts/chartSummary';
import { lineLook } from '../../charts/seriesLayer';
import type { Readout } from '../../charts/crosshairReadout';
import { ChartCard, type CardEvents, type CardValue } from '../../components/chartCard';
import type { LiveRegion } from '../../components/liveRegion';
import { Tooltip } from '../../components/tooltip';
import { compactContent, fullContent } from './readoutWords';

/** Values in the header: of so few runs that they can be told apart there, and are asked for exactly. */
const mostValues = 4;

export interface TileParts {
  readonly context: ChartContext;
  readonly events: CardEvents;
  /** One for the whole page: only one chart is under the pointer. */
  readonly tooltip: Tooltip;
  readonly liveRegion: LiveRegion;
}

export class ChartTile extends Disposable {
  readonly card: ChartCard;
  readonly cell: ChartCell;
  readonly #parts: TileParts;
  readonly #compact = new Tooltip('compact');
  #ownsTooltip = false;

  constructor(tag: string, parts: TileParts) {
    super();
    this.#parts = parts;
    this.cell = this.own(new ChartCell(tag, parts.context));
    this.card = new ChartCard(tag, this.cell.element, parts.events);
    this.cell.element.append(this.#compact.element);
    const pointer = this.own(new ChartPointer(this.cell, parts.context));
    this.own(pointer.onDidExpand(() => parts.events.expand()));
    this.own(pointer.onDidRead((readout) => this.#showReadout(readout)));
    this.own(this.cell.onDidDraw(() => this.#showValues()));
  }

  get element(): HTMLElement {
    return this.card.element;
  }

  setSettings(settings: ChartSettings): void {
    this.card.setExpanded(settings.expanded);
    this.card.setLog(settings.logY);
    this.cell.setSettings(settings);
  }

  override dispose(): void {
    this.#showReadout(null);
    super.dispose();
    this.card.element.remove();
  }

  #showReadout(readout: Readout | null): void {
    const { settings, runs, tag, element, data } = this.cell;
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
        top: this.cell.transform?.area.top ?? 0,
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
    const { runs, settings, frames } = this.cell;
    this.card.setZoomed(this.#parts.context.zoom.range !== null || this.cell.yRange !== null);
    const series = (frames.overview?.series ?? []).filter(({ run }) => runs.has(run));
    const chosen = settings?.highlight.size
      ? series.filter(({ run }) => settings.highlight.has(run))
      : series;
    const few = chosen.length <= mostValues && series.length <= mostValues;
    const values = few ? chosen.map((one) => this.#lastValue(one, runs)) : [];
    this.card.setValues(values.filter((value) => value !== null));
  }

  #lastValue(series: DrawnSeries, runs: ChartCell['runs']): CardValue | null {
    const look = runs.get(series.run);
    const last = loggedPieces(series).at(-1)?.y.at(-1);
    if (!look || last === undefined) return null;
    return { ...lineLook(look, series), value: formatNumber(last) };
  }
}
