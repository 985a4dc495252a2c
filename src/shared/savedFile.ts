// A file that a page made and the user wants to keep; where it goes is asked by the host.

export const savedFileForms = ['png', 'svg'] as const;

export interface SavedFile {
  readonly form: (typeof savedFileForms)[number];
  /** Proposed, without ending: the name of a chart, as it stands in a log. */
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** Larger ones are refused. */
export const largestSavedBytes = 64 << 20;

/** What the page as a whole is exported as: points, tables, or itself. */
export const pageForms = ['csv', 'json', 'jsonl', 'markdown', 'latex', 'html'] as const;
export type PageForm = (typeof pageForms)[number];
