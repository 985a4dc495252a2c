// What a value of a filter can mean: a number, a time, a span, a size, a truth value; its column says which.

/** One value as written, with all that it can mean; null where it cannot. */
export interface FilterValue {
  readonly text: string;
  /** A plain number, also `10k`, `5%`, `nan`, `inf`. */
  readonly number: number | null;
  /** Seconds: `90s`, `2h`, `1.5d`. */
  readonly seconds: number | null;
  /** Bytes: `512MB`, `1.5GiB`. */
  readonly bytes: number | null;
  readonly time: FilterTime | null;
  readonly truth: boolean | null;
}

export type FilterTime =
  /** Seconds before now. */
  | { readonly form: 'ago'; readonly seconds: number }
  /** Whole days before today, local time. */
  | { readonly form: 'day'; readonly daysAgo: number }
  /** Local time; `spanSeconds` is how long the written moment lasts: a day, a minute, a second. */
  | { readonly form: 'moment'; readonly parts: readonly number[]; readonly spanSeconds: number };

/** A stretch of time in seconds since the Unix epoch; `to` is no more part of it. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const plainNumber = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const scaledNumber = /^([-+]?(?:\d+\.?\d*|\.\d+))([kMGT%])$/;
const span = /^(\d+\.?\d*|\.\d+)(ms|s|sec|m|min|h|hour|hours|d|day|days|w|week|weeks)$/i;
const size = /^(\d+\.?\d*|\.\d+)(B|[kKMGT]i?B)$/;
const moment = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T_](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const scales: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9, T: 1e12, '%': 0.01 };
const spans: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** @param isAgo whether the word `ago` followed */
export function readValue(text: string, isQuoted: boolean, isAgo = false): FilterValue {
  const plain = { text, number: null, seconds: null, bytes: null, time: null, truth: null };
  if (isAgo) {
    const seconds = readSeconds(text);
    return { ...plain, time: seconds === null ? null : { form: 'ago', seconds } };
  }
  return {
    ...plain,
    number: readNumber(text),
    seconds: readSeconds(text),
    bytes: readBytes(text),
    time: readTime(text),
    truth: isQuoted ? null : readTruth(text),
  };
}

function readNumber(text: string): number | null {
  if (plainNumber.test(text)) return Number(text);
  const scaled = scaledNumber.exec(text);
  if (scaled) return Number(scaled[1]) * scales[scaled[2]!]!;
  const named = /^([-+])?(nan|inf|infinity)$/i.exec(text);
  if (!named) return null;
  if (named[2]!.toLowerCase() === 'nan') return NaN;
  return named[1] === '-' ? -Infinity : Infinity;
}

function readSeconds(text: string): number | null {
  const found = span.exec(text);
  if (!found) return null;
  const unit = found[2]!.toLowerCase();
  return Number(found[1]) * (unit === 'ms' ? 0.001 : spans[unit[0]!]!);
}

function readBytes(text: string): number | null {
  const found = size.exec(text);
  if (!found) return null;
  const unit = found[2]!;
  const base = unit.includes('i') ? 1024 : 1000;
  return Number(found[1]) * base ** ['b', 'k', 'm', 'g', 't'].indexOf(unit[0]!.toLowerCase());
}

function readTime(text: string): FilterTime | null {
  const word = text.toLowerCase();
  if (word === 'now') return { form: 'ago', seconds: 0 };
  if (word === 'today') return { form: 'day', daysAgo: 0 };
  if (word === 'yesterday') return { form: 'day', daysAgo: 1 };
  const found = moment.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second] = found;
  const parts = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const date = dateOf(parts);
  // What is no day of the calendar would be taken for another one.
  if (date.getMonth() !== parts[1]! - 1 || date.getDate() !== parts[2]) return null;
  const spanSeconds = second !== undefined ? 1 : minute !== undefined ? 60 : 86_400;
  return { form: 'moment', parts, spanSeconds };
}

function readTruth(text: string): boolean | null {
  if (/^(?:true|yes|on)$/i.test(text)) return true;
  return /^(?:false|no|off)$/i.test(text) ? false : null;
}

/** When a time is, seen from now; a stretch without length for an exact moment. */
export function placeTime(time: FilterTime, nowMs: number): TimeSpan {
  if (time.form === 'ago') {
    const at = nowMs / 1000 - time.seconds;
    return { from: at, to: at };
  }
  if (time.form === 'day') {
    const today = new Date(nowMs);
    const dayAt = (ago: number): number =>
      new Date(today.getFullYear(), today.getMonth(), today.getDate() - ago).getTime() / 1000;
    return { from: dayAt(time.daysAgo), to: dayAt(time.daysAgo - 1) };
  }
  const from = dateOf(time.parts).getTime() / 1000;
  if (time.spanSeconds < 86_400) return { from, to: from + time.spanSeconds };
  const [year, month, day] = time.parts as [number, number, number];
  // Days on which clocks are changed are no 24 hours long.
  return { from, to: dateOf([year, month, day + 1]).getTime() / 1000 };
}

function dateOf([year, month, day, hour = 0, minute = 0, second = 0]: readonly number[]): Date {
  return new Date(year!, month! - 1, day, hour, minute, second);
}
