// Objects of a row that are about files: which ones, and what they are once their bytes are there.
import type { Content, MediaSample, TableContent } from '../../../shared/content';
import type { FactValue } from '../../../shared/facts';
import { listOf, objectOf, parseJson } from '../pythonJson';
import { sniffMime } from '../sniff';
import { textOf } from '../text';
import { mediaTypes, type MediaType } from './mediaTypes';
import type { ValueTexts } from './recordTexts';

export interface MediaFile {
  /** Relative to the folder of the run's files, as the log says: not to be trusted. */
  readonly path: string;
  /** What the log says about it. */
  readonly label: string | null;
}

export interface Media {
  readonly type: MediaType;
  readonly samples: readonly MediaFile[];
  /** In pixels; null where it is no picture. */
  readonly width: number | null;
  readonly height: number | null;
}

/** More than anybody logs in one object. */
const mostSamples = 1_000;

/** What the object of this name says. Throws an error with words for the user where it does not say enough. */
export function collectMedia(tag: string, texts: ValueTexts): Media {
  const read = (name: string): FactValue => {
    const text = texts.get(`${tag}.${name}`);
    return text === undefined ? null : parseJson(text);
  };
  const named = read('_type');
  const type = typeof named === 'string' ? mediaTypes.get(named) : undefined;
  if (!type) throw new Error('It does not say what it is.');
  const samples = type.list === null ? [fileOf(read('path'), read('caption'))] : listed(type, read);
  const known = samples.length > 0 ? samples : numbered(tag, texts, read);
  if (known.length === 0) throw new Error('It names no file.');
  return {
    type,
    samples: known.slice(0, mostSamples),
    width: sizeOf(read('width')),
    height: sizeOf(read('height')),
  };
}

/** @param files what is in the files of the samples */
export function readMedia(media: Media, files: readonly Uint8Array[]): Content {
  const { type, samples, width, height } = media;
  const read = samples.map(({ label }, at): MediaSample => {
    const bytes = files[at];
    if (!bytes) throw new Error('Its file was not read.');
    return { mime: sniffMime(bytes), bytes, label };
  });
  const { kind, form } = type;
  if (kind === 'image') return { kind, width, height, samples: read };
  if (kind === 'audio') return { kind, sampleRate: null, samples: read };
  return kind === 'table' ? readTable(read[0]!.bytes) : { kind: 'file', form, samples: read };
}

function listed({ list }: MediaType, read: (name: string) => FactValue): MediaFile[] {
  const entries = entriesOf(read(list ?? ''));
  const captions = entriesOf(read('captions'));
  return entries.map((entry, at) => {
    const file = objectOf(entry);
    return file
      ? fileOf(file['path'] ?? null, file['caption'] ?? captions[at] ?? null)
      : fileOf(entry, captions[at] ?? null);
  });
}

/** Writers before 0.11 did not list the files of several pictures: they are numbered. */
function numbered(tag: string, texts: ValueTexts, read: (name: string) => FactValue): MediaFile[] {
  const count = Math.min(Number(read('count')), mostSamples);
  const format = read('format');
  const step = texts.get('_step');
  if (!(count > 0) || typeof format !== 'string' || step === undefined) return [];
  const captions = entriesOf(read('captions'));
  return Array.from({ length: count }, (_, at) =>
    fileOf(`media/images/${tag}_${step}_${at}.${format}`, captions[at] ?? null),
  );
}

function fileOf(path: FactValue, caption: FactValue): MediaFile {
  if (typeof path !== 'string' || path === '') throw new Error('It names no file.');
  return { path, label: typeof caption === 'string' ? caption : null };
}

function readTable(bytes: Uint8Array): TableContent {
  const table = objectOf(parseJson(textOf(bytes)));
  if (!table) throw new Error('Its file holds no table.');
  return {
    kind: 'table',
    columns: entriesOf(table['columns']).map(String),
    rows: entriesOf(table['data']).map(entriesOf),
  };
}

function sizeOf(value: FactValue): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

/** None where it is no list. */
function entriesOf(value: FactValue | undefined): readonly FactValue[] {
  return listOf(value) ?? [];
}
