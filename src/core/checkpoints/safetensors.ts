// safetensors: a length, a header in JSON, then the values. Source: the README of the safetensors project.
import type { CheckpointProblem, TensorInfo } from '../../shared/checkpoints';
import { ByteCursor } from './byteCursor';
import { readExactly, type ByteSource } from './byteSource';
import { Damage } from './damage';
import { elementBits, elementCount, safetensorsTypes } from './elementTypes';
import { fileContent, mostTensors, type FileContent } from './fileContent';
import { parseJson } from './boundedJson';

/** The limit of the format's own readers. */
const mostHeaderBytes = 100_000_000;
const lengthBytes = 8;

/** Throws damage for a header that cannot be read; a file of another size than it says is a problem. */
export async function readSafetensors(source: ByteSource): Promise<FileContent> {
  const { tensors, metadata, end } = await readHeader(source);
  const problems = coverage(tensors, end, source.sizeBytes);
  const isOptimizer = tensors.some(({ name }) => /(?:^|\.)exp_avg(?:_sq)?$/.test(name));
  return fileContent({
    format: 'safetensors',
    tensors: tensors.slice(0, mostTensors),
    scalars: Object.entries(metadata).map(([name, value]) => ({ name, value })),
    parts: { weights: tensors.length > 0, optimizer: isOptimizer, scheduler: false, rng: false },
    writtenBy: metadata['format'] === undefined ? null : `safetensors (${metadata['format']})`,
    problems,
    cut: tensors.length > mostTensors,
  });
}

interface Header {
  readonly tensors: readonly TensorInfo[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the values start. */
  readonly end: number;
}

async function readHeader(source: ByteSource): Promise<Header> {
  const length = new ByteCursor(await readExactly(source, 0, lengthBytes)).u64();
  if (length > mostHeaderBytes) throw new Damage('damaged', 'header');
  const bytes = await readExactly(source, lengthBytes, length);
  if (bytes[0] !== 0x7b) throw new Damage('damaged', 'header');
  const header = parseJson(bytes);
  if (typeof header !== 'object' || header === null) throw new Damage('damaged', 'header');
  const end = lengthBytes + length;
  const tensors: TensorInfo[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') metadata = textsOf(entry);
    else tensors.push(tensorOf(name, entry, end));
  }
  return { tensors, metadata, end };
}

function textsOf(value: unknown): Record<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function tensorOf(name: string, entry: unknown, start: number): TensorInfo {
  const { dtype, shape, data_offsets: place } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(place) || place.length !== 2) {
    throw new Damage('damaged', name);
  }
  const [from, to] = [place[0]!, place[1]!];
  const type = Object.hasOwn(safetensorsTypes, dtype) ? safetensorsTypes[dtype]! : dtype;
  const bits = elementBits(type);
  const expected = bits === null ? to - from : Math.ceil((elementCount(shape) * bits) / 8);
  if (from > to || expected !== to - from) throw new Damage('damaged', name);
  return { name, dtype: type, shape, sizeBytes: to - from, shard: '', offset: start + from };
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each >= 0);
}

/** The values lie one after the other, without holes, up to the end of the file. */
function coverage(
  tensors: readonly TensorInfo[],
  start: number,
  sizeBytes: number,
): CheckpointProblem[] {
  const sorted = [...tensors].sort((a, b) => a.offset! - b.offset! || a.sizeBytes - b.sizeBytes);
  let at = start;
  for (const { name, offset, sizeBytes: length } of sorted) {
    if (offset !== at) return [{ kind: 'damaged', file: '', detail: name }];
    at += length;
  }
  if (at === sizeBytes) return [];
  const kind = at > sizeBytes ? 'truncated' : 'trailing-bytes';
  return [{ kind, file: '', detail: `${at > sizeBytes ? at : sizeBytes - at}` }];
}
