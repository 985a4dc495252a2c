// Reads one file of a checkpoint by what is in it, whatever its name.
import { ZipArchive } from './archive/zipArchive';
import { readExactly, withFile, type ByteSource } from './byteSource';
import { Damage } from './damage';
import { fileContent, type FileContent } from './fileContent';
import { readGguf } from './gguf';
import { hdf5Magic } from './hdf5/hdf5File';
import { isKerasArchive, readHdf5, readKerasArchive } from './kerasFile';
import { unpickle } from './pickle/unpickler';
import { readSafetensors } from './safetensors';
import { isStableBaselines, readStableBaselines } from './stableBaselines';
import { isTensorflowIndex, readTensorflowFile } from './tensorflowIndex';
import { legacyMagic, readLegacyTorch } from './torch/legacyTorch';
import { collectState, describeState } from './torch/torchState';
import { readTorchZip, torchPrefix, type ReadOptions } from './torch/torchZip';

const headBytes = 4_096;
const mostPickleBytes = 64 * 1024 * 1024;
const latin1 = new TextDecoder('latin1');

/** Throws damage for what cannot be read, and the file system's errors. */
export function readCheckpointFile(file: string, options: ReadOptions): Promise<FileContent> {
  return withFile(file, (source) => readSource(source, file, options));
}

export async function readSource(
  source: ByteSource,
  name: string,
  options: ReadOptions,
): Promise<FileContent> {
  if (source.sizeBytes === 0) throw new Damage('empty');
  const head = await source.read(0, headBytes);
  const text = latin1.decode(head);
  await refuseOther(source, head, text);
  if (text.startsWith('PK\u0003\u0004')) return readArchive(source, options);
  if (startsWith(head, hdf5Magic)) return readHdf5(source);
  if (text.startsWith('GGUF')) return readGguf(source);
  // Before pickles: a header of 128 bytes begins like one.
  if (name.endsWith('.safetensors') || isSafetensors(head)) return readSafetensors(source);
  if (startsWith(head, legacyMagic)) return readLegacyTorch(source);
  if (head[0] === 0x80 && head[1]! <= 5) return readPickle(source);
  if (await isTensorflowIndex(source)) return readTensorflowFile(source);
  if (text.slice(257, 262) === 'ustar') throw new Damage('unknown-format', 'torch tar');
  if (name.endsWith('.onnx') && head[0] === 8) return readOnnx();
  if (/(?:^|[/\\_])checkpoint_\d+$/.test(name) && isMessagePackMap(head[0]!)) return readFlax();
  throw new Damage('unknown-format', [...head.subarray(0, 4)].map(hex).join(' '));
}

/** What lies where a checkpoint ought to be, but is none. */
async function refuseOther(source: ByteSource, head: Uint8Array, text: string): Promise<void> {
  if (text.startsWith('version https://git-lfs')) throw new Damage('git-lfs-pointer');
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(text)) throw new Damage('web-page');
  if (head.some((byte) => byte !== 0)) return;
  const end = await source.read(Math.max(0, source.sizeBytes - headBytes), headBytes);
  if (end.every((byte) => byte === 0)) throw new Damage('zeros');
}

async function readArchive(source: ByteSource, options: ReadOptions): Promise<FileContent> {
  const archive = await ZipArchive.open(source);
  if (torchPrefix(archive) !== null) return readTorchZip(archive, options);
  if (isKerasArchive(archive)) return readKerasArchive(archive);
  if (isStableBaselines(archive)) return readStableBaselines(archive);
  throw new Damage('unknown-format', 'zip');
}

async function readPickle(source: ByteSource): Promise<FileContent> {
  if (source.sizeBytes > mostPickleBytes) throw new Damage('over-limit', 'pickle');
  const unpickled = unpickle(await readExactly(source, 0, source.sizeBytes));
  const state = collectState(unpickled.value);
  const content = await describeState(unpickled, state, () => Promise.resolve(null));
  return { ...content, format: 'pickle' };
}

/** Neither has a header that lists tensors. */
function readOnnx(): FileContent {
  return fileContent({ format: 'onnx', framework: 'onnx', parts: onlyWeights });
}

function readFlax(): FileContent {
  return fileContent({ format: 'msgpack', framework: 'flax', parts: onlyWeights });
}

const onlyWeights = { weights: true, optimizer: false, scheduler: false, rng: false };

function isMessagePackMap(byte: number): boolean {
  return (byte & 0xf0) === 0x80 || byte === 0xde || byte === 0xdf;
}

/** A length that fits 32 bits, then JSON. */
function isSafetensors(head: Uint8Array): boolean {
  return head[8] === 0x7b && head.subarray(4, 8).every((byte) => byte === 0);
}

function startsWith(head: Uint8Array, magic: Uint8Array): boolean {
  return magic.every((byte, at) => byte === head[at]);
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
