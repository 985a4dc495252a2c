// Reads one JSON object of a log as a row of numbers: nested keys joined by `/`, what Python writes taken as it is.
import type { DecodedTag } from '../../model/decoded';
import { lastDecimal, readDecimal } from '../decimal';
import { numberTag } from '../lineLog';
import { stepNames, wallTimeNames } from '../stepNames';
import { block, blockCapacity } from '../blocks';
import { isMetricName } from '../metricNames';
import { momentOf, readMoment } from '../moment';
import { TagTable } from '../tagTable';
import { textOf } from '../text';
import { endOfString, endOfValue, skipSpace } from './skipValue';
import { ValidationRows } from './validationRows';

/** What became of a row. `bad`: it is no whole object of JSON; `full`: the block has no room for it. */
export type RowOutcome = 'row' | 'bad' | 'full';

/** What a key of the file stands for. */
interface Key {
  readonly name: string;
  /** Its place in `stepNames`, −1 for others. */
  readonly stepRank: number;
  readonly isWallTime: boolean;
  readonly isIgnored: boolean;
  /** Whether what is in its object counts as if it stood beside it. */
  readonly isWrapper: boolean;
  /** Whether it names what a training measures. */
  readonly isMetric: boolean;
  /** Index of its tag, −1 before its first number. */
  tag: number;
  /** The keys of the object that it holds now and then. */
  level: Level | undefined;
}

/** The keys of one object, found by their bytes. */
interface Level {
  readonly isRoot: boolean;
  readonly prefix: string;
  readonly table: TagTable;
  readonly keys: Key[];
}

/** Deeper objects are passed over. */
const mostLevels = 8;
/** More tags than anybody can look at; values of others are left out. */
const mostTags = 16_000;
/** Hyperparameters that Ray repeats with every row, and numbers that name a process. */
const ignored: ReadonlySet<string> = new Set(['config', 'pid']);
/** How far LLaMA-Factory has come, beside its `current_steps`. */
const ignoredBesideCurrent: ReadonlySet<string> = new Set(['total_steps', 'percentage']);
/** verl (verl/utils/tracking.py, FileLogger) writes `{"step": 1, "data": {…}}`. */
const wrapper = 'data';
/** Rows with more text than this, and more of it than of all else, are data. */
const mostTextBytes = 240;

const [openBrace, closeBrace, colon, comma, quote] = [0x7b, 0x7d, 0x3a, 0x2c, 0x22];
const [letterN, letterI, letterT, letterF, minus] = [0x4e, 0x49, 0x74, 0x66, 0x2d];
const epochRank = stepNames.indexOf('epoch');
const stepRank = stepNames.indexOf('step');
const iterRank = stepNames.indexOf('iter');

export class RowReader {
  readonly tags: DecodedTag[] = [];
  /** The place behind the row that was read last. */
  end = 0;
  /** Whether the row that was read last had a step and a number beside it. */
  hasPoints = false;
  /** Whether the row that was read last is text rather than numbers. */
  isText = false;
  readonly #root: Level = newLevel('', true);
  readonly #tagOfName = new Map<string, number>();
  readonly #validation = new ValidationRows();
  #textBytes = 0;
  #hasIter = false;
  #hasMetric = false;
  /** Rows of a file that has times and no steps; −1 once there was a step. */
  #bareRows = 0;
  #stepRank = Infinity;
  #step = NaN;
  #wallTime = NaN;
  #epoch = NaN;
  #epochKey: Key | undefined;
  #failure: 'bad' | 'full' = 'bad';

  /** What the step of the row that was read last is called; undefined where it has none. */
  get stepName(): string | undefined {
    return stepNames[this.#stepRank];
  }

  /** Reads the object at `start`, which ends before `end`; its points stand in the block only after `row`. */
  read(bytes: Uint8Array, start: number, end: number): RowOutcome {
    const from = block.count;
    this.#stepRank = Infinity;
    this.#step = this.#wallTime = this.#epoch = NaN;
    this.#epochKey = undefined;
    this.hasPoints = this.#hasIter = this.#hasMetric = false;
    this.#textBytes = 0;
    const at = this.#readObject(this.#root, bytes, start, end, 1);
    if (at >= 0) {
      this.end = at;
      this.isText = this.#textBytes > mostTextBytes && 2 * this.#textBytes > at - start;
      this.#place(from);
      return 'row';
    }
    block.count = from;
    // What does not fit into an empty block never will.
    return from === 0 ? 'bad' : this.#failure;
  }

  /** Reads `{…}`; returns the place behind it, or −1 with the failure set. */
  #readObject(level: Level, bytes: Uint8Array, start: number, end: number, depth: number): number {
    let at = skipSpace(bytes, start + 1, end);
    if (at < end && bytes[at] === closeBrace) return at + 1;
    for (;;) {
      if (at >= end || bytes[at] !== quote) return this.#fail('bad');
      const close = endOfString(bytes, at, end);
      if (close < 0) return this.#fail('bad');
      const key = keyOf(level, bytes, at + 1, close - 1 - at - 1);
      at = close;
      if (bytes[at] !== colon) at = skipSpace(bytes, at, end);
      if (at >= end || bytes[at] !== colon) return this.#fail('bad');
      at = skipSpace(bytes, at + 1, end);
      if (at >= end) return this.#fail('bad');
      at = this.#readValue(key, bytes, at, end, depth);
      if (at < 0) return at;
      if (bytes[at] !== comma && bytes[at] !== closeBrace) at = skipSpace(bytes, at, end);
      if (at >= end) return this.#fail('bad');
      if (bytes[at] === closeBrace) return at + 1;
      if (bytes[at] !== comma) return this.#fail('bad');
      at = skipSpace(bytes, at + 1, end);
    }
  }

