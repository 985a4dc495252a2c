// Small facts that trees and pages derive from a run's summary.
import type { RunSummary } from '../shared/vocabulary';

/** When data last arrived, in milliseconds since the Unix epoch; null when the files do not tell. */
export function lastGrowthAtMs({ evidence }: RunSummary): number | null {
  switch (evidence.kind) {
    case 'growing':
    case 'silent':
    case 'noEndRecord':
      return evidence.lastGrowthAtMs === 0 ? null : evidence.lastGrowthAtMs;
    case 'noPointsYet':
      return evidence.createdAtMs;
    case 'endRecord':
      return evidence.endedAtMs;
  }
}

/** The run's name for a list: its path in the log folder, or the folder's own name where the folder is the run. */
export function runName({ name, directory }: Pick<RunSummary, 'name' | 'directory'>): string {
  return name === '.' ? (directory.split(/[\\/]/).findLast((part) => part !== '') ?? name) : name;
}
