// History records: one row of values under one step. Source: wandb_internal.proto, HistoryRecord and HistoryItem.
import { AxisRules } from './axisRules';
import type { FieldWalk } from './fields';
import type { FileSeries } from './fileSeries';
import { readItem, type ItemRange } from './item';
import { jsonLeaves } from './jsonLeaves';
import { KeyTable, type Key, type KeyGroup } from './keyTable';
import { readNumber } from './numberText';
import type { PointColumns } from './pointColumns';
import { textOf } from '../text';

/** Field keys of HistoryRecord and of its step. */
export const historyKeys = { item: 0x0a, step: 0x12 } as const;
const stepNumberKey = 0x08;

/** Where a record lies in its file, all its chunks from the first one's header to the end of the last one. */
export interface RecordPlace {
  readonly offset: number;
  readonly length: number;
}

const characters = { quote: 34, f: 102, openObject: 123, t: 116, n: 110, openList: 91 } as const;

/** The objects that are listed; what else says a type (pictures, tables …) is left out with all in it. */
const histogramType = 'histogram';

export class HistoryReader {
  readonly rules = new AxisRules();
  readonly #series: FileSeries;
  readonly #columns: PointColumns;
  readonly #keys = new KeyTable('');
  readonly #stepKey = this.#keys.named(['_step'])!;
  readonly #timeKey = this.#keys.named(['_timestamp'])!;
  readonly #item: ItemRange = { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0 };
  /** Number of the row that is read; malformed ones count. */
  #row = 0;
  /** Step of the last row. */
  #step = 0;
  #rows = 0;
  /** The metrics of the row, and how many there are. */
  readonly #present: Key[] = [];
  #count = 0;
  readonly #histograms: KeyGroup[] = [];

  constructor(series: FileSeries, columns: PointColumns) {
    this.#series = series;
    this.#columns = columns;
  }

  /** Reads the record that the walk has entered. Gives the row's time, NaN if it has none. Adds nothing if it throws. */
  read(walk: FieldWalk, place: RecordPlace): number {
    this.#row++;
    this.#count = 0;
    this.#histograms.length = 0;
    let step = NaN;
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === historyKeys.item) this.#readItem(walk);
      else if (key === historyKeys.step) step = readStep(walk);
      else walk.skip(key);
    }
    if (this.#isInRow(this.#stepKey)) step = this.#stepKey.value;
    this.#step = Number.isNaN(step) ? this.#rows : step;
    this.#rows++;
    const wallTime = this.#isInRow(this.#timeKey) ? this.#timeKey.value : NaN;
    this.#addRow(wallTime, place);
    return wallTime;
  }

  /** The step of a value of this metric now. */
  stepOf(key: Key): number {
    const { rules } = this;
    if (key.rulesRevision !== rules.revision) {
      key.rulesRevision = rules.revision;
      const name = rules.stepMetricOf(key.name);
      const stepKey = name === '' || name === '_step' ? null : this.#keys.named([name]);
      key.stepKey = stepKey === key ? null : stepKey;
    }
    const { stepKey } = key;
    // A row that lacks the step metric belongs to its last value, which is what `step_sync` would write into it.
    return stepKey && Number.isFinite(stepKey.value) ? stepKey.value : this.#step;
  }

  #isInRow(key: Key): boolean {
    return key.row === this.#row && Number.isFinite(key.value);
  }

  #readItem(walk: FieldWalk): void {
    const { bytes } = walk;
    const item = this.#item;
    readItem(walk, item);
    if (item.valueEnd === item.valueStart || item.keyEnd === item.keyStart) return;
    const key = this.#keys.find(bytes, item.keyStart, item.keyEnd);
    if (key) this.#takeValue(key, bytes, item.valueStart, item.valueEnd);
    else this.#series.refused++;
  }

  #takeValue(key: Key, bytes: Uint8Array, start: number, end: number): void {
    switch (bytes[start]) {
      case characters.quote:
        if (key.role === 'type' && key.group) {
          this.#noteType(key.group, textOf(bytes.subarray(start + 1, end - 1)));
        }
        return;
      case characters.openObject:
        this.#takeObject(key, bytes, start, end);
        return;
      case characters.t:
        this.#takeNumber(key, 1);
        return;
      case characters.f:
        this.#takeNumber(key, 0);
        return;
      case undefined:
      case characters.n:
      case characters.openList:
        return;
      default: {
        const value = readNumber(bytes, start, end);
        if (value !== undefined) this.#takeNumber(key, value);
      }
    }
  }

  #takeNumber(key: Key, value: number): void {
    if (key.row !== this.#row && key.role === 'metric') this.#present[this.#count++] = key;
    key.row = this.#row;
    key.value = value;
  }

  /** Writers before 0.18 put an object into one value. */
  #takeObject({ name }: Key, bytes: Uint8Array, start: number, end: number): void {
    for (const leaf of jsonLeaves(bytes, start, end)) {
      const key = this.#keys.named([name, ...leaf.path]);
      if (key) this.#takeValue(key, bytes, leaf.start, leaf.end);
      else this.#series.refused++;
    }
  }

  #noteType(group: KeyGroup, type: string): void {
    group.typedRow = this.#row;
    if (type === histogramType) this.#histograms.push(group);
  }

  #addRow(wallTime: number, { offset, length }: RecordPlace): void {
    const columns = this.#columns;
    for (let at = 0; at < this.#count; at++) {
      const key = this.#present[at]!;
      if (key.group !== null && this.#isTyped(key.group)) continue;
      const series = (key.series ??= this.#series.find('scalar', key.name));
      if (series) columns.add(series, this.stepOf(key), wallTime, key.value);
    }
    for (const { name } of this.#histograms) {
      const key = this.#keys.named([name]);
      const series = this.#series.find('histogram', name);
      if (key && series) columns.addItem(series, this.stepOf(key), wallTime, offset, length);
    }
  }

  /** Whether the keys of a group are about a picture, a table … in this row. */
  #isTyped(group: KeyGroup): boolean {
    for (let each: KeyGroup | null = group; each; each = each.parent) {
      if (each.typedRow === this.#row) return true;
    }
    return false;
  }
}

function readStep(walk: FieldWalk): number {
  let step = 0;
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === stepNumberKey) step = walk.int64();
    else walk.skip(key);
  }
  walk.leave(outer);
  return step;
}
