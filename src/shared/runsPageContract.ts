// What the extension host and the runs table page say to each other. The page sends ids, keys and filters, never paths.
import { defaultColumnPlots, type ColumnPlots } from './columnPlots';
import type { FilterPlace } from './engineContract';
import type { FilterCompletion } from './filter';
import { notice, request } from './rpc';
import type {
  archivedChoices,
  Goal,
  SortKey,
  SparklineQuery,
  Sparklines,
  TableAnswer,
  TableQuery,
} from './tableContract';
import type { RunId } from './vocabulary';

/** A column that the user placed. */
export interface PlacedColumn {
  readonly key: string;
  /** CSS pixels. */
  readonly width: number;
  /** Pinned ones stand first and stay in sight. */
  readonly pinned: boolean;
}

/** What the user chose; kept by the host in the workspace state. */
export interface RunsView {
  readonly filter: string;
  readonly sort: readonly SortKey[];
  readonly group: string | null;
  readonly archived: (typeof archivedChoices)[number];
  /** Null for the usual columns. */
  readonly columns: readonly PlacedColumn[] | null;
  readonly onlyDiffering: boolean;
  readonly sparklines: boolean;
  /** What is better where the user says it otherwise than the log or the name; null for neither. */
  readonly goals: Readonly<Record<string, Goal | null>>;
  /** Values of folded groups, as JSON. */
  readonly folded: readonly string[];
  readonly plots: ColumnPlots;
}

export const defaultRunsView: RunsView = {
  filter: '',
  sort: [{ column: 'run:started', descending: true }],
  group: null,
  archived: 'hide',
  columns: null,
  onlyDiffering: false,
  sparklines: true,
  goals: {},
  folded: [],
  plots: defaultColumnPlots,
};

export interface RunsPageState {
  readonly view: RunsView;
  readonly hasFolder: boolean;
  readonly searching: boolean;
  /** 0 … 1 while files are being read, null when all is read. */
  readonly progress: number | null;
  /** Whether runs can be archived and tagged. */
  readonly canAnnotate: boolean;
}

/** A row's look: index into the palette, and this bit where the run is plotted. */
export const plottedBit = 0x8000;

export interface RunsPageTable extends TableAnswer {
  /** One a row. */
  readonly looks: Uint16Array;
}

/** How several runs differ. */
export interface RunDifferences {
  readonly runs: readonly { readonly id: RunId; readonly name: string }[];
  readonly sections: readonly {
    readonly title: string;
    readonly rows: readonly {
      readonly name: string;
      /** One a run; null where it does not say. */
      readonly values: readonly (string | null)[];
      readonly differs: boolean;
    }[];
  }[];
}

/** What is done with the chosen runs. */
export const runActions = [
  'open',
  'plot',
  'unplot',
  'plotOnly',
  'diff',
  'tag',
  'archive',
  'unarchive',
  'delete',
  'reveal',
] as const;
export type RunAction = (typeof runActions)[number];

export interface TableExport {
  readonly form: 'csv' | 'json';
  readonly query: TableQuery;
}

export const runsMessages = {
  getState: request<null, RunsPageState>('runs/getState'),
  getTable: request<TableQuery, RunsPageTable>('runs/getTable'),
  complete: request<FilterPlace, FilterCompletion>('runs/complete'),
  getSparklines: request<SparklineQuery, Sparklines>('runs/getSparklines'),
  getDifferences: request<{ readonly runs: readonly RunId[] }, RunDifferences>(
    'runs/getDifferences',
  ),
  saveView: notice<RunsView>('runs/saveView'),
  act: notice<{ readonly action: RunAction; readonly runs: readonly RunId[] }>('runs/act'),
  copy: notice<{ readonly text: string }>('runs/copy'),
  exportTable: notice<TableExport>('runs/exportTable'),
  addLogFolder: notice<null>('runs/addLogFolder'),
  openSample: notice<null>('runs/openSample'),
  /** Rows, columns, looks or the state may be other than before: the page asks again. */
  changed: notice<null>('runs/changed'),
  /** A filter that was set elsewhere. */
  setFilter: notice<{ readonly filter: string }>('runs/setFilter'),
} as const;
