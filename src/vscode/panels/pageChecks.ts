// Checks what the page sends. The page is not trusted: anything that is not as the contract says is refused.
import type { DashboardView, PageExportQuery } from '../../shared/dashboardContract';
import type { FilterPlace } from '../../shared/engineContract';
import type { ContentQuery, ItemKind, ItemsQuery } from '../../shared/items';
import { seriesKinds, type Axis, type RunId } from '../../shared/vocabulary';
import {
  bandKinds,
  type FrameQuery,
  type GroupQuery,
  type LineQuery,
  type LineStatisticsQuery,
  type NearestQuery,
  type Smoothing,
} from '../../shared/frame';
import type { ProjectorQuery } from '../../shared/projector';
import type { RunGroupsQuery } from '../../shared/runGrouping';
import { markKinds, type RunMark, type RunMarksQuery } from '../../shared/runMarks';
import {
  largestSavedBytes,
  pageForms,
  savedFileForms,
  type SavedFile,
} from '../../shared/savedFile';
import { readLayout } from './layoutChecks';
import { isAxis, readGroupBy, readLineChange } from './lineChecks';
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
const mostTags = 1000;
const mostMarks = 10_000;
const longestName = 200;
const mostEmbeddings = 1000;
const mostPoints = 50_000;
const mostMetrics = 10_000;

/** Runs that went away since the page last heard are left out. @throws Refused */
export function checkFrameQuery(sent: unknown, knows: KnowsRun): FrameQuery {
  const query = asObject(sent, 'frame query');
  const { groups, baseline, marks } = query;
  return {
    ...checkLines(query, knows),
    range: query['range'] === null ? null : asRange(query['range']),
    columns: Math.round(asNumber(query['columns'], 1, mostColumns, 'column count')),
    logX: query['logX'] === true,
    detail: query['detail'] === 'minmax' ? 'minmax' : 'm4',
    smoothing: asSmoothing(query['smoothing']),
    raw: query['raw'] === true,
    ghosts: query['ghosts'] === true,
    groups: groups === undefined || groups === null ? null : asGroups(groups, knows),
    baseline: isText(baseline) && knows(baseline) ? (baseline as RunId) : null,
    marks: marks === undefined ? [] : asMarkPlaces(marks),
  };
}

