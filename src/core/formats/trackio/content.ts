// Reads what a row of metrics holds beside numbers: pictures, sounds and documents by the files that they name in
// `media/<project>/`, histograms, tables and texts as they stand there. Source: trackio/media, table.py, histogram.py, markdown.py.
import type { Content, HistogramContent, MediaSample, TableContent } from '../../../shared/content';
import type { FactValue } from '../../../shared/facts';
import type { ItemFiles, StoredItem } from '../../model/decoded';
import { listOf, objectOf, parseJson } from '../pythonJson';
import { sniffMime } from '../sniff';
import { textOf } from '../text';
import { takeValues, type JsonObject } from './metricRow';

/** Of the objects that lie in files: what kind of value they are, and for people what kind of document. */
const mediaTypes: ReadonlyMap<FactValue, readonly ['image' | 'audio' | 'file', string]> = new Map([
  ['trackio.image', ['image', 'image']],
  ['trackio.audio', ['audio', 'audio']],
  ['trackio.video', ['file', 'video']],
  ['trackio.html', ['file', 'html']],
  ['trackio.object3d', ['file', 'object3D']],
]);

/** Of those that stand in the row. */
const rowTypes: ReadonlyMap<FactValue, 'histogram' | 'table' | 'text'> = new Map([
  ['trackio.histogram', 'histogram'],
  ['trackio.table', 'table'],
  ['trackio.markdown', 'text'],
]);

/** Null for an object that is not shown. */
export function kindOf({ _type: type = null }: JsonObject): StoredItem['kind'] | null {
  return mediaTypes.get(type)?.[0] ?? rowTypes.get(type) ?? null;
}

/** The file that an item is about. Throws an error that says what is wrong with the row. */
export function filesOf(item: StoredItem, project: string): ItemFiles | null {
  const object = objectIn(item);
  if (!mediaTypes.has(object['_type'] ?? null)) return null;
  const named = object['file_path'];
  if (typeof named !== 'string' || named === '') throw new Error('It names no file.');
  // Windows has its own separator.
  const path = named.includes('/') ? named : named.replaceAll('\\', '/');
  return { folder: `media/${project}`, paths: [insideProject(path, project)] };
}

/** Throws an error that says what is wrong with the bytes, which are the text of the row. */
export function readContent(item: StoredItem): Content {
  const object = objectIn(item);
  switch (rowTypes.get(object['_type'] ?? null)) {
    case 'histogram':
      return readHistogram(object);
    case 'table':
      return readTable(object);
    case 'text':
      return { kind: 'text', shape: [], texts: [textIn(object, '_value')] };
    case undefined:
      return readMedia(object, item.files ?? []);
  }
}

/** The object of the item's tag in its row. */
function objectIn({ tag, kind, bytes }: StoredItem): JsonObject {
  let found: JsonObject | undefined;
  takeValues(objectOf(parseJson(textOf(bytes))) ?? {}, {
    number: () => undefined,
    typed: (name, object) => {
      if (name === tag && kindOf(object) === kind) found = object;
    },
  });
  if (!found) throw new Error('Its row no longer has it.');
  return found;
}

/** Paths are told from `media/` on. What belongs to another project stays outside of this one's folder. */
function insideProject(path: string, project: string): string {
  if (path.startsWith(`${project}/`)) return path.slice(project.length + 1);
  return path.startsWith('/') ? path : `../${path}`;
}

function readMedia(object: JsonObject, [bytes]: readonly Uint8Array[]): Content {
  const type = mediaTypes.get(object['_type'] ?? null);
  if (!type || !bytes) throw new Error('Its file was not read.');
  const [kind, form] = type;
  const label = textIn(object, 'caption') || null;
  const samples: MediaSample[] = [{ mime: sniffMime(bytes), bytes, label }];
  if (kind === 'image') return { kind, width: null, height: null, samples };
  return kind === 'audio' ? { kind, sampleRate: null, samples } : { kind, form, samples };
}

/** n values between n + 1 edges; none at all of no values. */
function readHistogram(object: JsonObject): HistogramContent {
  const edges = numbersIn(object, 'bins');
  const counts = numbersIn(object, 'values');
  if (counts.length > 0 && edges.length !== counts.length + 1) {
    throw new Error('The histogram does not have one edge more than it has values.');
  }
  return {
    kind: 'histogram',
    lefts: edges.slice(0, counts.length),
    rights: edges.slice(1),
    counts,
    min: null,
    max: null,
    count: counts.reduce((sum, one) => sum + one, 0),
    sum: null,
    sumSquares: null,
  };
}

/** Every row has its own names; those that come first stand first. */
function readTable(object: JsonObject): TableContent {
  const rows = (listOf(object['_value']) ?? []).map((row) => objectOf(row) ?? {});
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    kind: 'table',
    columns,
    rows: rows.map((row) => columns.map((column) => row[column] ?? null)),
  };
}

function textIn(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

function numbersIn(object: JsonObject, name: string): Float64Array {
  return Float64Array.from(listOf(object[name]) ?? [], Number);
}
