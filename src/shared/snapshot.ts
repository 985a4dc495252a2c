// What a dashboard that was saved as a file of its own holds beside its points.
import type { DashboardState } from './dashboardContract';
import type { LayoutContent } from './content';
import type { GroupBy, GroupedRuns } from './runGrouping';
import type { RunMark } from './runMarks';
import type { SavedColumns } from './savedColumns';
import type { RunId } from './vocabulary';

export interface Snapshot {
  /** The plotted runs and their scalars alone, without what was wrong with their files. */
  readonly state: DashboardState;
  readonly marks: readonly RunMark[];
  /** Groups by each key that the view uses. */
  readonly groups: readonly { readonly by: GroupBy; readonly groups: readonly GroupedRuns[] }[];
  /** Charts that the runs' authors composed. */
  readonly layouts: readonly { readonly run: RunId; readonly layout: LayoutContent }[];
  readonly columns: Omit<SavedColumns, 'buffer'>;
  /** Milliseconds since the Unix epoch. */
  readonly savedAtMs: number;
  /** Charts of other kinds, which are not in the file. */
  readonly leftOut: number;
}

/** Elements of the document that hold the snapshot as JSON, and its columns gzipped as base64. */
export const snapshotElement = 'snapshot';
export const columnsElement = 'columns';
