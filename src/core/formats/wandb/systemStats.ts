// System records: what the machine does, sampled by the clock and not by the training. Source: wandb_internal.proto,
// StatsRecord. Each sample gets the step that a metric logged now would get, so that it stands beside the curves.
import { readTimestamp } from './timestamp';
import type { FieldWalk } from './fields';
import type { FileSeries } from './fileSeries';
import type { HistoryReader } from './history';
import { readItem, type ItemRange } from './item';
import { KeyTable } from './keyTable';
import { readNumber } from './numberText';
import type { PointColumns } from './pointColumns';

/** Field keys of StatsRecord. */
const statsKeys = { timestamp: 0x12, item: 0x1a } as const;

/** Goes before the names of system metrics, which may be those of metrics. */
const prefix = 'system/';

export class SystemStatsReader {
  readonly #series: FileSeries;
  readonly #columns: PointColumns;
  readonly #history: HistoryReader;
  readonly #keys = new KeyTable(prefix);
  readonly #items: ItemRange[] = [];

  constructor(series: FileSeries, columns: PointColumns, history: HistoryReader) {
    this.#series = series;
    this.#columns = columns;
    this.#history = history;
  }

  /** Reads the record that the walk has entered. Gives its time, NaN if it has none. Adds nothing if it throws. */
  read(walk: FieldWalk): number {
    let wallTime = NaN;
    let count = 0;
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === statsKeys.item) readItem(walk, this.#itemAt(count++));
      else if (key === statsKeys.timestamp) wallTime = readTimestamp(walk);
      else walk.skip(key);
    }
    for (let at = 0; at < count; at++) this.#addPoint(walk.bytes, this.#items[at]!, wallTime);
    return wallTime;
  }

  #itemAt(at: number): ItemRange {
    return (this.#items[at] ??= { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0 });
  }

  #addPoint(bytes: Uint8Array, item: ItemRange, wallTime: number): void {
    const value = readNumber(bytes, item.valueStart, item.valueEnd);
    if (value === undefined || item.keyEnd === item.keyStart) return;
    const key = this.#keys.find(bytes, item.keyStart, item.keyEnd);
    if (!key) {
      this.#series.refused++;
      return;
    }
    const series = (key.series ??= this.#series.find('scalar', key.name));
    if (series) this.#columns.add(series, this.#history.stepOf(key), wallTime, value);
  }
}
