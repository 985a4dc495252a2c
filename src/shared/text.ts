// Numbers, times and sizes as people read them: short, the same on every surface. Digits are written as logs write
// them, in every language; units that are words are spoken in the editor's.
import { l10n, language } from './language';

/** At most four significant digits, with k/M/G from 10,000 up and an exponent where the digits would be zeros. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '−Inf';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e13) return exponential(value);
  if (size < 9999.5) return minus(trimmed(value.toPrecision(4)));
  return minus(withUnit(value));
}

/** The numbers of a column, with equally many decimals where that is possible, so that they line up. */
export function formatNumbers(values: readonly number[]): readonly string[] {
  const words = values.map(formatNumber);
  if (!words.every((word) => /^−?\d+(\.\d+)?$/.test(word))) return words;
  const decimals = Math.max(0, ...words.map((word) => word.split('.')[1]?.length ?? 0));
  return values.map((value) => minus(value.toFixed(decimals)));
}

/** A step or a count in full, digits grouped: `12,400`. */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return formatNumber(value);
  const [whole = '0', fraction] = String(Math.abs(value)).split('.');
  if (whole.includes('e')) return formatNumber(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A step where space is short: `950`, `12.4k`, `1.25M`. */
export function formatStep(step: number): string {
  if (!Number.isFinite(step) || Math.abs(step) < 10_000) return formatCount(step);
  return minus(withUnit(step, 3));
}

/** A span of milliseconds with its two leading units: `850 ms`, `4.2 s`, `3m 20s`, `1h 12m`, `2d 3h`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  const sign = ms < 0 ? '−' : '';
  const size = Math.abs(ms);
  if (size === 0) return l10n.t('{0} s', 0);
  if (size < 999.5) return l10n.t('{0} ms', sign + trimmed(size.toPrecision(3)));
  if (size < 9950) return l10n.t('{0} s', sign + trimmed((size / 1000).toFixed(1)));
  const seconds = Math.round(size / 1000);
  if (seconds < 60) return l10n.t('{0} s', `${sign}${seconds}`);
  if (seconds < 3600) return sign + pair(seconds, 60, inMinutes, inMinutesAndSeconds);
  const minutes = Math.round(size / 60_000);
  if (minutes < 1440) return sign + pair(minutes, 60, inHours, inHoursAndMinutes);
  return sign + pair(Math.round(size / 3_600_000), 24, inDays, inDaysAndHours);
}

/** How long ago something was: `just now`, `3 s ago`, `5 min ago`, `2 h ago`, `3 d ago`. */
export function formatAge(ageMs: number): string {
  const seconds = Math.floor(Math.max(0, ageMs) / 1000);
  if (seconds < 1) return l10n.t('just now');
  if (seconds < 60) return l10n.t('{0} s ago', seconds);
  if (seconds < 3600) return l10n.t('{0} min ago', Math.floor(seconds / 60));
  if (seconds < 48 * 3600) return l10n.t('{0} h ago', Math.floor(seconds / 3600));
  return l10n.t('{0} d ago', Math.floor(seconds / 86_400));
}

/** A size in bytes with decimal units, as file managers show it: `512 B`, `1.5 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const digits = size < 100 ? trimmed(size.toPrecision(3)) : String(Math.round(size));
  return `${digits} ${units[unit] ?? ''}`;
}

/** A moment in local time, to the second: `2024-06-10 08:53:20`. */
export function formatMoment(wallTimeSeconds: number): string {
  const date = new Date(wallTimeSeconds * 1000);
  if (Number.isNaN(date.getTime())) return '–';
  return `${formatDay(date)} ${formatTimeOfDay(date)}:${padded(date.getSeconds())}`;
}

/** `2024-06-10` */
export function formatDay(date: Date): string {
  return `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
}

/** A day of a year that is known, in the editor's language: `Jun 10`, `6月10日`. */
export function formatDayOfMonth(date: Date): string {
  return dateWords({ month: 'short', day: 'numeric' }).format(date);
}

/** `Jun`, `6月` */
export function formatMonth(date: Date): string {
  return dateWords({ month: 'short' }).format(date);
}

/** `08:53` */
export function formatTimeOfDay(date: Date): string {
  return `${padded(date.getHours())}:${padded(date.getMinutes())}`;
}

/**
 * `1 run`, `5 runs`: `formatCounted(count, l10n.t('{0} run'), l10n.t('{0} runs'))`. Both are whole messages, which a
 * language without plural translates alike.
 * @param rest what stands for `{1}` and so on
 */
export function formatCounted(
  count: number,
  one: string,
  many: string,
  ...rest: readonly string[]
): string {
  const words = [formatCount(count), ...rest];
  return (count === 1 ? one : many).replace(/\{(\d+)\}/g, (gap, at) => words[Number(at)] ?? gap);
}

const writers = new Map<string, Intl.DateTimeFormat>();

/** Making one takes longer than the words of a whole axis do. */
function dateWords(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${Object.keys(options).join(' ')}`;
  const writer = writers.get(key) ?? new Intl.DateTimeFormat(language(), options);
  writers.set(key, writer);
  return writer;
}

function withUnit(value: number, digits = 4): string {
  const units = [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const;
  const rounded = Number(value.toPrecision(digits));
  const [factor, letter] = units.find(([size]) => Math.abs(rounded) >= size) ?? [1, ''];
  return trimmed((rounded / factor).toPrecision(digits)) + letter;
}

function exponential(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(3).split('e');
  return minus(`${trimmed(mantissa)}e${exponent.replace('+', '')}`);
}

/** Without the zeros that follow a decimal point for nothing. */
function trimmed(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** With a real minus sign, which is as wide as a digit, in front of the number; exponents keep the hyphen. */
function minus(digits: string): string {
  return digits.startsWith('-') ? `−${digits.slice(1)}` : digits;
}

const inMinutes = (count: number) => l10n.t('{0}m', count);
const inMinutesAndSeconds = (count: number, rest: number) => l10n.t('{0}m {1}s', count, rest);
const inHours = (count: number) => l10n.t('{0}h', count);
const inHoursAndMinutes = (count: number, rest: number) => l10n.t('{0}h {1}m', count, rest);
const inDays = (count: number) => l10n.t('{0}d', count);
const inDaysAndHours = (count: number, rest: number) => l10n.t('{0}d {1}h', count, rest);

function pair(
  count: number,
  base: number,
  alone: (count: number) => string,
  withRest: (count: number, rest: number) => string,
): string {
  const [whole, rest] = [Math.floor(count / base), count % base];
  return rest === 0 ? alone(whole) : withRest(whole, rest);
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
