// What the objects of a row may be: pictures, tables … by the `_type` that they say. Others are left out of the lists.
// Source: wandb/sdk/data_types.
import type { SeriesKind } from '../../../shared/vocabulary';

export interface MediaType {
  readonly kind: Exclude<SeriesKind, 'scalar'>;
  /** For people: what kind of document it is. */
  readonly form: string;
  /** Where it is several: the name under which the list of them stands; else null. */
  readonly list: string | null;
}

function one(kind: MediaType['kind'], form: string): MediaType {
  return { kind, form, list: null };
}

function several(kind: MediaType['kind'], form: string, list: string): MediaType {
  return { kind, form, list };
}

export const mediaTypes: ReadonlyMap<string, MediaType> = new Map([
  ['histogram', one('histogram', 'histogram')],
  ['image-file', one('image', 'image')],
  ['images/separated', several('image', 'image', 'filenames')],
  ['audio-file', one('audio', 'audio')],
  ['audio', several('audio', 'audio', 'audio')],
  ['table-file', one('table', 'table')],
  ['html-file', one('file', 'html')],
  ['html', several('file', 'html', 'html')],
  ['video-file', one('file', 'video')],
  ['videos', several('file', 'video', 'videos')],
  ['object3D-file', one('file', 'object3D')],
  ['object3D', several('file', 'object3D', 'objects')],
  ['molecule-file', one('file', 'molecule')],
  ['molecule', several('file', 'molecule', 'filenames')],
  ['plotly-file', one('file', 'plotly')],
  ['plotly', several('file', 'plotly', 'plotly')],
  ['bokeh-file', one('file', 'bokeh')],
  ['graph-file', one('file', 'graph')],
]);
