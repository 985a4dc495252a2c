// Configuration and summary: values that are set and removed, by the names that lead to them.
// Source: wandb_internal.proto, ConfigRecord and SummaryRecord, which are built alike.
import type { FactSection, FactValue } from '../../../shared/facts';
import type { DecodedFact } from '../../model/facts';
import { parseJson } from '../pythonJson';
import { textOf } from '../text';
import type { FieldWalk } from './fields';
import { itemKeys } from './item';
import { readText } from './shape';

/** Field keys of both records. */
const changeKeys = { update: 0x0a, remove: 0x12 } as const;

/** The name under which an object says what it is. */
const typeName = '_type';

interface Change {
  readonly path: readonly string[];
  readonly isRemoval: boolean;
  readonly text: string;
}

/** Adds what the record that the walk has entered changes. Names of the writer's own begin with `_`. */
export function readChanges(walk: FieldWalk, section: FactSection, facts: DecodedFact[]): void {
  const changes: Change[] = [];
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === changeKeys.update) changes.push(readChange(walk, false));
    else if (key === changeKeys.remove) changes.push(readChange(walk, true));
    else walk.skip(key);
  }
  // A picture, a table … is told by what it is; the rest of it stands in the row that logged it.
  const typed = new Set(changes.filter(isType).map(({ path }) => nameOf(path.slice(0, -1))));
  for (const change of changes) {
    const { path, isRemoval } = change;
    if (path.length === 0 || path[0]!.startsWith('_')) continue;
    if (isRemoval) facts.push({ kind: 'remove', section, path });
    else if (!isInside(isType(change) ? path.slice(0, -2) : path, typed)) {
      facts.push({ kind: 'set', section, path, value: valueOf(change.text) });
    }
  }
}

function isType({ path }: Change): boolean {
  return path.length > 1 && path.at(-1) === typeName;
}

function isInside(path: readonly string[], typed: ReadonlySet<string>): boolean {
  if (typed.size === 0) return false;
  return path.some((_, at) => typed.has(nameOf(path.slice(0, at + 1))));
}

function nameOf(path: readonly string[]): string {
  return path.join('\u0000');
}

function readChange(walk: FieldWalk, isRemoval: boolean): Change {
  const nested: string[] = [];
  let plain = '';
  let text = '';
  const outer = walk.enter();
  for (let key = walk.next(); key >= 0; key = walk.next()) {
    if (key === itemKeys.nestedName) nested.push(readText(walk));
    else if (key === itemKeys.name) plain = readText(walk);
    else if (key === itemKeys.value) {
      const end = walk.bytesEnd();
      text = textOf(walk.bytes.subarray(walk.at, end));
      walk.at = end;
    } else walk.skip(key);
  }
  walk.leave(outer);
  return { path: nested.length > 0 ? nested : plain === '' ? [] : [plain], isRemoval, text };
}

const wholeNumber = /^-?\d{16,}$/;

/** What no reader understands is shown as it stands, as is a whole number that a double does not hold. */
function valueOf(text: string): FactValue {
  if (wholeNumber.test(text) && !Number.isSafeInteger(Number(text))) return text;
  try {
    return typeAlone(parseJson(text));
  } catch {
    return text;
  }
}

/** Writers before 0.18 told a picture, a table … in one object. */
function typeAlone(value: FactValue): FactValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const type = (value as Readonly<Record<string, FactValue>>)[typeName];
  return typeof type === 'string' ? { [typeName]: type } : value;
}
