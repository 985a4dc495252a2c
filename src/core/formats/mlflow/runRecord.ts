// What MLflow keeps of a run beside its metrics, whichever store it is in, in the terms of all formats.
import type { FactValue } from '../../../shared/facts';
import type { MemberEnd, MemberRecord } from '../../model/collection';
import type { DecodedFact } from '../../model/facts';

export interface MlflowRun {
  readonly id: string;
  readonly name: string | null;
  /** `RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`. */
  readonly status: string | null;
  /** Milliseconds since the Unix epoch. */
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly user: string | null;
  readonly artifactUri: string | null;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

const endStates: Readonly<Record<string, MemberEnd['state']>> = {
  FINISHED: 'finished',
  FAILED: 'failed',
  KILLED: 'stopped',
};

/** Tags that MLflow sets itself (`mlflow/utils/mlflow_tags.py`), by what they tell of. */
const environmentTags: Readonly<Record<string, string>> = {
  'mlflow.source.name': 'program',
  'mlflow.source.git.commit': 'git commit',
  'mlflow.source.git.branch': 'git branch',
  'mlflow.source.git.repoURL': 'git remote',
};

const parentTag = 'mlflow.parentRunId';
/** Runs inside runs; more is a loop. */
const mostParents = 8;

/** @param findRun finds the runs that others are inside of */
export function recordOf(
  run: MlflowRun,
  experiment: string,
  findRun: (id: string) => MlflowRun | undefined,
): MemberRecord {
  const names = [nameOf(run)];
  let parent = run.tags.get(parentTag);
  for (let depth = 0; parent !== undefined && depth < mostParents; depth++) {
    const above = parent === run.id ? undefined : findRun(parent);
    if (above) names.unshift(nameOf(above));
    parent = above?.tags.get(parentTag);
  }
  return {
    key: run.id,
    names: [experiment, ...names],
    createdAtMs: run.startTime,
    end: endOf(run),
    facts: factsOf(run, experiment),
  };
}

function nameOf({ id, name, tags }: MlflowRun): string {
  return [tags.get('mlflow.runName'), name].find((one) => Boolean(one)) ?? id;
}

function endOf({ status, endTime }: MlflowRun): MemberEnd | null {
  const state = endStates[status ?? ''];
  return state ? { state, atMs: endTime, word: status! } : null;
}

function factsOf(run: MlflowRun, experiment: string): readonly DecodedFact[] {
  const facts: DecodedFact[] = [];
  const set = (
    section: 'about' | 'config' | 'environment' | 'artifacts',
    path: readonly string[],
    value: FactValue | undefined,
  ): void => {
    if (value === null || value === undefined || value === '') return;
    facts.push({ kind: 'set', section, path, value });
  };
  set('about', ['name'], nameOf(run));
  set('about', ['id'], run.id);
  set('about', ['experiment'], experiment);
  set('about', ['status'], run.status);
  set('about', ['user'], run.user ?? run.tags.get('mlflow.user'));
  set('about', ['notes'], run.tags.get('mlflow.note.content'));
  set('about', ['parent'], run.tags.get(parentTag));
  for (const [key, value] of run.tags) {
    const told = environmentTags[key];
    if (told !== undefined) set('environment', [told], value);
    else if (!key.startsWith('mlflow.')) set('about', ['tags', key], value);
  }
  for (const [key, value] of run.params) set('config', [key], value);
  set('artifacts', ['uri'], run.artifactUri);
  return facts;
}
