// SummaryMetadata: which plugin a tag belongs to, and what its author calls it.
// Source: tensorboard/compat/proto/summary.proto; the plugin names of tensorboard/plugins/*/metadata.py.
import type { Reader } from 'protobufjs/minimal';
import type { DecodedTag } from '../../model/decoded';
import { textOf } from '../text';
import { noBytes, readNested, readRange, type ByteRange } from './wire';

export interface MetadataDraft {
  /** Empty where the file names none. */
  plugin: string;
  /** The plugin's own message; empty where there is none. */
  content: ByteRange;
  displayName: string;
  description: string;
}

export function emptyMetadata(): MetadataDraft {
  return { plugin: '', content: noBytes, displayName: '', description: '' };
}

/** Field keys of SummaryMetadata and its PluginData. */
export const pluginDataKey = 0x0a;
const displayNameKey = 0x12;
const descriptionKey = 0x1a;
const pluginNameKey = 0x0a;
const pluginContentKey = 0x12;

/** Reads the metadata that is preceded by its length into `metadata`. */
export function readMetadata(reader: Reader, metadata: MetadataDraft): void {
  readNested(reader, (key) => readMetadataField(reader, key, metadata));
}

export function readMetadataField(reader: Reader, key: number, metadata: MetadataDraft): boolean {
  if (key === displayNameKey) metadata.displayName = textOf(reader.bytes());
  else if (key === descriptionKey) metadata.description = textOf(reader.bytes());
  else if (key === pluginDataKey) {
    readNested(reader, (inner) => readPluginField(reader, inner, metadata));
  } else return false;
  return true;
}

export function readPluginField(reader: Reader, key: number, metadata: MetadataDraft): boolean {
  if (key === pluginNameKey) metadata.plugin = reader.string();
  else if (key === pluginContentKey) metadata.content = readRange(reader);
  else return false;
  return true;
}

export const scalarsPlugin = 'scalars';
export const hparamsPlugin = 'hparams';

/** What the tensors of a plugin hold. Plugins not listed hold tensors that Trackside has no view for. */
export const pluginKinds: ReadonlyMap<string, DecodedTag['kind']> = new Map([
  ['histograms', 'histogram'],
  ['images', 'image'],
  ['audio', 'audio'],
  ['text', 'text'],
  ['pr_curves', 'prCurve'],
  ['mesh', 'mesh'],
  [hparamsPlugin, 'hparams'],
  ['graphs', 'graph'],
  ['graph_run_metadata', 'runMetadata'],
  ['graph_run_metadata_graph', 'runMetadata'],
  ['graph_keras_model', 'kerasModel'],
  ['graph_tagged_run_metadata', 'runMetadata'],
  ['custom_scalars', 'layout'],
]);
