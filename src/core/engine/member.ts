// What stands in for files where a run is one of many in a database or a tracker's folder.
import type { FactSheet } from '../model/factSheet';
import type { RunLife } from '../model/runState';
import type { Problem, SourceSummary } from '../../shared/vocabulary';

export interface Member {
  /** What the run is called below its directory, with `/`. */
  readonly name: string;
  readonly source: SourceSummary;
  readonly problems: readonly Problem[];
  /** What its tracker says of it. */
  readonly sheet: FactSheet;
  /** Whether there is more to read as far as is known. */
  readonly isLoading: boolean;
  readonly life: RunLife;
}
