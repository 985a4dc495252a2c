// What the extension host and the dashboard page say to each other. The page sends ids and numbers, never paths.
import type { Content } from './content';
import type { FilterPlace } from './engineContract';
import type { FilterCompletion, FilterProblem } from './filter';
import { emptyLayout, type ChartKind, type DashboardLayout } from './dashboardLayout';
import type { ContentQuery, ItemList, ItemsQuery } from './items';
import type {
  Frame,
  FrameQuery,
  LineStatistics,
  LineStatisticsQuery,
  NearestPoint,
  NearestQuery,
} from './frame';
import { defaultLineView, type LineView } from './lineView';
import type { Projector, ProjectorQuery } from './projector';
import { notice, request } from './rpc';
import type { GroupedRuns, RunGroupsQuery } from './runGrouping';
import type { RunMark, RunMarksQuery } from './runMarks';
import type { PageForm, SavedFile } from './savedFile';
import type { Problem, RunId, RunState } from './vocabulary';

/** A run as the page needs it. */
export interface DashboardRun {
  readonly id: RunId;
  /** `parent · line` for one line of a metric with several. */
  readonly name: string;
  /** The first of the runs that are one to the eye, the same line of several metrics: equal in name and colour. */
  readonly line: RunId;
  /** Runs of one owner are plotted together. */
  readonly owner: RunId;
  readonly state: RunState;
  /** Index into the palette `--trackside-run-N`; the same in tree, chart, legend and tooltip. */
  readonly colour: number;
  readonly plotted: boolean;
  /** When the engine last saw data arrive, milliseconds since the Unix epoch. */
  readonly lastGrowthAtMs: number | null;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  readonly loading: boolean;
  /** How many processes wrote the same metric of it at the same time, at most. */
  readonly writers: number;
}

/** Of kind `projector` it is no tag but the path of the configuration, relative to the run's directory. */
export interface DashboardTag {
  readonly tag: string;
  readonly kind: ChartKind;
  /** Indices into `runs` of the state. */
  readonly runs: readonly number[];
}

/** What the user chose; kept by the host in the workspace state and by the page for restoring. */
export interface DashboardView extends LineView {
  readonly tagFilter: string;
  /** Which runs the page shows of those that are plotted, as in the tree and the table; empty for all. */
  readonly runFilter: string;
  readonly collapsedGroups: readonly string[];
  readonly columnWidth: number;
  /** Whether cards show the step that is chosen on the charts, and charts the one that linked cards go to. */
  readonly linkSteps: boolean;
  readonly layout: DashboardLayout;
}

export const defaultDashboardView: DashboardView = {
  ...defaultLineView,
  tagFilter: '',
  runFilter: '',
  collapsedGroups: [],
  columnWidth: 360,
  linkSteps: true,
  layout: emptyLayout,
};

/** Why a file that was opened shows nothing. */
export const fileProblemKinds = [
  'notOnDisk', // it belongs to something that is no disk; detail = the scheme of its address
  'missing',
  'unreadable', // detail = system error code
  'notAnEventFile',
  'emptyFile',
] as const;

/** The one file that a dashboard was opened for. */
export interface DashboardFile {
  readonly name: string;
  /** What its run is called. */
  readonly run: string;
  /** For display only. */
  readonly directory: string;
  readonly problem: {
    readonly kind: (typeof fileProblemKinds)[number];
    readonly detail: string | null;
  } | null;
}

export interface DashboardState {
  readonly revision: number;
  readonly runs: readonly DashboardRun[];
  readonly tags: readonly DashboardTag[];
  readonly view: DashboardView;
  readonly searching: boolean;
  /** 0 … 1 while files are being read, null when all is read. */
  readonly progress: number | null;
  readonly hasFolder: boolean;
  readonly totalRuns: number;
  /** What is wrong with the filter of runs, which is not applied then. */
  readonly filterProblem: FilterProblem | null;
  /** Null on a dashboard of all runs. */
  readonly file: DashboardFile | null;
}

export interface PageExportQuery {
  readonly form: PageForm;
  readonly view: DashboardView;
  /** Metrics with a chart on the page, in its order. */
  readonly metrics: readonly string[];
}

export const dashboardMessages = {
  /** Full state; the page asks when it is ready, when it is shown again and after `stateChanged`. */
  getState: request<null, DashboardState>('dashboard/getState'),
  completeFilter: request<FilterPlace, FilterCompletion>('dashboard/completeFilter'),
  getFrame: request<FrameQuery, Frame>('dashboard/getFrame'),
  getNearest: request<NearestQuery, readonly NearestPoint[]>('dashboard/getNearest'),
  /** Where the values of a tag without columns lie. */
  getItems: request<ItemsQuery, ItemList>('dashboard/getItems'),
  /** What one of them holds; the file is one that `getItems` named. Fails with words for the user. */
  getContent: request<ContentQuery, Content>('dashboard/getContent'),
  /** An embedding of a run; `path` is one that the state named as a tag of kind `projector`. */
  getProjector: request<ProjectorQuery, Projector>('dashboard/getProjector'),
  /** Opens an address that stands in a log in the user's browser, after asking. Only `https:`. */
  openLink: notice<{ readonly address: string }>('dashboard/openLink'),
  getLineStatistics: request<LineStatisticsQuery, readonly LineStatistics[]>(
    'dashboard/getLineStatistics',
  ),
  getRunGroups: request<RunGroupsQuery, readonly GroupedRuns[]>('dashboard/getRunGroups'),
  /** Checkpoints and alerts of these runs. */
  getRunMarks: request<RunMarksQuery, readonly RunMark[]>('dashboard/getRunMarks'),
  /** The user wants to see what a mark stands for. */
  openMark: notice<RunMark>('dashboard/openMark'),
  saveView: notice<DashboardView>('dashboard/saveView'),
  setPlotted: notice<{ readonly runs: readonly RunId[]; readonly plotted: boolean }>(
    'dashboard/setPlotted',
  ),
  /** Asks where to, and writes the view's layout and lines to a file that others can open. */
  saveLayout: notice<DashboardView>('dashboard/saveLayout'),
  /** Asks which file, and shows the page as it says. */
  openLayout: notice<null>('dashboard/openLayout'),
  /** Asks where to and writes what the page made; false where the user chose no place. */
  saveFile: request<SavedFile, boolean>('dashboard/saveFile'),
  /** Exports what the page shows: all plotted runs, and of tables the shown metrics. */
  exportPage: notice<PageExportQuery>('dashboard/exportPage'),
  addLogFolder: notice<null>('dashboard/addLogFolder'),
  openSample: notice<null>('dashboard/openSample'),
  /** From the dashboard of a file to that of all runs. */
  openDashboard: notice<null>('dashboard/openDashboard'),
  /** Shows the file of a file's dashboard as text instead. */
  openAsText: notice<null>('dashboard/openAsText'),
  /** New points in these runs; the page asks again for what it shows of them. */
  dataChanged: notice<{ readonly revision: number; readonly runs: readonly RunId[] }>(
    'dashboard/dataChanged',
  ),
  /** Runs, tags or view changed; the page asks for the state. */
  stateChanged: notice<null>('dashboard/stateChanged'),
  /** The view was changed elsewhere (a setting) and replaces what the user chose on the page. */
  viewReset: notice<DashboardView>('dashboard/viewReset'),
  /** The tree's selection: these runs stand out; none = all equal. */
  highlight: notice<{ readonly runs: readonly RunId[] }>('dashboard/highlight'),
} as const;
