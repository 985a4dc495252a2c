// Reads one JSON object of a log as a row of numbers: nested keys joined by `/`, what Python writes taken as it is.
import type { DecodedTag } from '../../model/decoded';
import { lastDecimal, readDecimal } from '../decimal';
import { numberTag } from '../lineLog';
import { stepNames, wallTimeNames } from '../stepNames';
import { block, blockCapacity } from '../blocks';
import { TagTable } from '../tagTable';
import { endOfString, endOfValue, skipSpace } from './skipValue';

/** What became of a row. `bad`: it is no whole object of JSON; `full`: the block has no room for it. */
export type RowOutcome = 'row' | 'bad' | 'full';

/** What a key of the file stands for. */
interface Key {
  readonly name: string;
  /** Its place in `stepNames`, −1 for others. */
  readonly stepRank: number;
  readonly isWallTime: boolean;
  readonly isIgnored: boolean;
  /** Index of its tag, −1 before its first number. */
  tag: number;
  /** The keys of the object that it holds now and then. */
  level: Level | undefined;
}

/** The keys of one object, found by their bytes. */
interface Level {
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

const [openBrace, closeBrace, colon, comma, quote] = [0x7b, 0x7d, 0x3a, 0x2c, 0x22];
const [letterN, letterI, letterT, letterF, minus] = [0x4e, 0x49, 0x74, 0x66, 0x2d];
const epochRank = stepNames.indexOf('epoch');

export class RowReader {
  readonly tags: DecodedTag[] = [];
  /** The place behind the row that was read last. */
  end = 0;
  /** Whether the row that was read last had a step and a number beside it. */
  hasPoints = false;
  readonly #root: Level = newLevel('');
  #stepRank = Infinity;
  #step = NaN;
  #wallTime = NaN;
  #epoch = NaN;
  #epochKey: Key | undefined;
  #failure: 'bad' | 'full' = 'bad';

  /** Reads the object at `start`, which ends before `end`; its points stand in the block only after `row`. */
  read(bytes: Uint8Array, start: number, end: number): RowOutcome {
    const from = block.count;
    this.#stepRank = Infinity;
    this.#step = this.#wallTime = this.#epoch = NaN;
    this.#epochKey = undefined;
    this.hasPoints = false;
    const at = this.#readObject(this.#root, bytes, start, end, 1);
    if (at >= 0) {
      this.end = at;
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
      key.level ??= newLevel(`${key.name}/`);
      return this.#readObject(key.level, bytes, at, end, depth + 1);
    }
    const close = endOfValue(bytes, at, end);
    if (close < 0) return this.#fail('bad');
    if (first !== letterT && first !== letterF) return close;
    return this.#take(key, first === letterT ? 1 : 0) ? close : this.#fail('full');
  }

  /** False where the block is full. */
  #take(key: Key, value: number): boolean {
    if (key.isIgnored) return true;
    if (key.stepRank >= 0) {
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
      this.#wallTime = value;
      return true;
    }
    // One place is kept for the epoch.
    if (block.count >= blockCapacity - 1) return false;
    if (key.tag < 0 && !this.#open(key)) return true;
    const at = block.count++;
    block.tags[at] = key.tag;
    block.values[at] = value;
    return true;
  }

  #open(key: Key): boolean {
    if (this.tags.length >= mostTags) return false;
    key.tag = this.tags.length;
    this.tags.push(numberTag(key.tag, key.name));
    return true;
  }

  /** Gives the points of the row its step, which may stand behind them; without one they have no place on any axis. */
  #place(from: number): void {
    if (!Number.isFinite(this.#step)) {
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

function newLevel(prefix: string): Level {
  return { prefix, table: new TagTable(), keys: [] };
}

function keyOf(level: Level, bytes: Uint8Array, start: number, length: number): Key {
  const known = level.table.find(bytes, start, length);
  if (known >= 0) return level.keys[known]!;
  const number = level.table.add(bytes, start, length);
  const isRoot = level.prefix === '';
  const own = unescapeKey(level.table.textOf(number));
  const key: Key = {
    name: level.prefix + own,
    stepRank: isRoot ? stepNames.indexOf(own) : -1,
    isWallTime: isRoot && wallTimeNames.includes(own),
    isIgnored: isRoot && ignored.has(own),
    tag: -1,
    level: undefined,
  };
  level.keys.push(key);
  return key;
}

function unescapeKey(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
