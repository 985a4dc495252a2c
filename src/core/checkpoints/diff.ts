// What changed between two checkpoints, tensor by tensor.
import { stat } from 'node:fs/promises';
import type { CheckpointDiff, TensorChange, TensorInfo } from '../../shared/checkpoints';
import { FileSource } from './byteSource';
import { fileOfTensor, inspectCheckpoint } from './inspect';
import { decodeElements, isReadable } from './tensorElements';

export interface DiffOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const chunkBytes = 4 * 1024 * 1024;

/** Rejects where one of them is not there, or when it is aborted. */
export async function diffCheckpoints(
  before: string,
  after: string,
  { signal, onProgress }: DiffOptions = {},
): Promise<CheckpointDiff> {
  const [first, second] = [await openSide(before), await openSide(after)];
  try {
    const added = [...second.tensors.values()].filter(({ name }) => !first.tensors.has(name));
    const removed = [...first.tensors.values()].filter(({ name }) => !second.tensors.has(name));
    const both = [...first.tensors.values()].filter(({ name }) => second.tensors.has(name));
    const found: Record<'reshaped' | 'changed', TensorChange[]> = { reshaped: [], changed: [] };
    const unread: string[] = [];
    let unchanged = 0;
    for (const [done, tensor] of both.entries()) {
      signal?.throwIfAborted();
      const other = second.tensors.get(tensor.name)!;
      if (isReshaped(tensor, other)) found.reshaped.push(changeOf(tensor, other, null));
      else {
        const distance = await compare(first, tensor, second, other, signal);
        if (distance === null) unread.push(tensor.name);
        else if (distance === 'equal') unchanged++;
        else found.changed.push(changeOf(tensor, other, distance));
      }
      onProgress?.(done + 1, both.length);
    }
    return { added, removed, ...found, unchanged, unread };
  } finally {
    await first.close();
    await second.close();
  }
}

function isReshaped(a: TensorInfo, b: TensorInfo): boolean {
  return a.dtype !== b.dtype || a.shape.join() !== b.shape.join();
}

function changeOf(before: TensorInfo, after: TensorInfo, distance: Distance | null): TensorChange {
  const { dtype, shape } = before;
  return {
    name: before.name,
    before: { dtype, shape },
    after: { dtype: after.dtype, shape: after.shape },
    distance: distance?.norm ?? null,
    normBefore: distance?.normBefore ?? null,
    largest: distance?.largest ?? null,
  };
}

/** One of the two, with the files that are open. */
interface Side {
  readonly tensors: ReadonlyMap<string, TensorInfo>;
  source(tensor: TensorInfo): Promise<FileSource>;
  close(): Promise<void>;
}

async function openSide(target: string): Promise<Side> {
  const isFolder = (await stat(target)).isDirectory();
  const { tensors } = await inspectCheckpoint(target);
  const open = new Map<string, Promise<FileSource>>();
  return {
    tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])),
    source: (tensor) => {
      const file = fileOfTensor(target, isFolder, tensor);
      const source = open.get(file) ?? FileSource.open(file);
      open.set(file, source);
      return source;
    },
    close: async () => {
      for (const opened of await Promise.allSettled(open.values())) {
        if (opened.status === 'fulfilled') await opened.value.close();
      }
    },
  };
}

interface Distance {
  readonly norm: number;
  readonly normBefore: number;
  readonly largest: number;
}

/** Null where the values cannot be read one by one. */
async function compare(
  first: Side,
  a: TensorInfo,
  second: Side,
  b: TensorInfo,
  signal: AbortSignal | undefined,
): Promise<Distance | 'equal' | null> {
  if (a.offset === null || b.offset === null) return null;
  const [from, to] = [await first.source(a), await second.source(b)];
  const sums = { squares: 0, before: 0, largest: 0 };
  let equal = true;
  for (let at = 0; at < a.sizeBytes; at += chunkBytes) {
    signal?.throwIfAborted();
    const length = Math.min(chunkBytes, a.sizeBytes - at);
    const left = await from.read(a.offset + at, length);
    const right = await to.read(b.offset + at, length);
    if (left.length !== right.length) return null;
    equal &&= Buffer.compare(left, right) === 0;
    if (isReadable(a.dtype)) addDistance(a.dtype, left, right, sums);
  }
  if (equal) return 'equal';
  if (!isReadable(a.dtype)) return null;
  const { squares, before, largest } = sums;
  return { norm: Math.sqrt(squares), normBefore: Math.sqrt(before), largest };
}

function addDistance(
  dtype: string,
  left: Uint8Array,
  right: Uint8Array,
  sums: { squares: number; before: number; largest: number },
): void {
  const old = decodeElements(dtype, left);
  const now = decodeElements(dtype, right);
  for (let i = 0; i < old.length; i++) {
    const difference = Math.abs(now[i]! - old[i]!);
    sums.squares += difference * difference;
    sums.before += old[i]! * old[i]!;
    if (difference > sums.largest || Number.isNaN(difference)) sums.largest = difference;
  }
}
