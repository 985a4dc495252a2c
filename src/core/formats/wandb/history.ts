// History records: one row of values under one step. Source: wandb_internal.proto, HistoryRecord and HistoryItem.
import type { Source } from '../source';
import { AxisRules, type AxisRuleState } from './axisRules';
import type { SeriesKind } from '../../../shared/vocabulary';
import type { Moment } from './facts';
import type { FieldWalk } from './fields';
import type { FileSeries } from './fileSeries';
import { itemKeys, readItem, type ItemRange } from './item';
import { jsonLeaves } from './jsonLeaves';
import { KeyIndex } from './keyIndex';
import { mediaTypes } from './mediaTypes';
import { KeyTable, type Key, type KeyGroup } from './keyTable';
import { readNumber } from './numberText';
import type { RecordPlace } from './recordContent';
import { readPlainNumber } from './plainNumber';
import type { PointColumns } from './pointColumns';
import { textOf } from '../text';

/** Field keys of HistoryRecord and of its step. */
export const historyKeys = { item: 0x0a, step: 0x12 } as const;
const stepNumberKey = 0x08;

/** What one reader leaves to the next. */
export interface HistoryState {
  readonly rules: AxisRuleState;
  readonly lastTime: number;
  readonly step: number;
  readonly rows: number;
  /** The last value of each key: it may give the steps of others. */
  readonly values: readonly (readonly [path: readonly string[], value: number])[];
}

/** A plain row has nothing whose place is kept. */
const nowhere: RecordPlace = { offset: 0, length: 0 };

const characters = { quote: 34, f: 102, openObject: 123, t: 116, n: 110, openList: 91 } as const;

/** An object of the row that is listed; what else says a type is left out with all in it. */
interface ListedObject {
  readonly group: KeyGroup;
  readonly kind: SeriesKind;
}

export class HistoryReader {
  readonly rules = new AxisRules();
  /** Time of the newest point in seconds; NaN before the first that has one. */
  lastTime = NaN;
  readonly #series: FileSeries;
  readonly #columns: PointColumns;
  readonly #keys = new KeyTable('');
  readonly #stepKey = this.#keys.named(['_step'])!;
  readonly #timeKey = this.#keys.named(['_timestamp'])!;
  readonly #index = new KeyIndex();
  readonly #item: ItemRange = { keyStart: 0, keyEnd: 0, valueStart: 0, valueEnd: 0 };
  /** Number of the row that is read; malformed ones count. */
  #row = 0;
  /** Step of the last row. */
  #step = 0;
  #rows = 0;
  /** A sum over the keys of the row, and how many bytes its step takes beside its items. */
  rowKeys = 0;
  rowStepBytes = 0;
  /** The keys of the row and their values, and how many there are. */
  readonly #present: Key[] = [];
  #values = new Float64Array(64);
  #count = 0;
  readonly #objects: ListedObject[] = [];

  constructor(series: FileSeries, columns: PointColumns) {
    this.#series = series;
    this.#columns = columns;
  }

