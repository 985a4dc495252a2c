// Places and labels of axis ticks for wall time (local calendar) and relative time (durations).
import {
  formatDayOfMonth,
  formatDuration,
  formatMonth,
  formatTimeOfDay,
} from '../../src/shared/text';
import type { Range } from './range';
import { linearTicks, niceStep, type AxisTick } from './ticks';

const minute = 60;
const hour = 3600;
const day = 86_400;

const durationSteps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map((n) => n * day),
];

/** Ticks over seconds since the start of a run. */
export function durationTicks(range: Range, count: number): readonly AxisTick[] {
  const wanted = (range.to - range.from) / Math.max(1, count);
  const step = durationSteps.find((size) => size >= wanted) ?? niceStep(wanted / day) * day;
  if (wanted < 0.5) {
    const places = linearTicks(range, count);
    const apart = (places[1]?.value ?? 1) - (places[0]?.value ?? 0);
    const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(apart) + 1e-9)));
    return places.map(({ value }) => ({ value, label: `${value.toFixed(decimals)} s` }));
  }
  const ticks: AxisTick[] = [];
  for (let k = Math.ceil(range.from / step); k * step <= range.to; k++) {
    ticks.push({ value: k * step, label: k === 0 ? '0' : formatDuration(k * step * 1000) });
  }
  return ticks;
}

/** Ticks over seconds since the Unix epoch, at round places of the local calendar. */
export function wallTicks(range: Range, count: number): readonly AxisTick[] {
  const wanted = (range.to - range.from) / Math.max(1, count);
  if (wanted > 15 * day) return monthTicks(range, Math.ceil(wanted / (30 * day)));
  const step = durationSteps.find((size) => size >= wanted) ?? day;
  const ticks: AxisTick[] = [];
  const midnight = new Date(range.from * 1000);
  midnight.setHours(0, 0, 0, 0);
  // Counted from each local midnight, so that the change to summer time shifts nothing.
  const strideDays = Math.max(1, Math.round(step / day));
  const dayNumber = Math.round(
    (midnight.getTime() / 1000 - midnight.getTimezoneOffset() * 60) / day,
  );
  midnight.setDate(midnight.getDate() - (dayNumber % strideDays));
  while (midnight.getTime() / 1000 <= range.to) {
    const start = midnight.getTime() / 1000;
    for (let at = 0; at < Math.max(1, day - step / 2); at += Math.min(step, day)) {
      const value = start + at;
      if (value >= range.from && value <= range.to)
        ticks.push({ value, label: clockLabel(value, step) });
    }
    midnight.setDate(midnight.getDate() + strideDays);
  }
  return ticks;
}

function clockLabel(value: number, step: number): string {
  const date = new Date(value * 1000);
  const atMidnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (atMidnight) return formatDayOfMonth(date);
  const seconds = step < minute ? `:${String(date.getSeconds()).padStart(2, '0')}` : '';
  return formatTimeOfDay(date) + seconds;
}

function monthTicks(range: Range, wantedMonths: number): readonly AxisTick[] {
  const stride = [1, 2, 3, 6, 12].find((months) => months >= wantedMonths) ?? wantedMonths;
  const date = new Date(range.from * 1000);
  const ticks: AxisTick[] = [];
  for (let month = 0; ; month += stride) {
    const start = new Date(date.getFullYear(), month, 1);
    const value = start.getTime() / 1000;
    if (value > range.to) return ticks;
    if (value < range.from) continue;
    const isYear = start.getMonth() === 0;
    ticks.push({ value, label: isYear ? String(start.getFullYear()) : formatMonth(start) });
  }
}
