// What a user changes of annotations: single fields, put onto whatever the file says by then. Two people's changes meet only
// where both set the same field of one run, and tags not even there.
import { compareNaturally } from '../../base/naturalOrder';
import { noAnnotation, type RunAnnotation } from '../../shared/annotations';
import { readFields, type AnnotationDocument, type RunFields } from './annotationDocument';
import type { JsonNode } from './jsonText';

/** Fields to set; null, false and an empty text take the field away. What is not named stays as it is. */
export interface AnnotationChange {
  readonly alias?: string | null;
  readonly note?: string | null;
  readonly star?: boolean;
  readonly colour?: number | null;
  readonly archived?: boolean;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

/** By the run's key in the document. */
export type AnnotationChanges = ReadonlyMap<string, AnnotationChange>;

const single = ['alias', 'note', 'star', 'colour', 'archived'] as const;

/** Runs that nothing is said of any more are left out. */
export function applyChanges(
  document: AnnotationDocument,
  changes: AnnotationChanges,
): AnnotationDocument {
  const runs = new Map(document.runs);
  for (const [key, change] of changes) {
    const fields = applyChange(runs.get(key) ?? new Map<string, JsonNode>(), change);
    if (fields.size > 0) runs.set(key, fields);
    else runs.delete(key);
  }
  return { ...document, runs };
}

function applyChange(fields: RunFields, change: AnnotationChange): RunFields {
  const next = new Map(fields);
  for (const name of single) {
    const value = change[name];
    if (value === undefined) continue;
    if (value === null || value === false || value === '') next.delete(name);
    else next.set(name, nodeOf(value));
  }
  const { addTags = [], removeTags = [] } = change;
  if (addTags.length > 0 || removeTags.length > 0) {
    const kept = readFields(fields).tags.filter((tag) => !removeTags.includes(tag));
    const tags = [...new Set([...kept, ...addTags])].sort(compareNaturally);
    if (tags.length > 0) next.set('tags', { kind: 'list', at: 0, items: tags.map(nodeOf) });
    else next.delete('tags');
  }
  return next;
}

function nodeOf(value: string | number | true): JsonNode {
  const kind = typeof value === 'string' ? 'text' : 'plain';
  return { kind, at: 0, text: String(value) };
}

/**
 * What takes back the way from `before` to `after`, where `now` still is as `after` left it: what somebody set since
 * then stays.
 */
export function collectUndo(
  before: AnnotationDocument,
  after: AnnotationDocument,
  now: AnnotationDocument,
): AnnotationChanges {
  const keys = new Set([...before.runs.keys(), ...after.runs.keys()]);
  const changes = new Map<string, AnnotationChange>();
  for (const key of keys) {
    const change = undoOf(read(before, key), read(after, key), read(now, key));
    if (Object.keys(change).length > 0) changes.set(key, change);
  }
  return changes;
}

function undoOf(before: RunAnnotation, after: RunAnnotation, now: RunAnnotation): AnnotationChange {
  const touched = single.filter(
    (name) => before[name] !== after[name] && after[name] === now[name],
  );
  const addTags = missing(before.tags, after.tags).filter((tag) => !now.tags.includes(tag));
  const removeTags = missing(after.tags, before.tags).filter((tag) => now.tags.includes(tag));
  return {
    ...Object.fromEntries(touched.map((name) => [name, before[name]])),
    ...(addTags.length > 0 && { addTags }),
    ...(removeTags.length > 0 && { removeTags }),
  };
}

/** What of the first list is not in the second. */
function missing(some: readonly string[], others: readonly string[]): string[] {
  return some.filter((one) => !others.includes(one));
}

function read({ runs }: AnnotationDocument, key: string): RunAnnotation {
  const fields = runs.get(key);
  return fields ? readFields(fields) : noAnnotation;
}
