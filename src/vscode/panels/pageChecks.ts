// Checks what the page sends. The page is not trusted: anything that is not as the contract says is refused.
import type { DashboardView } from '../../shared/dashboardContract';
import type { FrameQuery, NearestQuery, Smoothing } from '../../shared/frame';
import type { ContentQuery, ItemKind, ItemsQuery } from '../../shared/items';
import { seriesKinds, type Axis, type RunId } from '../../shared/vocabulary';
import { readLayout } from './layoutChecks';
import { isAxis, readLineChange } from './lineChecks';
import { asRecord, isNumber, isText } from './sentValues';

/** Tells which ids are those of runs. */
export type KnowsRun = (id: string) => boolean;

/** A message from the page that breaks the contract. */
export class Refused extends Error {
  constructor(what: string) {
    super(`the page sent an unusable ${what}`);
    this.name = 'Refused';
  }
}

const mostColumns = 20_000;
const mostGroups = 10_000;
const longestAddress = 2_000;

/** Runs that went away since the page last heard are left out. @throws Refused */
export function checkFrameQuery(sent: unknown, knows: KnowsRun): FrameQuery {
  const query = asObject(sent, 'frame query');
  return {
    tag: asText(query['tag'], 'tag'),
    runs: asRuns(query['runs'], knows),
    axis: asAxis(query['axis']),
    skipDowntime: query['skipDowntime'] === true,
    newestWriter: query['newestWriter'] === true,
    range: query['range'] === null ? null : asRange(query['range']),
    columns: Math.round(asNumber(query['columns'], 1, mostColumns, 'column count')),
    detail: query['detail'] === 'minmax' ? 'minmax' : 'm4',
    smoothing: asSmoothing(query['smoothing']),
    raw: query['raw'] === true,
    ghosts: query['ghosts'] === true,
  };
}

/** @throws Refused */
export function checkNearestQuery(sent: unknown, knows: KnowsRun): NearestQuery {
  const query = asObject(sent, 'nearest query');
  return {
    tag: asText(query['tag'], 'tag'),
    runs: asRuns(query['runs'], knows),
    axis: asAxis(query['axis']),
    skipDowntime: query['skipDowntime'] === true,
    newestWriter: query['newestWriter'] === true,
    x: asNumber(query['x'], -Infinity, Infinity, 'x'),
    smoothing: asSmoothing(query['smoothing']),
  };
}

/** @throws Refused, also for a run that went away */
export function checkItemsQuery(sent: unknown, knows: KnowsRun): ItemsQuery {
  const query = asObject(sent, 'items query');
  const run = asRuns([query['run']], knows)[0];
  if (run === undefined) throw new Refused('run');
  return { run, kind: asItemKind(query['kind']), tag: asText(query['tag'], 'tag') };
}

/** The file's name is only looked up among those that the engine read. @throws Refused */
export function checkContentQuery(sent: unknown, knows: KnowsRun): ContentQuery {
  const query = asObject(sent, 'content query');
  return {
    ...checkItemsQuery(sent, knows),
    file: asText(query['file'], 'file'),
    number: asNumber(query['number'], 0, Number.MAX_SAFE_INTEGER, 'number of an item'),
  };
}

/** An address that may be opened in a browser; the one from the page is rewritten so that it is what it looks like. @throws Refused */
export function checkAddress(sent: unknown): string {
  const address = asText(asObject(sent, 'address')['address'], 'address');
  if (address.length > longestAddress || !URL.canParse(address)) throw new Refused('address');
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isPlain) throw new Refused('address');
  return url.href;
}

/** Runs that went away are left out. @throws Refused */
export function checkPlotted(
  sent: unknown,
  knows: KnowsRun,
): { readonly runs: readonly RunId[]; readonly plotted: boolean } {
  const choice = asObject(sent, 'choice');
  return { runs: asRuns(choice['runs'], knows), plotted: choice['plotted'] === true };
}

/** Also reads what an older version stored: what is missing or makes no sense becomes the default. */
export function readDashboardView(sent: unknown, fallback: DashboardView): DashboardView {
  const view = asRecord(sent);
  const { tagFilter, collapsedGroups, columnWidth, layout } = view;
  return {
    ...fallback,
    ...readLineChange(view),
    tagFilter: isText(tagFilter) ? tagFilter : fallback.tagFilter,
    collapsedGroups: Array.isArray(collapsedGroups)
      ? collapsedGroups.filter(isText).slice(0, mostGroups)
      : fallback.collapsedGroups,
    columnWidth: isNumber(columnWidth)
      ? Math.min(10_000, Math.max(100, columnWidth))
      : fallback.columnWidth,
    layout: layout === undefined ? fallback.layout : readLayout(layout),
  };
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Refused(what);
  return value as Record<string, unknown>;
}

function asText(value: unknown, what: string): string {
  if (!isText(value)) throw new Refused(what);
  return value;
}

function asNumber(value: unknown, least: number, most: number, what: string): number {
  if (!isNumber(value) || value < least || value > most) throw new Refused(what);
  return value;
}

function asAxis(value: unknown): Axis {
  if (!isAxis(value)) throw new Refused('axis');
  return value;
}

function asItemKind(value: unknown): ItemKind {
  const kind = seriesKinds.find((one) => one === value);
  if (kind === undefined || kind === 'scalar') throw new Refused('kind');
  return kind;
}

function asRange(value: unknown): { readonly from: number; readonly to: number } {
  const range = asObject(value, 'range');
  const from = asNumber(range['from'], -Infinity, Infinity, 'range');
  return { from, to: asNumber(range['to'], from, Infinity, 'range') };
}

function asRuns(value: unknown, knows: KnowsRun): readonly RunId[] {
  if (!Array.isArray(value)) throw new Refused('list of runs');
  return value.filter((id): id is RunId => typeof id === 'string' && knows(id));
}

function asSmoothing(value: unknown): Smoothing {
  const { kind, weight } = asObject(value, 'smoothing');
  if (kind === 'none') return { kind };
  if (kind !== 'ema' && kind !== 'timeWeightedEma') throw new Refused('smoothing');
  return { kind, weight: asNumber(weight, 0, 0.999, 'smoothing weight') };
}
