// Files of `torch.save` since PyTorch 1.6: a zip archive with a pickle and one member for each storage.
// Source: caffe2/serialize/inline_container.cc and torch/serialization.py.
import type { CheckpointProblem, TensorInfo } from '../../../shared/checkpoints';
import type { ZipArchive } from '../archive/zipArchive';
import { readExactly, type ByteSource } from '../byteSource';
import { Damage } from '../damage';
import type { FileContent } from '../fileContent';
import { unpickle } from '../pickle/unpickler';
import { collectState, describeState, type NamedTensor } from './torchState';
import type { TorchTensor } from './torchTensors';
import { firstValue } from '../tensorElements';

export interface ReadOptions {
  /** Whether it is asked where the values of tensors lie, which takes a look at every member. */
  readonly places: boolean;
}

const mostPickleBytes = 64 * 1024 * 1024;

/** The name before the members, such as `archive/`; null for a zip archive of another kind. */
export function torchPrefix(archive: ZipArchive): string | null {
  const pickle = archive.members.find(({ name }) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  return pickle ? pickle.name.slice(0, -'data.pkl'.length) : null;
}

/** Throws damage where the archive or its pickle cannot be read; storages that are missing are problems. */
export async function readTorchZip(
  archive: ZipArchive,
  { places }: ReadOptions,
): Promise<FileContent> {
  const prefix = torchPrefix(archive);
  if (prefix === null) throw new Damage('unknown-format', 'zip');
  const bytes = await archive.bytes(archive.find(`${prefix}data.pkl`)!, mostPickleBytes);
  const unpickled = unpickle(bytes);
  const state = collectState(unpickled.value);
  const storages = new Storages(archive, prefix);
  const content = await describeState(unpickled, state, (tensor) => storages.single(tensor));
  const tensors: TensorInfo[] = [];
  for (const named of state.tensors) {
    tensors.push(infoOf(named, places ? await storages.offset(named.tensor) : null));
  }
  return { ...content, tensors, problems: storages.problems(state.tensors) };
}

export function infoOf({ name, tensor }: NamedTensor, storageAt: number | null): TensorInfo {
  const { dtype, shape, sizeBytes, contiguous, offsetBytes } = tensor;
  const offset = storageAt === null || !contiguous ? null : storageAt + offsetBytes;
  return { name, dtype, shape, sizeBytes, shard: '', offset };
}

class Storages {
  readonly #archive: ZipArchive;
  readonly #prefix: string;
  readonly #places = new Map<string, Promise<ByteSource | null>>();

  constructor(archive: ZipArchive, prefix: string) {
    this.#archive = archive;
    this.#prefix = prefix;
  }

  async offset({ storage }: TorchTensor): Promise<number | null> {
    return (await this.#place(storage.key))?.fileOffset ?? null;
  }

  async single(tensor: TorchTensor): Promise<number | null> {
    const place = await this.#place(tensor.storage.key);
    if (!place) return null;
    const bytes = await readExactly(place, tensor.offsetBytes, tensor.sizeBytes);
    return firstValue(tensor.dtype, bytes);
  }

  /** Every storage that a tensor names is there in full. */
  problems(tensors: readonly NamedTensor[]): CheckpointProblem[] {
    const problems = new Map<string, CheckpointProblem>();
    for (const { name, tensor } of tensors) {
      const { key, sizeBytes } = tensor.storage;
      const found = this.#archive.find(this.#member(key))?.sizeBytes;
      if (found === undefined)
        problems.set(key, { kind: 'missing-tensor', file: '', detail: name });
      else if (found < sizeBytes) problems.set(key, { kind: 'damaged', file: '', detail: name });
    }
    return [...problems.values()];
  }

  #place(key: string): Promise<ByteSource | null> {
    const known = this.#places.get(key);
    if (known) return known;
    const member = this.#archive.find(this.#member(key));
    const place = member ? this.#archive.storedSource(member) : Promise.resolve(null);
    this.#places.set(key, place);
    return place;
  }

  #member(key: string): string {
    return `${this.#prefix}data/${key}`;
  }
}