  get state(): HistoryState {
    const values = Array.from(this.#keys.valued(), ({ path, value }) => [path, value] as const);
    return {
      rules: this.rules.state,
      lastTime: this.lastTime,
      step: this.#step,
      rows: this.#rows,
      values,
    };
  }

  restore({ rules, lastTime, step, rows, values }: HistoryState): void {
    this.rules.restore(rules);
    this.lastTime = lastTime;
    this.#step = step;
    this.#rows = rows;
    for (const [path, value] of values) {
      const key = this.#keys.named(path);
      if (key) key.value = value;
    }
  }

  /** Reads the record that the walk has entered. Adds nothing if it throws. */
  read(walk: FieldWalk, place: RecordPlace): void {
    this.#beginRow();
    let step = NaN;
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === historyKeys.item) this.#readItem(walk);
      else if (key === historyKeys.step) step = readStep(walk);
      else walk.skip(key);
    }
    this.#endRow(step, place);
  }

  /**
   * Reads the history record in bytes[start, end) if all of it is plain: known keys, and numbers. False if not; nothing
   * has changed then.
   */
  readPlain({ bytes, view }: Source, start: number, end: number): boolean {
    this.#beginRow();
    let step = NaN;
    for (let at = start; at < end;) {
      const field = bytes[at++]!;
      let size = bytes[at++]!;
      if (size >= 0x80) size = (size & 0x7f) | (bytes[at++]! << 7);
      const to = at + size;
      if (to > end) return false;
      if (field === historyKeys.item) {
        if (!this.#readPlainItem(bytes, view, at, to)) return false;
      } else if (field === historyKeys.step) {
        step = readPlainStep(bytes, at, to);
        this.rowStepBytes = size + 2;
        if (Number.isNaN(step)) return false;
      } else return false;
      at = to;
    }
    this.#endRow(step, nowhere);
    return true;
  }

  get moment(): Moment {
    return { step: this.#step, time: this.lastTime };
  }

  /** @param wallTime NaN where a record has none */
  noteTime(wallTime: number): void {
    if (Number.isFinite(wallTime)) this.lastTime = wallTime;
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

  #beginRow(): void {
    this.#row++;
    this.rowKeys = this.rowStepBytes = 0;
    this.#count = 0;
    this.#objects.length = 0;
  }

  /** Adds the row that was read. */
  #endRow(stepField: number, place: RecordPlace): void {
    for (let at = 0; at < this.#count; at++) this.#present[at]!.value = this.#values[at]!;
    const step = this.#isInRow(this.#stepKey) ? this.#stepKey.value : stepField;
    this.#step = Number.isNaN(step) ? this.#rows : step;
    this.#rows++;
    const wallTime = this.#isInRow(this.#timeKey) ? this.#timeKey.value : NaN;
    this.noteTime(wallTime);
    this.#addRow(wallTime, place);
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

  /** False where it is no number of a key that was read before. */
  #readPlainItem(bytes: Uint8Array, view: DataView, start: number, end: number): boolean {
    let at = start;
    while (bytes[at] === itemKeys.nestedName || bytes[at] === itemKeys.name) {
      if (bytes[at + 1]! >= 0x80) return false;
      at += 2 + bytes[at + 1]!;
    }
    const value = at + 3;
    if (bytes[at] !== 0x82 || bytes[at + 1] !== 0x01 || value + bytes[at + 2]! !== end)
      return false;
    const key = this.#index.find(bytes, view, start, at) ?? this.#learn(bytes, view, start, at);
    if (key === null || key.role === 'type') return false;
    let number = readPlainNumber(bytes, view, value, end);
    if (Number.isNaN(number)) {
      const other = readNumber(bytes, value, end);
      if (other === undefined) return false;
      number = other;
    }
    this.#takeNumber(key, number);
    return true;
  }

  /** The key in bytes[start, end) if it was read before in the general way. */
  #learn(bytes: Uint8Array, view: DataView, start: number, end: number): Key | null {
    const key = end > start ? this.#keys.known(bytes, start, end) : null;
    if (key) this.#index.add(bytes, view, start, end, key);
    return key;
  }

  #takeNumber(key: Key, value: number): void {
    if (key.row !== this.#row) {
      if (this.#count === this.#values.length) this.#growValues();
      key.row = this.#row;
      key.place = this.#count;
      this.rowKeys = (this.rowKeys + key.mark) | 0;
      this.#present[this.#count++] = key;
    }
    this.#values[key.place] = value;
  }

  #growValues(): void {
    const values = new Float64Array(this.#values.length * 2);
    values.set(this.#values);
    this.#values = values;
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
    const kind = mediaTypes.get(type)?.kind;
    if (kind) this.#objects.push({ group, kind });
  }

  #addRow(wallTime: number, { offset, length }: RecordPlace): void {
    const columns = this.#columns;
    for (let at = 0; at < this.#count; at++) {
      const key = this.#present[at]!;
      if (key.role !== 'metric' || (key.group !== null && this.#isTyped(key.group))) continue;
      const series = (key.series ??= this.#series.find('scalar', key.name));
      if (series) columns.add(series, this.stepOf(key), wallTime, key.value);
    }
    for (const { group, kind } of this.#objects) {
      // What is inside another one, as a mask is in a picture, is part of that.
      if (group.parent !== null && this.#isTyped(group.parent)) continue;
      const { name } = group;
      const key = this.#keys.named([name]);
      const series = this.#series.find(kind, name);
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

/** NaN where the message in bytes[start, end) is not one number alone, of up to four bytes. */
function readPlainStep(bytes: Uint8Array, start: number, end: number): number {
  if (end === start) return 0;
  if (bytes[start] !== stepNumberKey || end - start > 5) return NaN;
  let step = 0;
  for (let at = start + 1, shift = 0; at < end; at++, shift += 7) {
    const byte = bytes[at]!;
    step |= (byte & 0x7f) << shift;
    if (byte < 0x80) return at + 1 === end ? step : NaN;
  }
  return NaN;
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
