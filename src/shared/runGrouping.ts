// By what runs are put into groups, and what comes of it.
import type { RunId } from './vocabulary';

export type GroupBy =
  /** The value of one key of the configuration, `path` from the outside in. */
  | { readonly kind: 'config'; readonly path: readonly string[] }
  /** All of the configuration but seeds and what is each run's own, such as its name and output directory. */
  | { readonly kind: 'configWithoutSeed' }
  /** The set of the run's tags (labels that people give to runs). */
  | { readonly kind: 'tag' }
  /** The directory that the run's directory is in. */
  | { readonly kind: 'folder' }
  /** What the groups of a regular expression catch in the run's name; without groups, whether it matches. */
  | { readonly kind: 'pattern'; readonly pattern: string };

export interface GroupedRuns {
  /** Stays the same while other runs come and go. */
  readonly key: string;
  /** For people: what tells the group from the others. */
  readonly label: string;
  readonly runs: readonly RunId[];
}

export interface RunGroupsQuery {
  readonly runs: readonly RunId[];
  readonly by: GroupBy;
}
