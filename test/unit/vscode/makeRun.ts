// Summaries of runs for tests: everything plain, and what a test is about changed.
import type { RunId, RunSummary } from '../../../src/shared/vocabulary';

/** A finished run `name` under `/logs` whose id is its name. */
export function makeRun(name: string, changes: Partial<RunSummary> = {}): RunSummary {
  const root = changes.root ?? '/logs';
  return {
    id: name as RunId,
    root,
    name,
    directory: name === '.' ? root : `${root}/${name}`,
    state: 'finished',
    evidence: { kind: 'endRecord', endedAtMs: null },
    sources: [],
    companions: [],
    points: 0,
    tags: 0,
    segments: 1,
    writers: 1,
    firstWallTime: null,
    lastWallTime: null,
    lastStep: null,
    lastValues: [],
    problems: [],
    problemCount: 0,
    loading: false,
    ...changes,
  };
}
