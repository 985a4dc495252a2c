// The metadata of PyTorch's distributed checkpoints: every tensor, and which stretch of which file holds each piece.
// Source: torch/distributed/checkpoint/metadata.py and filesystem.py.
import type { TensorInfo } from '../../shared/checkpoints';
import { readExactly, type ByteSource } from './byteSource';
import { Damage } from './damage';
import { elementBits, elementCount } from './elementTypes';
import { fileContent, type FileContent } from './fileContent';
import { entryOf, PickleGlobal, PickleObject, type PickleValue } from './pickle/pickleValues';
import { unpickle } from './pickle/unpickler';
import { unsafeAmong } from './pickle/unsafeNames';
import { partsOf } from './savedState';

const mostMetadataBytes = 64 * 1024 * 1024;

export interface DistributedMetadata {
  readonly content: FileContent;
  /** How long each file must be at least, by its name. */
  readonly ends: ReadonlyMap<string, number>;
}

export async function readDistributedMetadata(source: ByteSource): Promise<DistributedMetadata> {
  if (source.sizeBytes > mostMetadataBytes) throw new Damage('over-limit', 'metadata');
  const { value, globals } = unpickle(await readExactly(source, 0, source.sizeBytes));
  const states = entryOf(value, 'state_dict_metadata');
  const storage = entryOf(value, 'storage_data');
  if (!(states instanceof Map) || !(storage instanceof Map)) {
    throw new Damage('unknown-format', 'metadata');
  }
  const { ends, filesOf } = placesOf(storage);
  const tensors: TensorInfo[] = [];
  const names: string[] = [];
  for (const [name, entry] of states) {
    if (typeof name !== 'string') continue;
    names.push(name);
    const files = filesOf.get(name);
    const shard = files?.size === 1 ? [...files][0]! : '';
    const tensor = tensorOf(name, entry, shard);
    if (tensor) tensors.push(tensor);
  }
  // Names are flat here: their first parts are what is saved.
  const parts = partsOf(names, []);
  const isState = (name: string): boolean =>
    /(?:^|\.)(?:exp_avg|exp_avg_sq|momentum_buffer)$/.test(name);
  const optimizer = parts.optimizer || names.some(isState);
  const weights = tensors.some(({ name }) => !/^optim/i.test(name) && !isState(name));
  const content = fileContent({
    format: 'dcp',
    tensors,
    parts: { ...parts, weights, optimizer },
    unsafeNames: unsafeAmong(globals),
  });
  return { content, ends };
}

function placesOf(storage: ReadonlyMap<PickleValue, PickleValue>): {
  readonly ends: Map<string, number>;
  readonly filesOf: Map<string, Set<string>>;
} {
  const ends = new Map<string, number>();
  const filesOf = new Map<string, Set<string>>();
  for (const [index, info] of storage) {
    const file = entryOf(info, 'relative_path');
    const offset = entryOf(info, 'offset');
    const length = entryOf(info, 'length');
    if (typeof file !== 'string' || typeof offset !== 'number' || typeof length !== 'number') {
      continue;
    }
    // The name comes from the file and must not lead out of the folder.
    if (file.includes('/') || file.includes('\\')) throw new Damage('damaged', 'a file name');
    ends.set(file, Math.max(ends.get(file) ?? 0, offset + length));
    const name = entryOf(index, 'fqn');
    if (typeof name !== 'string') continue;
    filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));
  }
  return { ends, filesOf };
}

function tensorOf(name: string, entry: PickleValue, shard: string): TensorInfo | null {
  const size = entryOf(entry, 'size');
  const inner = size instanceof PickleObject && Array.isArray(size.args) ? size.args[0] : size;
  if (!Array.isArray(inner)) return null;
  const shape = inner.filter((each) => typeof each === 'number');
  const properties = entryOf(entry, 'properties');
  const state = properties instanceof PickleObject ? properties.state : null;
  const type = Array.isArray(state) ? state[0] : entryOf(properties, 'dtype');
  const dtype = type instanceof PickleGlobal ? type.name : 'unknown';
  const count = elementCount(shape);
  if (Number.isNaN(count)) throw new Damage('damaged', name);
  const sizeBytes = (count * (elementBits(dtype) ?? 0)) / 8;
  return { name, dtype, shape, sizeBytes, shard, offset: null };
}
