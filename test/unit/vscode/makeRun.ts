// Summaries of runs for tests: everything plain, and what a test is about changed. Ids are names.
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
    evidence: { kind: 'endRecord', endedAtMs: null, exitCode: null },
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
    title: null,
    progress: null,
    problems: [],
    problemCount: 0,
    loading: false,
    readingStopped: false,
    partOf: null,
    hparamsOf: null,
    group: null,
    duplicateOf: null,
    ...changes,
  };
}

/** One line of the metric `tag` of the run `owner`, which need not be there. */
export function makePart(name: string, owner: string, tag: string, key: string): RunSummary {
  return makeRun(name, { partOf: { run: owner as RunId, name: owner, tag, key } });
}

/** What `add_hparams` left below the run `owner`. */
export function makeSession(
  name: string,
  owner: string,
  calledAt: number | null = null,
): RunSummary {
  return makeRun(name, { hparamsOf: { run: owner as RunId, name: owner, calledAt } });
}