/** @throws Refused */
export function checkNearestQuery(sent: unknown, knows: KnowsRun): NearestQuery {
  const query = asObject(sent, 'nearest query');
  return {
    ...checkLines(query, knows),
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

/** The path is only looked up among those of the run's companions. @throws Refused */
export function checkProjectorQuery(sent: unknown, knows: KnowsRun): ProjectorQuery {
  const { run, path, embedding, mostPoints: most } = asObject(sent, 'projector query');
  const known = asRuns([run], knows)[0];
  if (known === undefined) throw new Refused('run');
  return {
    run: known,
    path: asText(path, 'path'),
    embedding:
      embedding === null ? null : Math.round(asNumber(embedding, 0, mostEmbeddings, 'embedding')),
    mostPoints: Math.round(asNumber(most, 1, mostPoints, 'number of points')),
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

/** @throws Refused */
export function checkStatisticsQuery(sent: unknown, knows: KnowsRun): LineStatisticsQuery {
  const query = asObject(sent, 'statistics query');
  return {
    ...checkLines(query, knows),
    range: query['range'] === null ? null : asRange(query['range']),
  };
}

/** @throws Refused */
export function checkRunGroups(sent: unknown, knows: KnowsRun): RunGroupsQuery {
  const query = asObject(sent, 'group query');
  const by = readGroupBy(query['by']);
  if (!by) throw new Refused('group key');
  return { runs: asRuns(query['runs'], knows), by };
}

/** @throws Refused */
export function checkRunMarks(sent: unknown, knows: KnowsRun): RunMarksQuery {
  return { runs: asRuns(asObject(sent, 'mark query')['runs'], knows) };
}

/** A mark of a run that went away is none. @throws Refused */
export function checkMark(sent: unknown, knows: KnowsRun): RunMark {
  const { run, step, kind, label, id } = asObject(sent, 'mark');
  const known = markKinds.find((one) => one === kind);
  if (!isText(run) || !knows(run) || !known) throw new Refused('mark');
  return {
    run: run as RunId,
    step: asNumber(step, -Infinity, Infinity, 'step'),
    kind: known,
    label: asText(label, 'label'),
    id: asText(id, 'id'),
  };
}

/** The bytes are of the form that they are said to have, so that nothing else is ever written under its ending. @throws Refused */
export function checkSavedFile(sent: unknown): SavedFile {
  const { form, name, bytes } = asObject(sent, 'file');
  const known = savedFileForms.find((one) => one === form);
  if (!known || !(bytes instanceof ArrayBuffer)) throw new Refused('file');
  if (bytes.byteLength > largestSavedBytes || !beginsAs(known, bytes)) throw new Refused('file');
  return { form: known, name: asText(name, 'name of a file').slice(0, longestName), bytes };
}

/** @throws Refused */
export function checkPageExport(sent: unknown, fallback: DashboardView): PageExportQuery {
  const { form, view, metrics } = asObject(sent, 'export');
  const known = pageForms.find((one) => one === form);
  if (!known || !Array.isArray(metrics)) throw new Refused('export');
  return {
    form: known,
    view: readDashboardView(view, fallback),
    metrics: metrics.filter(isText).slice(0, mostMetrics),
  };
}

const beginnings: Readonly<Record<SavedFile['form'], string>> = {
  png: '\x89PNG\r\n\x1a\n',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"',
};

function beginsAs(form: SavedFile['form'], bytes: ArrayBuffer): boolean {
  const wanted = beginnings[form];
  const head = new Uint8Array(bytes, 0, Math.min(wanted.length, bytes.byteLength));
  return String.fromCharCode(...head) === wanted;
}

function checkLines(query: Readonly<Record<string, unknown>>, knows: KnowsRun): LineQuery {
  return {
    tag: asText(query['tag'], 'tag'),
    moreTags: asTexts(query['moreTags']),
    runs: asRuns(query['runs'], knows),
    axis: asAxis(query['axis']),
    xTags: asTexts(query['xTags']),
    skipDowntime: query['skipDowntime'] === true,
    newestWriter: query['newestWriter'] === true,
  };
}

/** Runs that went away are left out. @throws Refused */
export function checkPlotted(
  sent: unknown,
  knows: KnowsRun,
): { readonly runs: readonly RunId[]; readonly plotted: boolean } {
  const choice = asObject(sent, 'choice');
  return { runs: asRuns(choice['runs'], knows), plotted: choice['plotted'] === true };
}

/** What is asked of a filter that is being typed. */
export function readFilterPlace(sent: unknown): FilterPlace {
  const { filter, caret } = asRecord(sent);
  return { filter: isText(filter) ? filter : '', caret: isNumber(caret) ? caret : 0 };
}

/** Also reads what an older version stored: what is missing or makes no sense becomes the default. */
export function readDashboardView(sent: unknown, fallback: DashboardView): DashboardView {
  const view = asRecord(sent);
  const { tagFilter, runFilter, collapsedGroups, columnWidth, linkSteps, layout } = view;
  return {
    ...fallback,
    ...readLineChange(view),
    tagFilter: isText(tagFilter) ? tagFilter : fallback.tagFilter,
    runFilter: isText(runFilter) ? runFilter : fallback.runFilter,
    collapsedGroups: Array.isArray(collapsedGroups)
      ? collapsedGroups.filter(isText).slice(0, mostGroups)
      : fallback.collapsedGroups,
    columnWidth: isNumber(columnWidth)
      ? Math.min(10_000, Math.max(100, columnWidth))
      : fallback.columnWidth,
    linkSteps: typeof linkSteps === 'boolean' ? linkSteps : fallback.linkSteps,
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

function asTexts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > mostTags) throw new Refused('list of tags');
  return value.map((one) => asText(one, 'tag'));
}

function asGroups(value: unknown, knows: KnowsRun): GroupQuery {
  const { members, centre, band } = asObject(value, 'groups');
  if (!Array.isArray(members)) throw new Refused('groups');
  return {
    members: members.map((runs) => asRuns(runs, knows)),
    centre: centre === 'median' ? 'median' : 'mean',
    band: bandKinds.find((kind) => kind === band) ?? 'none',
  };
}

/** The place of each is asked for by its number, so none is left out. */
function asMarkPlaces(value: unknown): NonNullable<FrameQuery['marks']> {
  if (!Array.isArray(value) || value.length > mostMarks) throw new Refused('list of marks');
  return value.map((one) => {
    const { run, step } = asObject(one, 'mark');
    return { run: asText(run, 'run') as RunId, step: asNumber(step, -Infinity, Infinity, 'step') };
  });
}

function asSmoothing(value: unknown): Smoothing {
  const { kind, weight, sigma, points } = asObject(value, 'smoothing');
  switch (kind) {
    case 'none':
      return { kind };
    case 'ema':
    case 'timeWeightedEma':
      return { kind, weight: asNumber(weight, 0, 0.999, 'smoothing weight') };
    case 'gaussian':
      return { kind, sigma: asNumber(sigma, 0, 1000, 'smoothing width') };
    case 'runningMean':
      return { kind, points: asNumber(points, 1, 1_000_000, 'smoothing window') };
    default:
      throw new Refused('smoothing');
  }
}
