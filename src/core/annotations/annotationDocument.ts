// The file of annotations as text: read with whatever else is in it, written so that version control merges it well.
import { compareNaturally } from '../../base/naturalOrder';
import { fail, succeed, type Result } from '../../base/result';
import { annotationLimits, type RunAnnotation } from '../../shared/annotations';
import { runLooks } from '../../shared/palette';
import {
  parseJson,
  placeOf,
  printJson,
  printMember,
  type JsonMember,
  type JsonNode,
} from './jsonText';

/** Fields of one run as they are written; names that are not known belong to somebody else and stay. */
export type RunFields = ReadonlyMap<string, JsonNode>;

export interface AnnotationDocument {
  /** By the path of the run relative to the folder, with `/`. */
  readonly runs: ReadonlyMap<string, RunFields>;
  /** What else is in the file, beside `version` and `runs`. */
  readonly others: readonly JsonMember[];
  /** How its lines end. */
  readonly lineEnd: '\n' | '\r\n';
}

export const emptyDocument: AnnotationDocument = { runs: new Map(), others: [], lineEnd: '\n' };

/**
 * Why a file cannot be used. `conflict`: it holds the marks of a merge that is not done; `shape`: it is JSON but no
 * annotations; `encoding`: it is no UTF-8; `unreadable`: the disk says no, `detail` is the system's code.
 */
export interface AnnotationFault {
  readonly kind:
    'conflict' | 'syntax' | 'shape' | 'newerVersion' | 'tooLarge' | 'encoding' | 'unreadable';
  /** From 1; null where the file as a whole is meant. */
  readonly line: number | null;
  readonly column: number | null;
  readonly detail: string | null;
}

const version = 1;

/** Larger files are not read: some twenty thousand runs fit in. */
export const mostBytes = 4 << 20;

/** @param text of the whole file; an empty one holds no annotations */
export function parseAnnotations(text: string): Result<AnnotationDocument, AnnotationFault> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  if (body.trim() === '') return succeed(emptyDocument);
  const faultAt = (kind: AnnotationFault['kind'], at: number): Result<never, AnnotationFault> =>
    fail({ kind, ...placeOf(body, at), detail: null });
  const parsed = parseJson(body);
  if (!parsed.ok) {
    const conflict = /^<{7}(?:\s|$)/m.exec(body);
    return conflict ? faultAt('conflict', conflict.index) : faultAt('syntax', parsed.error);
  }
  const root = parsed.value;
  if (root.kind !== 'object') return faultAt('shape', root.at);
  const others: JsonMember[] = [];
  const runs = new Map<string, Map<string, JsonNode>>();
  for (const member of root.members) {
    const { key, value } = member;
    if (key === 'version') {
      if (value.kind !== 'plain' || !/^\d+$/.test(value.text)) return faultAt('shape', value.at);
      if (Number(value.text) > version) return faultAt('newerVersion', value.at);
    } else if (key === 'runs') {
      const wrong = collectRuns(value, runs);
      if (wrong !== null) return faultAt('shape', wrong);
    } else others.push(member);
  }
  return succeed({ runs, others, lineEnd: body.includes('\r\n') ? '\r\n' : '\n' });
}

/**
 * Adds runs to `into`. A run that stands there twice, as after a merge that took both sides, has the fields of both.
 * @returns the place of what is no run; null when all is well
 */
function collectRuns(node: JsonNode, into: Map<string, Map<string, JsonNode>>): number | null {
  if (node.kind !== 'object') return node.at;
  for (const { key, value } of node.members) {
    if (value.kind !== 'object') return value.at;
    const fields = into.get(key) ?? new Map<string, JsonNode>();
    for (const member of value.members) fields.set(member.key, member.value);
    into.set(key, fields);
  }
  return null;
}

/** Sorted, a line for each run: what two people add or change rarely meets in one place. */
export function printAnnotations({ runs, others, lineEnd }: AnnotationDocument): string {
  const runLines = [...runs]
    .sort(([a], [b]) => compareCodes(a, b))
    .map(([key, fields]) => `    ${printMember({ key, value: objectOf(fields) })}`);
  const members = [
    `  "version": ${version}`,
    ...others
      .toSorted((a, b) => compareCodes(a.key, b.key))
      .map((each) => `  ${printMember(each)}`),
    runLines.length === 0 ? '  "runs": {}' : `  "runs": {\n${runLines.join(',\n')}\n  }`,
  ];
  return `{\n${members.join(',\n')}\n}\n`.replaceAll('\n', lineEnd);
}

function objectOf(fields: RunFields): JsonNode {
  const members = [...fields]
    .sort(([a], [b]) => compareCodes(a, b))
    .map(([key, value]) => ({ key, value }));
  return { kind: 'object', at: 0, members };
}

/** The same on every machine, whatever its language. */
function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the fields say. One that makes no sense says nothing, and one that is too long is cut; the file keeps both. */
export function readFields(fields: RunFields): RunAnnotation {
  return {
    alias: readText(fields.get('alias'), annotationLimits.alias, true),
    note: readText(fields.get('note'), annotationLimits.note, false),
    tags: readTags(fields.get('tags')),
    star: isTrue(fields.get('star')),
    colour: readColour(fields.get('colour')),
    archived: isTrue(fields.get('archived')),
  };
}

function readText(node: JsonNode | undefined, longest: number, oneLine: boolean): string | null {
  if (node?.kind !== 'text') return null;
  const text = node.text.slice(0, longest);
  const shown = oneLine ? text.replace(/[\s\p{Cc}]+/gu, ' ').trim() : text;
  return shown === '' ? null : shown;
}

function readTags(node: JsonNode | undefined): readonly string[] {
  const items = node?.kind === 'list' ? node.items : [];
  const words = items.flatMap((item) => (item.kind === 'text' ? tidyTag(item.text) : []));
  return [...new Set(words)].slice(0, annotationLimits.tags).sort(compareNaturally);
}

/** A tag without what cannot be seen; none where nothing is left. */
export function tidyTag(text: string): readonly string[] {
  const tag = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, annotationLimits.tag);
  return tag === '' ? [] : [tag];
}

function isTrue(node: JsonNode | undefined): boolean {
  return node?.kind === 'plain' && node.text === 'true';
}

function readColour(node: JsonNode | undefined): number | null {
  if (node?.kind !== 'plain' || !/^\d{1,3}$/.test(node.text)) return null;
  const colour = Number(node.text);
  return colour < runLooks ? colour : null;
}

/** Whether two values are written alike. */
export function isSameNode(a: JsonNode | undefined, b: JsonNode | undefined): boolean {
  if (!a || !b) return a === b;
  return printJson(a) === printJson(b);
}
