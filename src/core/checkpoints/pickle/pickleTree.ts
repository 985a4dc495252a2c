// Goes through what was unpickled, with names for everything in it, and within bounds.
import type { ScalarValue } from '../../../shared/checkpoints';
import { entriesOf, PickleGlobal, PickleObject, type PickleValue } from './pickleValues';

export interface PickleVisitor {
  /** Whether the value is done with; what it holds is not visited then. */
  leaf(name: string, value: PickleValue): boolean;
}

/** Shared pieces are visited once for each place, which a hostile pickle could make exponentially many. */
const mostVisits = 2_000_000;
const deepest = 200;

/** What modules of PyTorch are made of says nothing in a name. */
const framing = new Set(['_modules', '_parameters', '_buffers']);

/** @returns whether everything was visited */
export function visitPickle(root: PickleValue, visitor: PickleVisitor): boolean {
  let visits = 0;
  let whole = true;
  const visit = (name: string, value: PickleValue, depth: number): void => {
    if (++visits > mostVisits || depth > deepest) {
      whole = false;
      return;
    }
    if (visitor.leaf(name, value)) return;
    const below = (key: string, child: PickleValue): void => {
      if (!whole && visits > mostVisits) return;
      const shown = framing.has(key) && depth > 0 ? name : name === '' ? key : `${name}.${key}`;
      visit(shown, child, depth + 1);
    };
    const list = value instanceof PickleObject && value.items.length > 0 ? value.items : value;
    if (Array.isArray(list)) list.forEach((child, at) => below(String(at), child));
    entriesOf(value)?.forEach((child, key) => below(keyText(key), child));
  };
  visit('', root, 0);
  return whole;
}

export function keyText(key: PickleValue): string {
  if (Array.isArray(key)) return key.slice(0, 8).map(keyText).join('/');
  if (key instanceof PickleGlobal) return key.path;
  if (key instanceof PickleObject) return key.path ?? 'object';
  return typeof key === 'object' && key !== null ? 'object' : String(key);
}

const longestText = 1_000;

/** A value that needs no tree to be shown; undefined for all others. */
export function scalarOf(value: PickleValue): ScalarValue | undefined {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString().slice(0, longestText);
  if (typeof value === 'string') return value.slice(0, longestText);
  if (value instanceof PickleGlobal) return value.path;
  if (value instanceof PickleObject) return numpyScalar(value) ?? pathText(value);
  return undefined;
}

/** `numpy.core.multiarray.scalar(dtype, bytes)`. Source: numpy/_core/multiarray. */
function numpyScalar(value: PickleObject): number | undefined {
  if (!/^numpy\.(?:_core|core)\.multiarray\.scalar$/.test(value.path ?? '')) return undefined;
  const [type, bytes] = Array.isArray(value.args) ? value.args : [];
  if (!(type instanceof PickleObject) || !(bytes instanceof Uint8Array)) return undefined;
  const [code] = Array.isArray(type.args) ? type.args : [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (code === 'f8' && bytes.length === 8) return view.getFloat64(0, true);
  if (code === 'f4' && bytes.length === 4) return view.getFloat32(0, true);
  if (code === 'i8' && bytes.length === 8) return Number(view.getBigInt64(0, true));
  if (code === 'i4' && bytes.length === 4) return view.getInt32(0, true);
  return undefined;
}

function pathText(value: PickleObject): string | undefined {
  if (!value.path?.startsWith('pathlib.') || !Array.isArray(value.args)) return undefined;
  return value.args
    .filter((part) => typeof part === 'string')
    .join('/')
    .replace(/^\/\//, '/');
}
