// The rows that Optuna keeps of studies and trials, put together.
import type { FactValue } from '../../../shared/facts';
import type { MemberEnd, MemberRecord } from '../../model/collection';
import type { DecodedFact } from '../../model/facts';
import { tryParseJson } from '../pythonJson';
import { MemberTags } from '../memberPoints';

/** `TrialState`; `RUNNING` and `WAITING` have not ended. A pruned trial was stopped before its end. */
const endStates: Readonly<Record<string, MemberEnd['state']>> = {
  COMPLETE: 'finished',
  PRUNED: 'stopped',
  FAIL: 'failed',
};

/** What stands for numbers that a column of floats cannot hold. */
const words: Readonly<Record<string, number>> = {
  NAN: NaN,
  INF_POS: Infinity,
  INF_NEG: -Infinity,
};

export function valueOf(value: number, type: string | null): number {
  return words[type ?? ''] ?? value;
}

/** By name: parameters, attributes or results. */
export type Values = ReadonlyMap<string, FactValue>;

export class Study extends MemberTags {
  readonly name: string;
  /** `MINIMIZE` or `MAXIMIZE`, by objective. */
  readonly directions: string[] = [];
  readonly best: number[] = [];
  /** How many values of each objective there are. */
  readonly counts: number[] = [];

  constructor(id: number, name: string) {
    super(`study ${id}`);
    this.name = name;
  }

  /** What an objective is called: the only one has no number. */
  tagOf(objective: number): string {
    return this.directions.length > 1 ? `value_${objective}` : 'value';
  }

  /** The best value so far with this one. */
  takeBest(objective: number, value: number): number {
    const known = this.best[objective] ?? NaN;
    const isBetter =
      this.directions[objective] === 'MAXIMIZE' ? !(value <= known) : !(value >= known);
    return (this.best[objective] = isBetter && !Number.isNaN(value) ? value : known);
  }

  record(): MemberRecord {
    const facts: DecodedFact[] = [
      { kind: 'set', section: 'about', path: ['name'], value: this.name },
    ];
    this.directions.forEach((direction, at) => {
      const path = [this.tagOf(at), 'direction'];
      facts.push({ kind: 'set', section: 'metrics', path, value: direction.toLowerCase() });
    });
    this.best.forEach((value, at) => {
      facts.push({ kind: 'set', section: 'summary', path: [`best_${this.tagOf(at)}`], value });
    });
    return { key: this.key, names: [this.name], createdAtMs: null, end: null, facts };
  }
}

export interface TrialRow {
  readonly number: number;
  readonly state: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

export class Trial extends MemberTags {
  readonly study: Study;
  row: TrialRow;
  readonly params = new Map<string, FactValue>();
  attributes: Values = new Map();
  readonly results = new Map<string, FactValue>();

  constructor(id: number, study: Study, row: TrialRow) {
    super(`trial ${id}`);
    this.study = study;
    this.row = row;
  }

  record(): MemberRecord {
    const { number, state, startedAtMs, endedAtMs } = this.row;
    const name = `trial ${number}`;
    const facts: DecodedFact[] = [
      { kind: 'set', section: 'about', path: ['name'], value: name },
      { kind: 'set', section: 'about', path: ['study'], value: this.study.name },
      { kind: 'set', section: 'about', path: ['state'], value: state },
    ];
    const sections = [
      ['config', [], this.params],
      ['about', ['attributes'], this.attributes],
      ['summary', [], this.results],
    ] as const;
    for (const [section, above, values] of sections) {
      for (const [key, value] of values) {
        facts.push({ kind: 'set', section, path: [...above, key], value });
      }
    }
    const endState = endStates[state];
    const end = endState ? { state: endState, atMs: endedAtMs, word: state } : null;
    return { key: this.key, names: [this.study.name, name], createdAtMs: startedAtMs, end, facts };
  }
}

/** What a parameter's stored number stands for: the choice of that number, or itself. */
export function paramOf(stored: number, distribution: string | null): FactValue {
  const choices = distribution?.includes('"choices"') ? jsonOf(distribution) : null;
  const { attributes } = (choices ?? {}) as { attributes?: { choices?: readonly FactValue[] } };
  return attributes?.choices?.[stored] ?? stored;
}

/** Null for what is no JSON. */
export function jsonOf(text: string | null): FactValue {
  return tryParseJson(text ?? '') ?? null;
}
