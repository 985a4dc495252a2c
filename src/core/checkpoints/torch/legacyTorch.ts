// Files of `torch.save` before PyTorch 1.6: five pickles, then the storages. Source: `_legacy_load` in torch/serialization.py.
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { readExactly, type ByteSource } from '../byteSource';
import { Damage } from '../damage';
import type { FileContent } from '../fileContent';
import { unpickle, type Unpickled } from '../pickle/unpickler';
import { firstValue } from '../tensorElements';
import { collectState, describeState } from './torchState';
import { infoOf } from './torchZip';

/** `PROTO 2`, `LONG1` of ten bytes: the number 0x1950a86a20f9469cfc6c. */
export const legacyMagic = Uint8Array.of(
  ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19],
);

/** The pickles lie before the storages; of what follows only the places are needed. */
const mostHeadBytes = 64 * 1024 * 1024;

const protocolVersion = 1001;

/** Each storage begins with its number of elements. */
const countBytes = 8;

export async function readLegacyTorch(source: ByteSource): Promise<FileContent> {
  const head = await source.read(0, Math.min(source.sizeBytes, mostHeadBytes));
  let at = 0;
  const next = (): Unpickled => {
    const pickle = unpickle(head, at);
    at = pickle.end;
    return pickle;
  };
  next();
  if (next().value !== protocolVersion) throw new Damage('unknown-format', 'torch');
  next();
  const object = next();
  const { value: keys } = next();
  const state = collectState(object.value);
  const { places, problems } = placeStorages(keys, sizesOf(state), at, source.sizeBytes);
  const content = await describeState(object, state, async (tensor) => {
    const place = places.get(tensor.storage.key);
    if (place === undefined || problems.length > 0) return null;
    const bytes = await readExactly(source, place + tensor.offsetBytes, tensor.sizeBytes);
    return firstValue(tensor.dtype, bytes);
  });
  const tensors = state.tensors.map((named) =>
    infoOf(named, places.get(named.tensor.storage.key) ?? null),
  );
  return { ...content, format: 'torch-legacy', tensors, problems };
}

function sizesOf({ tensors }: ReturnType<typeof collectState>): ReadonlyMap<string, number> {
  return new Map(tensors.map(({ tensor: { storage } }) => [storage.key, storage.sizeBytes]));
}

/** Where each storage begins: they follow one another in the order of the keys. */
function placeStorages(
  keys: unknown,
  sizes: ReadonlyMap<string, number>,
  start: number,
  end: number,
): { readonly places: Map<string, number>; readonly problems: CheckpointProblem[] } {
  const places = new Map<string, number>();
  let at = start;
  for (const key of Array.isArray(keys) ? keys : []) {
    const size = sizes.get(String(key));
    // A storage that no tensor was found for has an unknown size, and so have the places of those behind it.
    if (size === undefined) return { places, problems: [] };
    places.set(String(key), at + countBytes);
    at += countBytes + size;
  }
  const missing = at - end;
  if (missing <= 0) return { places, problems: [] };
  return { places, problems: [{ kind: 'truncated', file: '', detail: `${at}` }] };
}
