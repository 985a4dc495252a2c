// Reads moments as loggers write them: ISO 8601 texts, and numbers of whatever unit since the Unix epoch.

const isoMoment =
  /^(\d{4})-(\d\d)-(\d\d)[T _](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/;
/** Of a longer number of seconds since the Unix epoch the writer meant smaller units: seconds get there in 5138. */
const mostSeconds = 1e11;
/** Smaller numbers (before 1973) count from a start of their own. */
const leastSeconds = 1e8;

/** How a moment without a time zone is meant. */
export type BareZone = 'utc' | 'local';

/** Seconds since the Unix epoch, to the microsecond; NaN where the text is no moment. */
export function readMoment(text: string, bareZone: BareZone): number {
  const parts = isoMoment.exec(text.trim());
  if (!parts) return NaN;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    ...[number, number, number, number, number, number],
  ];
  const zone = parts[8];
  const isLocal = zone === undefined && bareZone === 'local';
  const ms = isLocal
    ? new Date(year, month - 1, day, hour, minute, second).getTime()
    : Date.UTC(year, month - 1, day, hour, minute, second);
  const micros = Number((parts[7] ?? '').padEnd(6, '0').slice(0, 6));
  return ((ms / 1000 - offsetOf(zone)) * 1e6 + micros) / 1e6;
}

/** Seconds that a zone like `+01:00` is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0;
  const digits = zone.slice(1).replace(':', '');
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** Seconds since the Unix epoch for a number of seconds, milliseconds, microseconds or nanoseconds; NaN for others. */
export function momentOf(value: number): number {
  if (!(value >= leastSeconds)) return NaN;
  let seconds = value;
  while (seconds >= mostSeconds && seconds < Infinity) seconds /= 1000;
  return Number.isFinite(seconds) ? seconds : NaN;
}
