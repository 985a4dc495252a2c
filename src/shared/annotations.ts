// What people say of a run themselves: another name, a note, tags, a star, a colour, and that it is put away.

export interface RunAnnotation {
  /** The name to show instead of the run's own; null for none. */
  readonly alias: string | null;
  /** Plain text, perhaps of several lines. */
  readonly note: string | null;
  /** In natural order, each once. */
  readonly tags: readonly string[];
  readonly star: boolean;
  /** Index into the looks of runs: colour and dash pattern; null for the one that the run was given. */
  readonly colour: number | null;
  /** Not shown unless asked for. */
  readonly archived: boolean;
}

export const noAnnotation: RunAnnotation = {
  alias: null,
  note: null,
  tags: [],
  star: false,
  colour: null,
  archived: false,
};

/** Lengths in UTF-16 units; what is longer in a file is shown so far. */
export const annotationLimits = { alias: 200, note: 10_000, tag: 100, tags: 50 } as const;
