// What Aim's list says of a run, in the terms of all formats.
import type { FactValue } from '../../../shared/facts';
import type { MemberRecord } from '../../model/collection';
import type { DecodedFact } from '../../model/facts';
import { readMoment } from '../moment';

export interface AimRun {
  readonly hash: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly experiment: string | null;
  readonly tags: readonly string[];
  readonly notes: readonly string[];
  readonly isArchived: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number | null;
  /** Null for most: Aim notes the end of a run in its own store, and here only where somebody set it. */
  readonly finalizedAtMs: number | null;
}

/** Why such a run has no curves. */
const metricsPlace = 'kept in a store of Aim’s own; Aim’s `Metric.dataframe()` exports them';

export function recordOf(run: AimRun): MemberRecord {
  const { hash, experiment, createdAtMs, finalizedAtMs } = run;
  const name = run.name === null || run.name === '' ? hash : run.name;
  return {
    key: hash,
    names: experiment ? [experiment, name] : [name],
    createdAtMs,
    end: finalizedAtMs === null ? null : { state: 'finished', atMs: finalizedAtMs },
    facts: factsOf(run, name),
  };
}

function factsOf(run: AimRun, name: string): readonly DecodedFact[] {
  const { hash, experiment, description, tags, notes, isArchived } = run;
  const told: readonly (readonly [string, FactValue])[] = [
    ['name', name],
    ['id', hash],
    ['experiment', experiment],
    ['description', description],
    ['tags', tags.length > 0 ? tags : null],
    ['notes', notes.length > 0 ? notes.join('\n\n') : null],
    ['archived', isArchived || null],
    ['metrics', metricsPlace],
  ];
  return told.flatMap(([key, value]): DecodedFact[] =>
    value === null || value === '' ? [] : [{ kind: 'set', section: 'about', path: [key], value }],
  );
}

/** Milliseconds since the Unix epoch; null where there is no time. Aim writes UTC without saying so. */
export function timeOf(text: string | null): number | null {
  const seconds = readMoment(text ?? '', 'utc');
  return Number.isNaN(seconds) ? null : Math.round(seconds * 1000);
}
