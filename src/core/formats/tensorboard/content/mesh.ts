// One part of a mesh: a tensor [batch, rows, 3]; the metadata says which part of which mesh it is.
// Source: tensorboard/plugins/mesh/plugin_data.proto and metadata.py.
import type { MeshContent } from '../../../../shared/content';
import { readText, walkMessage, wholeRange } from './message';
import { numbersOf, type StoredValue } from './storedValue';
import { Unreadable } from './unreadable';

/** Field keys of MeshPluginData. */
const meshKeys = { name: 0x12, contentType: 0x18, config: 0x2a } as const;

/** By the number of MeshPluginData.ContentType. */
const parts: ReadonlyMap<number, MeshContent['part']> = new Map([
  [1, 'vertices'],
  [2, 'faces'],
  [3, 'colours'],
]);

/** How the writers' tags end: TensorBoard's and PyTorch's, and those of tensorboardX. */
const tagEndings = /_(?:(VERTEX|1)|(FACE|2)|(COLOR|3))$/;

export function readMesh(value: StoredValue): MeshContent {
  const said = readMeshMetadata(value.metadata);
  const ending = tagEndings.exec(value.tag);
  const part = parts.get(said.type) ?? partOfEnding(ending);
  if (!part) throw new Unreadable('Nothing says whether it is vertices, faces or colours.');
  const { shape, numbers } = numbersOf(value);
  if (shape.length !== 3 || shape[2] !== 3) {
    throw new Unreadable(
      `A part of a mesh has the shape [batch, n, 3], not [${shape.join(', ')}].`,
    );
  }
  return {
    kind: 'mesh',
    mesh: said.name || value.tag.slice(0, ending?.index),
    part,
    shape,
    values: numbers,
    config: said.config || null,
  };
}

function partOfEnding(ending: RegExpExecArray | null): MeshContent['part'] | undefined {
  if (!ending) return undefined;
  return ending[1] ? 'vertices' : ending[2] ? 'faces' : 'colours';
}

function readMeshMetadata(bytes: Uint8Array): { name: string; type: number; config: string } {
  const said = { name: '', type: 0, config: '' };
  walkMessage(wholeRange(bytes), (reader, key) => {
    if (key === meshKeys.name) said.name = readText(reader);
    else if (key === meshKeys.contentType) said.type = reader.int32();
    else if (key === meshKeys.config) said.config = readText(reader);
    else return false;
    return true;
  });
  return said;
}
