// What the user chose in plots of columns: parallel coordinates, a scatter plot, what tells about one column. Plain data.

/** Shares of an axis, 0 … 1, `from` below `to`. */
export interface Brush {
  readonly from: number;
  readonly to: number;
}

export interface ParallelState {
  /** Names of columns from left to right; those not named follow in their order. */
  readonly order: readonly string[];
  readonly logColumns: readonly string[];
  readonly brushes: readonly (readonly [column: string, brush: Brush])[];
  /** Name of the column that colours the lines; null for the runs' own colours. */
  readonly colourBy: string | null;
}

/** Names of columns; null to have them chosen. */
export interface ScatterState {
  readonly x: string | null;
  readonly y: string | null;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly colourBy: string | null;
}

/** How columns are shown beside their table; `table`: not at all. */
export const plotForms = ['table', 'parallel', 'scatter', 'importance'] as const;
export type PlotForm = (typeof plotForms)[number];

export interface ColumnPlots {
  readonly form: PlotForm;
  readonly parallel: ParallelState;
  readonly scatter: ScatterState;
  /** Name of the column that the others are compared with; null to have it chosen. */
  readonly target: string | null;
}

export const defaultParallelState: ParallelState = {
  order: [],
  logColumns: [],
  brushes: [],
  colourBy: null,
};

export const defaultScatterState: ScatterState = {
  x: null,
  y: null,
  logX: false,
  logY: false,
  colourBy: null,
};

export const defaultColumnPlots: ColumnPlots = {
  form: 'table',
  parallel: defaultParallelState,
  scatter: defaultScatterState,
  target: null,
};
