// What the extension host and the engine say to each other.
import type { Content } from './content';
import type { FactsQuery, RunFacts } from './facts';
import type { Failure } from './failure';
import type { FilterCompletion, FilterProblem } from './filter';
import type {
  Frame,
  FrameQuery,
  LineStatistics,
  LineStatisticsQuery,
  NearestPoint,
  NearestQuery,
} from './frame';
import type { HparamsQuery, HparamsTable } from './hparams';
import type { ContentQuery, ItemList, ItemsQuery } from './items';
import type { PointExportDone, PointExportProgress, PointExportQuery } from './pointExport';
import type { Projector, ProjectorQuery } from './projector';
import { notice, request } from './rpc';
import type { ColumnsQuery, SavedColumns } from './savedColumns';
import type { GroupedRuns, RunGroupsQuery } from './runGrouping';
import type { RunMark, RunMarksQuery } from './runMarks';
import type { MetricSources, SourceChoices, SourcesQuery } from './sources';
import type {
  RunDeletion,
  RunNote,
  SparklineQuery,
  Sparklines,
  TableAnswer,
  TableQuery,
} from './tableContract';
import type { RunId, RunSummary, SeriesKind, SeriesStatistics } from './vocabulary';

export interface EngineSettings {
  /** Absolute paths of the folders to search, in order of preference. */
  readonly folders: readonly string[];
  /**
   * Absolute paths of directories that are read for a file that is open: each with what is right inside it, as a folder
   * of its own where the folders do not hold it.
   */
  readonly opened?: readonly string[];
  /** Where the user wants a metric from another file than the best; by default from none. */
  readonly sourceChoices?: SourceChoices;
  /** Names of directories that are never entered. */
  readonly excludedDirectories: readonly string[];
  /** How often files that grew lately are looked at by stat, in milliseconds. */
  readonly pollIntervalMs: number;
  /** False to rely on the stat poll alone (network disks). */
  readonly watch: boolean;
  /** What the points of all runs may take of memory; what is over it goes to a temporary file. */
  readonly memoryLimitBytes: number;
  /** Whether every record's checksum is compared, or only where something is wrong (the default). For files found from now on. */
  readonly verifyChecksums?: 'always' | 'onDamage';
  /** Whether large files whose two ends tell what a list of runs needs are read no further. For files found from now on. */
  readonly glanceOnly?: boolean;
  /** Whether numbers in lines that people print themselves are read as well. For files found from now on. */
  readonly looseLines?: boolean;
}

/** Tags of the asked runs. `runs` of a tag are indices into the catalog's `runs`. */
export interface Catalog {
  readonly revision: number;
  readonly runs: readonly RunId[];
  readonly tags: readonly {
    readonly tag: string;
    readonly kind: SeriesKind;
    readonly runs: readonly number[];
  }[];
}

export interface RunList {
  readonly revision: number;
  readonly runs: readonly RunSummary[];
  /** True until the first walk of every folder is over. */
  readonly searching: boolean;
  /** Bytes of known files, and how many of them have been read. */
  readonly bytesTotal: number;
  readonly bytesRead: number;
}

/** A filter and a place in it, in UTF-16 code units. */
export interface FilterPlace {
  readonly filter: string;
  readonly caret: number;
}

/** Every run where something is wrong with the filter. */
export interface FilterMatch {
  readonly runs: readonly RunId[];
  readonly problem: FilterProblem | null;
}

