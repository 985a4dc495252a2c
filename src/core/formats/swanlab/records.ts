// What each record of a file adds to its run. Source: swanlab/proto: record, run, column, data and terminal, version 1.
import type { EndWord } from '../../model/decoded';
import type { DecodedFact, Printed } from '../../model/facts';
import type { FactSection } from '../../../shared/facts';
import { FieldWalk } from '../wandb/fields';
import { FileSeries } from '../wandb/fileSeries';
import type { PointColumns } from '../wandb/pointColumns';
import { ended, PrintedRecords } from '../wandb/printed';
import type { RecordContent, RecordPlace, Told } from '../wandb/recordContent';
import { readShapedField, readText, shape, type Shaped } from '../wandb/shape';
import { readTimestamp } from '../wandb/timestamp';
import { mediaKinds } from './mediaKinds';

/** Field keys of Record. */
export const recordKeys = {
  start: 0x52,
  finish: 0x5a,
  column: 0x62,
  scalar: 0x6a,
  media: 0x72,
  log: 0x82,
} as const;

/** Field keys of a line of the console, and the level of what went to standard error. */
const logKeys = { line: 0x0a, level: 0x10, timestamp: 0x1a } as const;
const errorLevel = 1;

/** Field keys that a scalar and an object have in common, and of a scalar's value. */
export const dataKeys = {
  key: 0x0a,
  step: 0x10,
  type: 0x18,
  timestamp: 0x22,
  value: 0x2a,
} as const;
const numberKey = 0x09;

const startShape = shape({
  1: 'project',
  2: 'workspace',
  4: 'name',
  5: 'notes',
  6: { name: 'tags', form: 'text', many: 'list' },
  7: 'group',
  8: 'jobType',
  10: 'id',
  12: { name: 'startedAt', form: 'seconds' },
});
const columnShape = shape({
  1: { name: 'class', form: 'number' },
  3: 'key',
  4: 'name',
});

/** Field keys of FinishRecord, and its states; 0 would be a run that goes on. */
const finishKeys = { state: 0x08, error: 0x12, time: 0x1a } as const;
const states: readonly (EndWord | undefined)[] = [
  undefined,
  { word: 'finished', state: 'finished' },
  { word: 'crashed', state: 'failed' },
  { word: 'aborted', state: 'stopped' },
];

/** Columns of what the machine does; the library names them with a prefix of its own. */
const systemClass = 2;
const systemName = '__swanlab__.';
const systemPrefix = 'system/';

interface ReaderState {
  readonly windowEnd: number;
  readonly step: number;
  readonly systemKeys: readonly string[];
}

/** One scalar or one object. */
interface Datum {
  key: string;
  step: number;
  type: number;
  wallTime: number;
  value: number;
}

export class SwanlabRecords implements RecordContent {
  readonly series = new FileSeries();
  readonly #columns: PointColumns;
  readonly #walk = new FieldWalk();
  readonly #systemKeys = new Set<string>();
  readonly #printed: PrintedRecords;
  /** Of the last scalar. */
  #step = 0;

  constructor(columns: PointColumns) {
    this.#columns = columns;
    this.#printed = new PrintedRecords(this.series, columns);
  }

