// What the user changed about which charts there are, where they stand and how they draw: kept with the dashboard's view.
import type { LineView } from './lineView';
import { seriesKinds } from './vocabulary';

/** What a chart shows: series of one kind, or the embeddings that a file beside them describes. */
export const chartKinds = [...seriesKinds, 'projector'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Names a chart for good: made of kind and tag where it is there by itself (`chartIdOf`), given where the user made it. */
export type ChartId = string;

/** A chart that the user made, in addition to one for each tag. */
export interface OwnChart {
  readonly id: ChartId;
  readonly kind: ChartKind;
  readonly tags: readonly string[];
  /** Tags that match this regular expression are shown as well; null for none. */
  readonly pattern: string | null;
}

/** What differs from how a chart is by itself; what is absent does not differ. */
export interface ChartChange {
  readonly title?: string;
  /** Key of the section it was moved to. */
  readonly section?: string;
  readonly hidden?: boolean;
  readonly pinned?: boolean;
  /** Columns of the grid it is wide. */
  readonly span?: number;
  /** Pixels the drawing is high. */
  readonly height?: number;
  /** How its lines are drawn where that is not as on all charts. */
  readonly line?: Partial<LineView>;
  /** Choices of the other kinds of charts, by names that the kind gives them. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

export interface DashboardLayout {
  readonly own: readonly OwnChart[];
  readonly changes: Readonly<Record<ChartId, ChartChange>>;
  /** Keys of sections in the user's order; others follow in the order of their names. */
  readonly sections: readonly string[];
  /** By section, charts in the user's order; others follow in the order of their tags. */
  readonly order: Readonly<Record<string, readonly ChartId[]>>;
}

export const emptyLayout: DashboardLayout = { own: [], changes: {}, sections: [], order: {} };

/** The name of the chart that a tag has by itself. */
export function chartIdOf(kind: ChartKind, tag: string): ChartId {
  return `${kind}:${tag}`;
}
