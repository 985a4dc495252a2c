// Reads every byte of one file: checksums where there are any, and weights that are not finite.
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import type { CheckpointProblem, TensorInfo } from '../../shared/checkpoints';
import { ZipArchive } from './archive/zipArchive';
import type { ZipMember } from './archive/zipDirectory';
import { withFile, type ByteSource, type FileSource } from './byteSource';
import { Damage, problemOf } from './damage';
import type { FileContent } from './fileContent';
import { canBeNonFinite, countNonFinite, type NonFinite } from './nonFinite';
import { readSource } from './readFile';
import { readStretches, type ReadControl, type Stretch } from './sequentialRead';

export interface DeepCheck {
  readonly problems: readonly CheckpointProblem[];
  /** Whether the file could carry checksums and has none. */
  readonly withoutChecksums: boolean;
}

/** So many tensors are named. */
const mostNamed = 20;

/** Rejects only when it is aborted. What the headers alone tell is told as well. */
export async function deepCheckFile(file: string, control: ReadControl): Promise<DeepCheck> {
  try {
    return await withFile(file, (source) => check(source, file, control));
  } catch (error) {
    control.signal?.throwIfAborted();
    return { problems: [problemOf(error)], withoutChecksums: false };
  }
}

async function check(source: FileSource, file: string, control: ReadControl): Promise<DeepCheck> {
  // Many archives one behind the other, which only the metadata beside it can tell apart.
  if (file.endsWith('.distcp')) {
    await readStretches(source, [{ start: 0, length: source.sizeBytes }], () => undefined, control);
    return { problems: [], withoutChecksums: false };
  }
  let content: FileContent | null = null;
  const problems: CheckpointProblem[] = [];
  try {
    content = await readSource(source, file, { places: true });
    problems.push(...content.problems);
  } catch (error) {
    const wrong = problemOf(error);
    // Notes and logs beside the weights have no structure to check.
    if (wrong.kind !== 'unknown-format') return { problems: [wrong], withoutChecksums: false };
  }
  const checksums = await checkMembers(source, control);
  problems.push(...checksums.problems);
  if (content) problems.push(...(await checkTensors(source, content, control)));
  return { problems, withoutChecksums: checksums.without };
}

/** Masks are made of infinities, and single numbers are scores, which start with one. */
function isJudged({ name, dtype, shape, offset, shard }: TensorInfo): boolean {
  const isWeight = shape.length > 0 && !/mask/i.test(name);
  return isWeight && canBeNonFinite(dtype) && offset !== null && shard === '';
}

async function checkTensors(
  source: FileSource,
  { tensors }: FileContent,
  control: ReadControl,
): Promise<CheckpointProblem[]> {
  const counts = new Map<string, NonFinite>();
  const seen = new Set<string>();
  const stretches: (Stretch & { dtype: string; name: string })[] = [];
  for (const tensor of tensors.filter(isJudged)) {
    const key = `${tensor.offset}:${tensor.sizeBytes}`;
    // Tied weights are the same bytes under two names.
    if (seen.has(key) || tensor.offset! + tensor.sizeBytes > source.sizeBytes) continue;
    seen.add(key);
    const { dtype, name } = tensor;
    stretches.push({ start: tensor.offset!, length: tensor.sizeBytes, dtype, name });
  }
  const found: NonFinite = { nan: 0, infinite: 0 };
  const take = ({ dtype, name }: (typeof stretches)[number], bytes: Uint8Array): void => {
    found.nan = 0;
    found.infinite = 0;
    countNonFinite(dtype, bytes, found);
    if (found.nan + found.infinite === 0) return;
    const sum = counts.get(name) ?? { nan: 0, infinite: 0 };
    counts.set(name, { nan: sum.nan + found.nan, infinite: sum.infinite + found.infinite });
  };
  await readStretches(source, stretches, take, control);
  return describeCounts(counts);
}

function describeCounts(counts: ReadonlyMap<string, NonFinite>): CheckpointProblem[] {
  const named = [...counts].slice(0, mostNamed).map(([name, { nan, infinite }]) => {
    return notFinite(`${name} (${nan} NaN, ${infinite} infinite)`);
  });
  const more = counts.size - named.length;
  return more > 0 ? [...named, notFinite(`${more} more tensors`)] : named;
}

function notFinite(detail: string): CheckpointProblem {
  return { kind: 'not-finite', file: '', detail };
}

/** The checksums of a zip archive's members; nothing for other files. */
async function checkMembers(
  source: FileSource,
  control: ReadControl,
): Promise<{ readonly problems: readonly CheckpointProblem[]; readonly without: boolean }> {
  const head = await source.read(0, 4);
  if (String.fromCharCode(...head) !== 'PK\u0003\u0004') return { problems: [], without: false };
  const archive = await ZipArchive.open(source);
  const members = archive.members.filter(({ sizeBytes }) => sizeBytes > 0);
  // `torch.serialization.set_crc32_options(False)` writes none at all.
  if (members.length > 0 && members.every(({ crc }) => crc === 0)) {
    return { problems: [], without: true };
  }
  const sums = new Map<ZipMember, number>();
  const stretches: (Stretch & { member: ZipMember })[] = [];
  for (const member of members) {
    const stored = await archive.storedSource(member);
    if (stored) stretches.push({ start: stored.fileOffset!, length: stored.sizeBytes, member });
    else sums.set(member, await inflatedSum(await archive.place(member), member, control));
  }
  const take = ({ member }: (typeof stretches)[number], bytes: Uint8Array): void => {
    sums.set(member, crc32(bytes, sums.get(member) ?? 0));
  };
  await readStretches(source, stretches, take, control);
  const wrong = members.filter((member) => sums.get(member) !== member.crc);
  return {
    problems: wrong.map(({ name }) => ({ kind: 'checksum', file: '', detail: name })),
    without: false,
  };
}

const packedChunk = 1024 * 1024;

/** Of what a member unpacks to, up to the size that it is said to have; NaN where that is not how it ends. */
async function inflatedSum(
  place: ByteSource,
  { sizeBytes, method }: ZipMember,
  { signal, onBytes }: ReadControl,
): Promise<number> {
  if (method !== 8) return NaN;
  const packed = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < place.sizeBytes; at += packedChunk) {
      const bytes = await place.read(at, packedChunk);
      onBytes?.(bytes.length);
      yield bytes;
    }
  };
  let sum = 0;
  let length = 0;
  const add = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const bytes of chunks) {
      signal?.throwIfAborted();
      length += bytes.length;
      if (length > sizeBytes) throw new Damage('damaged');
      sum = crc32(bytes, sum);
    }
  };
  try {
    await pipeline(packed, createInflateRaw(), add);
  } catch {
    signal?.throwIfAborted();
    return NaN;
  }
  return length === sizeBytes ? sum : NaN;
}