  get state(): ReaderState {
    const { windowEnd } = this.#printed;
    return { windowEnd, step: this.#step, systemKeys: [...this.#systemKeys] };
  }

  restore(state: unknown): void {
    const { windowEnd, step, systemKeys } = state as ReaderState;
    this.#printed.windowEnd = windowEnd;
    this.#step = step;
    for (const key of systemKeys) this.#systemKeys.add(key);
  }

  read(bytes: Uint8Array, start: number, end: number, place: RecordPlace, told: Told): void {
    const walk = this.#walk;
    walk.begin(bytes, start, end);
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === recordKeys.scalar) this.#addPoint(readDatum(walk));
      else if (key === recordKeys.media) this.#addItem(readDatum(walk), place);
      else if (key === recordKeys.column) this.#takeColumn(readShapedField(walk, columnShape));
      else if (key === recordKeys.start) {
        setAll(told.facts, 'about', readShapedField(walk, startShape));
      } else if (key === recordKeys.finish) this.#readFinish(walk, told);
      else if (key === recordKeys.log) this.#takeLine(readLine(walk), place, told.facts);
      else walk.skip(key);
    }
  }

  #takeLine(printed: Printed, place: RecordPlace, facts: DecodedFact[]): void {
    this.#printed.take(printed, place, { step: this.#step, time: NaN }, facts);
  }

  #addPoint({ key, step, wallTime, value }: Datum): void {
    this.#step = step;
    const series = key === '' ? null : this.series.find('scalar', this.#tagOf(key));
    if (series) this.#columns.add(series, step, wallTime, value);
  }

  #addItem({ key, step, wallTime, type }: Datum, { offset, length }: RecordPlace): void {
    const kind = mediaKinds.get(type)?.kind;
    const series = kind && key !== '' ? this.series.find(kind, key) : null;
    if (series) this.#columns.addItem(series, step, wallTime, offset, length);
  }

  #tagOf(key: string): string {
    const isNamed = key.startsWith(systemName);
    if (isNamed) return systemPrefix + key.slice(systemName.length);
    return this.#systemKeys.has(key) ? systemPrefix + key : key;
  }

  #takeColumn(column: Shaped): void {
    const { key } = column;
    if (typeof key === 'string' && column['class'] === systemClass) this.#systemKeys.add(key);
  }

  /** The library does not know the exit code. */
  #readFinish(walk: FieldWalk, { marks, facts }: Told): void {
    let [state, wallTime] = [0, NaN];
    let error = '';
    const outer = walk.enter();
    for (let key = walk.next(); key >= 0; key = walk.next()) {
      if (key === finishKeys.state) state = walk.int64();
      else if (key === finishKeys.error) error = readText(walk);
      else if (key === finishKeys.time) wallTime = readTimestamp(walk);
      else walk.skip(key);
    }
    walk.leave(outer);
    const said = states[state];
    if (said === undefined) return;
    setAll(facts, 'about', { state: said.word, ...(error === '' ? {} : { error }) });
    marks.push({ kind: 'end', at: this.#columns.points.count, wallTime, exitCode: null, said });
  }
}

/** Reads the scalar or the object that is the walk's next field. */
function readDatum(walk: FieldWalk): Datum {
  const datum: Datum = { key: '', step: 0, type: 0, wallTime: NaN, value: 0 };
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === dataKeys.key) datum.key = readText(walk);
    else if (key === dataKeys.step) datum.step = walk.int64();
    else if (key === dataKeys.type) datum.type = walk.int64();
    else if (key === dataKeys.timestamp) datum.wallTime = readTimestamp(walk);
    else if (key === dataKeys.value) datum.value = readValue(walk);
    else walk.skip(key);
  }
  walk.leave(outer);
  return datum;
}

/** Reads the line of the console that is the walk's next field. */
function readLine(walk: FieldWalk): Printed {
  let line = '';
  let [level, wallTime] = [0, NaN];
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === logKeys.line) line = readText(walk);
    else if (key === logKeys.level) level = walk.int64();
    else if (key === logKeys.timestamp) wallTime = readTimestamp(walk);
    else walk.skip(key);
  }
  walk.leave(outer);
  const bytes = ended(new TextEncoder().encode(line));
  return { bytes, stream: level === errorLevel ? 'error' : 'output', wallTime };
}

/** What the record in bytes[start, end) says was printed; null for any other. Throws where it is malformed. */
export function printedIn(bytes: Uint8Array, start: number, end: number): Printed | null {
  const walk = new FieldWalk();
  walk.begin(bytes, start, end);
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === recordKeys.log) return readLine(walk);
    walk.skip(key);
  }
  return null;
}

/** A number of 0 is not written; an object's value has none. */
function readValue(walk: FieldWalk): number {
  let value = 0;
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === numberKey) value = walk.double();
    else walk.skip(key);
  }
  walk.leave(outer);
  return value;
}

function setAll(facts: DecodedFact[], section: FactSection, values: Shaped): void {
  for (const [name, value] of Object.entries(values)) {
    facts.push({ kind: 'set', section, path: [name], value });
  }
}
