// Reads a layout of the dashboard that a page sent, an older version stored or a file holds: what makes no sense is left out.
import {
  chartKinds,
  type ChartChange,
  type ChartId,
  type DashboardLayout,
  type OwnChart,
} from '../../shared/dashboardLayout';
import { readLineChange } from './lineChecks';
import { asRecord, isNumber, isText } from './sentValues';

const mostCharts = 10_000;
const mostTags = 1000;
const widest = 12;
const heights = { least: 80, most: 4000 };
const longestPattern = 1000;

export function readLayout(sent: unknown): DashboardLayout {
  const { own, changes, sections, order } = asRecord(sent);
  return {
    own: listOf(own).flatMap((one) => readOwnChart(one) ?? []),
    changes: mapOf(changes, readChange),
    sections: listOf(sections).filter(isText),
    order: mapOf(order, (ids) => listOf(ids).filter(isText)),
  };
}

function readOwnChart(sent: unknown): OwnChart | null {
  const { id, kind, tags, pattern } = asRecord(sent);
  const known = chartKinds.find((one) => one === kind);
  if (!isText(id) || id === '' || !known) return null;
  return {
    id,
    kind: known,
    tags: listOf(tags).filter(isText).slice(0, mostTags),
    pattern: isText(pattern) && pattern.length <= longestPattern ? pattern : null,
  };
}

function readChange(sent: unknown): ChartChange {
  const { title, section, hidden, pinned, span, height, line, options } = asRecord(sent);
  const lineChange = readLineChange(line);
  const chosen = Object.entries(asRecord(options)).filter(([, value]) => isOption(value));
  return {
    ...(isText(title) && title.trim() !== '' ? { title } : {}),
    ...(isText(section) ? { section } : {}),
    ...(hidden === true ? { hidden } : {}),
    ...(pinned === true ? { pinned } : {}),
    ...(isNumber(span) ? { span: Math.round(Math.min(widest, Math.max(1, span))) } : {}),
    ...(isNumber(height)
      ? { height: Math.round(Math.min(heights.most, Math.max(heights.least, height))) }
      : {}),
    ...(Object.keys(lineChange).length > 0 ? { line: lineChange } : {}),
    ...(chosen.length > 0
      ? { options: Object.fromEntries(chosen) as NonNullable<ChartChange['options']> }
      : {}),
  };
}

function isOption(value: unknown): value is string | number | boolean {
  return isText(value) || isNumber(value) || typeof value === 'boolean';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, mostCharts) : [];
}

/** Names come from files: each becomes a field of its own, `__proto__` as well. */
function mapOf<T>(value: unknown, read: (one: unknown) => T): Readonly<Record<ChartId, T>> {
  const entries = Object.entries(asRecord(value)).slice(0, mostCharts);
  return Object.fromEntries(entries.map(([key, one]) => [key, read(one)]));
}
