// Checks what the runs table page sends, and what an older version stored: anything odd is refused or left out.
import { plotForms, type Brush, type ColumnPlots } from '../../shared/columnPlots';
import {
  defaultRunsView,
  runActions,
  type PlacedColumn,
  type RunAction,
  type RunsView,
} from '../../shared/runsPageContract';
import {
  archivedChoices,
  type Goal,
  type SortKey,
  type SparklineQuery,
  type TableQuery,
} from '../../shared/tableContract';
import type { RunId } from '../../shared/vocabulary';
import { Refused, type KnowsRun } from './pageChecks';
import { asRecord, isNumber, isText } from './sentValues';

const mostColumns = 5_000;
const mostKeys = 32;
const mostFolded = 10_000;
const mostSketches = 1_000;

/** @throws Refused */
export function checkTableQuery(sent: unknown): TableQuery {
  const query = asRecord(sent);
  if (!isText(query['filter'])) throw new Refused('filter');
  const { known } = query;
  return {
    filter: query['filter'],
    sort: readSort(query['sort']),
    group: isText(query['group']) ? query['group'] : null,
    archived: archivedChoices.find((choice) => choice === query['archived']) ?? 'hide',
    columns: listOf(query['columns'], mostColumns).flatMap((one) => {
      const { key, since } = asRecord(one);
      return isText(key) && isNumber(since) ? [{ key, since }] : [];
    }),
    known: known === null ? null : readKnown(asRecord(known)),
  };
}

function readKnown(known: Readonly<Record<string, unknown>>): TableQuery['known'] {
  const { generation, rows, directory } = known;
  if (!isNumber(generation) || !isNumber(rows) || !isNumber(directory)) throw new Refused('place');
  return { generation, rows, directory };
}

/** @throws Refused */
export function checkSparklineQuery(sent: unknown, knows: KnowsRun): SparklineQuery {
  const { tag, runs, columns } = asRecord(sent);
  if (!isText(tag) || !isNumber(columns) || columns < 1 || columns > 500) {
    throw new Refused('sparkline');
  }
  return { tag, runs: readRuns(runs, knows).slice(0, mostSketches), columns: Math.round(columns) };
}

/** @throws Refused */
export function checkAction(
  sent: unknown,
  knows: KnowsRun,
): { readonly action: RunAction; readonly runs: readonly RunId[] } {
  const { action, runs } = asRecord(sent);
  const known = runActions.find((one) => one === action);
  if (!known) throw new Refused('action');
  return { action: known, runs: readRuns(runs, knows) };
}

/** Runs that went away are left out. @throws Refused */
export function readRuns(value: unknown, knows: KnowsRun): readonly RunId[] {
  if (!Array.isArray(value)) throw new Refused('list of runs');
  return value.filter((id): id is RunId => typeof id === 'string' && knows(id));
}

/** What is missing or makes no sense becomes the default. */
export function readRunsView(sent: unknown): RunsView {
  const view = asRecord(sent);
  const { filter, sort, group, columns, onlyDiffering, sparklines, folded } = view;
  return {
    filter: isText(filter) ? filter : '',
    sort: Array.isArray(sort) ? readSort(sort) : defaultRunsView.sort,
    group: isText(group) ? group : null,
    archived: archivedChoices.find((choice) => choice === view['archived']) ?? 'hide',
    columns: Array.isArray(columns) ? readPlaced(columns) : null,
    onlyDiffering: onlyDiffering === true,
    sparklines: sparklines !== false,
    goals: readGoals(view['goals']),
    folded: listOf(folded, mostFolded).filter(isText),
    plots: readPlots(asRecord(view['plots'])),
  };
}

function readPlots({
  form,
  parallel,
  scatter,
  target,
}: Readonly<Record<string, unknown>>): ColumnPlots {
  const lines = asRecord(parallel);
  const points = asRecord(scatter);
  return {
    form: plotForms.find((one) => one === form) ?? 'table',
    parallel: {
      order: listOf(lines['order'], mostColumns).filter(isText),
      logColumns: listOf(lines['logColumns'], mostColumns).filter(isText),
      brushes: listOf(lines['brushes'], mostColumns).flatMap(readBrush),
      colourBy: textOrNull(lines['colourBy']),
    },
    scatter: {
      x: textOrNull(points['x']),
      y: textOrNull(points['y']),
      logX: points['logX'] === true,
      logY: points['logY'] === true,
      colourBy: textOrNull(points['colourBy']),
    },
    target: textOrNull(target),
  };
}

function readBrush(sent: unknown): readonly (readonly [string, Brush])[] {
  const [column, brush] = listOf(sent, 2);
  const { from, to } = asRecord(brush);
  const isBrush = isText(column) && isNumber(from) && isNumber(to) && from < to;
  return isBrush ? [[column, { from, to }]] : [];
}

function textOrNull(sent: unknown): string | null {
  return isText(sent) ? sent : null;
}

function readSort(sent: unknown): readonly SortKey[] {
  return listOf(sent, mostKeys).flatMap((one) => {
    const { column, descending } = asRecord(one);
    return isText(column) ? [{ column, descending: descending === true }] : [];
  });
}

function readPlaced(sent: unknown): readonly PlacedColumn[] {
  return listOf(sent, mostColumns).flatMap((one) => {
    const { key, width, pinned } = asRecord(one);
    if (!isText(key) || !isNumber(width)) return [];
    return [{ key, width: Math.min(1_000, Math.max(48, width)), pinned: pinned === true }];
  });
}

function readGoals(sent: unknown): Readonly<Record<string, Goal | null>> {
  const goals = Object.entries(asRecord(sent)).slice(0, mostColumns);
  return Object.fromEntries(
    goals.filter((entry): entry is [string, Goal | null] => {
      const [, goal] = entry;
      return goal === 'min' || goal === 'max' || goal === null;
    }),
  );
}

function listOf(sent: unknown, most: number): readonly unknown[] {
  return Array.isArray(sent) ? sent.slice(0, most) : [];
}