export const engineMessages = {
  configure: request<EngineSettings, null>('engine/configure'),
  listRuns: request<null, RunList>('engine/listRuns'),
  /** Summaries of the given runs only; unknown ids are left out. */
  getRuns: request<{ readonly ids: readonly RunId[] }, RunList>('engine/getRuns'),
  getCatalog: request<{ readonly runs: readonly RunId[] }, Catalog>('engine/getCatalog'),
  getStatistics: request<{ readonly run: RunId }, readonly SeriesStatistics[]>(
    'engine/getStatistics',
  ),
  getFrame: request<FrameQuery, Frame>('engine/getFrame'),
  getNearest: request<NearestQuery, readonly NearestPoint[]>('engine/getNearest'),
  /** What lines do over a stretch of the axis, over all of their points. */
  getLineStatistics: request<LineStatisticsQuery, readonly LineStatistics[]>(
    'engine/getLineStatistics',
  ),
  /** Groups of these runs; those that the key says nothing of are in none. */
  getRunGroups: request<RunGroupsQuery, readonly GroupedRuns[]>('engine/getRunGroups'),
  /** Checkpoints and alerts of these runs at their steps. Checkpoints found after the answer are told by `changed`. */
  getRunMarks: request<RunMarksQuery, readonly RunMark[]>('engine/getRunMarks'),
  /** Where the values of a tag that are no scalars lie; their contents are asked for one by one. */
  getItems: request<ItemsQuery, ItemList>('engine/getItems'),
  getContent: request<ContentQuery, Content>('engine/getContent'),
  /** The sessions of these runs and of the runs that belong to them. */
  getHparams: request<HparamsQuery, HparamsTable>('engine/getHparams'),
  /** What everything that belongs to the run says about it. Read anew at every call; secrets are masked. */
  getFacts: request<FactsQuery, RunFacts>('engine/getFacts'),
  /** What was changed in the program since its commit, as a tracker kept it; null where none did. */
  getGitPatch: request<FactsQuery, string | null>('engine/getGitPatch'),
  /** Why the run ended, from its consoles and its curves; null where nothing is wrong, or nothing tells. */
  getFailure: request<{ readonly run: RunId }, Failure | null>('engine/getFailure'),
  getSources: request<SourcesQuery, readonly MetricSources[]>('engine/getSources'),
  /** Never fails: what cannot be read is told among the problems. */
  getProjector: request<ProjectorQuery, Projector>('engine/getProjector'),
  getTable: request<TableQuery, TableAnswer>('engine/getTable'),
  getSparklines: request<SparklineQuery, Sparklines>('engine/getSparklines'),
  /** Replaces what the user and the host say of these runs. */
  setRunNotes: request<Readonly<Record<RunId, RunNote>>, null>('engine/setRunNotes'),
  completeFilter: request<FilterPlace, FilterCompletion>('engine/completeFilter'),
  planDeletion: request<{ readonly runs: readonly RunId[] }, readonly RunDeletion[]>(
    'engine/planDeletion',
  ),
  matchRuns: request<{ readonly filter: string }, FilterMatch>('engine/matchRuns'),
  /** Leaves the rest of large loads unread until it is asked for; what only grows by a little is read on. */
  stopLoading: request<null, null>('engine/stopLoading'),
  /** Goes on where reading was stopped, in these runs or (null) in all. */
  continueLoading: request<{ readonly ids: readonly RunId[] | null }, null>(
    'engine/continueLoading',
  ),
  /** Writes every point of the runs to a file; unknown runs are left out. */
  exportPoints: request<PointExportQuery, PointExportDone>('engine/exportPoints'),
  /** Scalar points for a file that stands alone, with their buffer gzipped; null where there are too many lines. */
  getSavedColumns: request<ColumnsQuery, SavedColumns | null>('engine/getSavedColumns'),
  cancelExport: request<{ readonly id: number }, null>('engine/cancelExport'),
  exportProgress: notice<PointExportProgress>('engine/exportProgress'),
  /** Looks for new runs now instead of at the next round. */
  rescan: request<null, null>('engine/rescan'),
  /** Data of these runs moved on. `list` when runs came, went or changed state, or their summaries changed. */
  changed: notice<EngineChange>('engine/changed'),
  log: notice<{ readonly level: 'info' | 'warn' | 'error'; readonly message: string }>(
    'engine/log',
  ),
} as const;

export interface EngineChange {
  readonly revision: number;
  readonly runs: readonly RunId[];
  readonly list: boolean;
  /** True until the first walk of every folder is over. */
  readonly searching: boolean;
}