  #readValue(key: Key, bytes: Uint8Array, at: number, end: number, depth: number): number {
    const first = bytes[at]!;
    const isNumber =
      (first >= 0x30 && first <= 0x39) || first === minus || first === letterN || first === letterI;
    if (isNumber) {
      const value = readDecimal(bytes, at, end);
      if (lastDecimal.end === at) return this.#fail('bad');
      return this.#take(key, value) ? lastDecimal.end : this.#fail('full');
    }
    if (first === openBrace && !key.isIgnored && depth < mostLevels) {
      key.level ??= newLevel(key.isWrapper ? '' : `${key.name}/`, false);
      return this.#readObject(key.level, bytes, at, end, depth + 1);
    }
    const close = endOfValue(bytes, at, end);
    if (close < 0) return this.#fail('bad');
    if (first === quote && !key.isIgnored) this.#takeText(key, bytes, at + 1, close - 1);
    if (first !== letterT && first !== letterF) return close;
    return this.#take(key, first === letterT ? 1 : 0) ? close : this.#fail('full');
  }

  /** False where the block is full. */
  #take(key: Key, value: number): boolean {
    if (key.isIgnored) return true;
    if (key.stepRank >= 0) {
      if (key.stepRank === iterRank) this.#hasIter = true;
      if (key.stepRank === epochRank) {
        this.#epoch = value;
        this.#epochKey = key;
      }
      if (key.stepRank < this.#stepRank) {
        this.#stepRank = key.stepRank;
        this.#step = value;
      }
      return true;
    }
    if (key.isWallTime) {
      this.#wallTime = momentOf(value);
      return true;
    }
    // One place is kept for the epoch.
    if (block.count >= blockCapacity - 1) return false;
    if (key.tag < 0 && !this.#open(key)) return true;
    if (key.isMetric) this.#hasMetric = true;
    const at = block.count++;
    block.tags[at] = key.tag;
    block.values[at] = value;
    return true;
  }

  #takeText(key: Key, bytes: Uint8Array, start: number, end: number): void {
    this.#textBytes += end - start;
    if (key.isWallTime) this.#wallTime = readMoment(textOf(bytes.subarray(start, end)), 'local');
  }

  #open(key: Key): boolean {
    key.tag = this.tagNamed(key.name);
    return key.tag >= 0;
  }

  /** Index of the tag of this name, −1 where there are too many. */
  tagNamed(name: string): number {
    const known = this.#tagOfName.get(name);
    if (known !== undefined) return known;
    const tag = this.tags.length;
    if (tag >= mostTags) return -1;
    this.tags.push(numberTag(tag, name));
    this.#tagOfName.set(name, tag);
    return tag;
  }

  /**
   * Gives the points of the row its step, which may stand behind them. Without one they have no place on any axis, unless
   * no row has one and metrics come with times: then rows are counted.
   */
  #place(from: number): void {
    if (Number.isFinite(this.#step)) this.#bareRows = -1;
    else if (this.#bareRows >= 0 && this.#hasMetric && !Number.isNaN(this.#wallTime)) {
      this.#step = this.#bareRows++;
    } else {
      block.count = from;
      return;
    }
    const epochKey = this.#stepRank === epochRank ? undefined : this.#epochKey;
    this.hasPoints = block.count > from;
    if (epochKey && (epochKey.tag >= 0 || this.#open(epochKey))) {
      const at = block.count++;
      block.tags[at] = epochKey.tag;
      block.values[at] = this.#epoch;
    }
    if (this.#stepRank === stepRank && (this.#hasIter || this.#validation.isExpected)) {
      this.#validation.settle(from, this.#hasIter, (tag) =>
        this.tagNamed(`val/${this.tags[tag]!.tag}`),
      );
    }
    for (let at = from; at < block.count; at++) {
      block.steps[at] = this.#step;
      block.wallTimes[at] = this.#wallTime;
    }
  }

  #fail(failure: 'bad' | 'full'): -1 {
    this.#failure = failure;
    return -1;
  }
}

function newLevel(prefix: string, isRoot: boolean): Level {
  return { isRoot, prefix, table: new TagTable(), keys: [] };
}

function keyOf(level: Level, bytes: Uint8Array, start: number, length: number): Key {
  const known = level.table.find(bytes, start, length);
  if (known >= 0) return level.keys[known]!;
  const number = level.table.add(bytes, start, length);
  const { isRoot } = level;
  const own = unescapeKey(level.table.textOf(number));
  const key: Key = {
    name: level.prefix + own,
    stepRank: isRoot ? stepNames.indexOf(own) : -1,
    isWallTime: isRoot && wallTimeNames.includes(own),
    isIgnored: isRoot && (ignored.has(own) || isProgress(level, own)),
    isWrapper: isRoot && own === wrapper,
    isMetric: isMetricName(own),
    tag: -1,
    level: undefined,
  };
  level.keys.push(key);
  return key;
}

function isProgress({ keys }: Level, own: string): boolean {
  return ignoredBesideCurrent.has(own) && keys.some(({ name }) => name === 'current_steps');
}

function unescapeKey(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
