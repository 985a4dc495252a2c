// What the logs of a run say about it beside its metrics: configuration, results, where it ran, how far it has come.
import type { Progress, RunId } from './vocabulary';

/**
 * `about`: the run's name, notes, tags, project, program … as its tracker has them; `config`: what it was started with;
 * `summary`: its results as the log itself sums them up; `environment`: machine and software; `metrics`: what the log
 * says of a metric (its x axis, whether less is better); `artifacts`: what it used and made; `alerts`: what it warned of.
 */
export const factSections = [
  'about',
  'config',
  'summary',
  'environment',
  'metrics',
  'artifacts',
  'alerts',
] as const;
export type FactSection = (typeof factSections)[number];

/** JSON, with the numbers that JSON cannot write. */
export type FactValue =
  null | boolean | number | string | readonly FactValue[] | { readonly [key: string]: FactValue };

/** One leaf. */
export interface Fact {
  readonly section: FactSection;
  /** Keys from the outside in: they may contain dots and slashes. */
  readonly path: readonly string[];
  /** No object; what seems to be a secret is masked. */
  readonly value: FactValue;
  /** The file that says so, relative to the run's directory. */
  readonly origin: string;
}

export interface FactsQuery {
  readonly run: RunId;
}

export interface RunFacts {
  /** By section in the order of `factSections`, then as first told. Where two files differ about one path, both are there. */
  readonly facts: readonly Fact[];
  readonly progress: Progress | null;
  /** Files that should have told something and could not be read: `reason` in words for the user. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
  /** Whether some were left out because a file tells more than can be shown. */
  readonly cut: boolean;
}
