// Tensors as pickles of PyTorch describe them: how one would be rebuilt, read off without rebuilding it.
// Source: torch/_utils.py and torch/serialization.py.
import { Damage } from '../damage';
import { elementBits, elementCount, torchStorageTypes } from '../elementTypes';
import {
  PickleGlobal,
  PickleObject,
  PickleReference,
  type PickleValue,
} from '../pickle/pickleValues';

export interface TorchStorage {
  readonly key: string;
  readonly dtype: string;
  readonly sizeBytes: number;
}

export interface TorchTensor {
  readonly storage: TorchStorage;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sizeBytes: number;
  /** Where its first element is in the storage. */
  readonly offsetBytes: number;
  /** Whether its elements lie in rows, one after the other. */
  readonly contiguous: boolean;
}

/** Wrappers nest once or twice. */
const deepestWrapper = 8;

/** The tensor that a value stands for; null for anything else. */
export function tensorOf(value: PickleValue, depth = 0): TorchTensor | null {
  if (!(value instanceof PickleObject) || depth > deepestWrapper) return null;
  const args = Array.isArray(value.args) ? value.args : [];
  switch (value.path ?? '') {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
    case 'torch._utils._rebuild_qtensor':
      return stridedTensor(args, null);
    case 'torch._utils._rebuild_tensor_v3':
      return stridedTensor(args, args[6] ?? null);
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return args[0] === undefined ? null : tensorOf(args[0], depth + 1);
    case 'torch._tensor._rebuild_from_type_v2':
      return tensorOf(new PickleObject(args[0] ?? null, args[2] ?? null), depth + 1);
    default:
      return null;
  }
}

/** The storage of a persistent id: `('storage', type, key, device, elements)`. */
export function storageOf(value: PickleValue | undefined): TorchStorage | null {
  if (!(value instanceof PickleReference) || !Array.isArray(value.id)) return null;
  const [kind, type, key, , count] = value.id;
  if (kind !== 'storage' || !(type instanceof PickleGlobal)) return null;
  if ((typeof key !== 'string' && typeof key !== 'number') || typeof count !== 'number')
    return null;
  const dtype = torchStorageTypes[type.name] ?? type.name;
  const bits = elementBits(dtype) ?? 8;
  return { key: String(key), dtype, sizeBytes: (count * bits) / 8 };
}

/** Arguments: storage, first element, size, stride, …. */
function stridedTensor(args: readonly PickleValue[], type: PickleValue): TorchTensor | null {
  const storage = storageOf(args[0]);
  if (!storage) return null;
  const dtype = type instanceof PickleGlobal ? type.name : storage.dtype;
  const shape = numbersOf(args[2]);
  const stride = numbersOf(args[3]);
  const [, first] = args;
  const count = elementCount(shape);
  const elementBytes = (elementBits(dtype) ?? 8) / 8;
  if (typeof first !== 'number' || Number.isNaN(count)) throw new Damage('damaged', 'a tensor');
  const offsetBytes = first * elementBytes;
  const sizeBytes = count * elementBytes;
  if (count > 0 && reachOf(first, shape, stride) * elementBytes > storage.sizeBytes) {
    throw new Damage('damaged', 'a tensor');
  }
  return { storage, dtype, shape, sizeBytes, offsetBytes, contiguous: isInRows(shape, stride) };
}

/** One past the last element that the tensor touches. */
function reachOf(first: number, shape: readonly number[], stride: readonly number[]): number {
  return shape.reduce((reach, size, axis) => reach + (size - 1) * (stride[axis] ?? 0), first + 1);
}

function isInRows(shape: readonly number[], stride: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

function numbersOf(value: PickleValue | undefined): number[] {
  // `torch.Size` is pickled as a call with a tuple.
  const inner = value instanceof PickleObject && Array.isArray(value.args) ? value.args[0] : value;
  if (!Array.isArray(inner)) throw new Damage('damaged', 'a tensor');
  return inner.map((each) => {
    if (typeof each !== 'number') throw new Damage('damaged', 'a tensor');
    return each;
  });
}
