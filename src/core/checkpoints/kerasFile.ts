// What Keras saves: weights in HDF5, and `.keras` archives with such weights and a configuration beside them.
// Source: keras/src/saving/saving_lib.py and keras/src/legacy/saving/legacy_h5_format.py.
import type { CheckpointProblem, ScalarValue } from '../../shared/checkpoints';
import type { ZipArchive } from './archive/zipArchive';
import { parseJson } from './boundedJson';
import { MemorySource, type ByteSource } from './byteSource';
import { problemOf } from './damage';
import { fileContent, mostTensors, type FileContent } from './fileContent';
import { Hdf5File } from './hdf5/hdf5File';
import { readContents, smallValue, type Dataset } from './hdf5/hdf5Objects';
import { firstValue } from './tensorElements';

const mostPackedWeights = 256 * 1024 * 1024;
const mostJsonBytes = 16 * 1024 * 1024;
const weightsName = 'model.weights.h5';

/** Throws damage where the structure cannot be read. */
export async function readHdf5(source: ByteSource): Promise<FileContent> {
  const file = await Hdf5File.open(source);
  const { end, base, open } = file.superblock;
  const problems: CheckpointProblem[] = [];
  if (base + end > source.sizeBytes && end > source.sizeBytes) {
    return fileContent({
      format: 'hdf5',
      problems: [{ kind: 'truncated', file: '', detail: `${end}` }],
    });
  }
  if (open) problems.push({ kind: 'unfinished', file: '', detail: 'open for writing' });
  const { datasets, attributes, cut } = await readContents(file);
  const numbers = datasets.filter(({ type }) => type.kind === 'number');
  const tensors = numbers.slice(0, mostTensors).map((dataset) => tensorOf(source, dataset));
  const isOptimizer = ({ path }: Dataset): boolean =>
    /^(?:optimizer|optimizer_weights)\//.test(path);
  const scalars = [...attributes].map(([name, value]): Scalar => ({ name, value }));
  const iterations = await scalarAt(
    file,
    numbers,
    /^optimizer\/vars\/0$|^optimizer_weights\/.*iter(?:ation)?(?::0)?$/,
  );
  const rate = await scalarAt(file, numbers, /^optimizer\/vars\/1$/);
  if (iterations !== null) scalars.push({ name: 'optimizer.iterations', value: iterations });
  if (rate !== null) scalars.push({ name: 'optimizer.learning_rate', value: rate });
  return fileContent({
    format: 'hdf5',
    framework: attributes.has('keras_version') || datasets.some(isLayer) ? 'keras' : null,
    tensors,
    scalars,
    step: iterations,
    parts: {
      weights: numbers.some((each) => !isOptimizer(each)),
      optimizer: numbers.some(isOptimizer),
      scheduler: false,
      rng: false,
    },
    writtenBy: attributes.has('keras_version') ? `keras ${attributes.get('keras_version')}` : null,
    problems,
    cut: cut || numbers.length > mostTensors,
  });
}

/** Where Keras 3 and its predecessors keep the variables of layers. */
function isLayer({ path }: Dataset): boolean {
  return /^(?:layers|_layer_checkpoint_dependencies|model_weights)\/|(?:^|\/)vars\/\d+$/.test(path);
}

interface Scalar {
  readonly name: string;
  readonly value: ScalarValue;
}

function tensorOf(source: ByteSource, { path, type, shape, sizeBytes, offset }: Dataset) {
  const start = source.fileOffset === null || offset === null ? null : source.fileOffset + offset;
  return { name: path, dtype: type.name, shape, sizeBytes, shard: '', offset: start };
}

async function scalarAt(
  file: Hdf5File,
  datasets: readonly Dataset[],
  name: RegExp,
): Promise<number | null> {
  const dataset = datasets.find(({ path, shape }) => shape.length === 0 && name.test(path));
  const bytes = dataset ? await smallValue(file, dataset) : null;
  return bytes ? firstValue(dataset!.type.name, bytes) : null;
}

export function isKerasArchive(archive: ZipArchive): boolean {
  return archive.find('config.json') !== undefined && archive.find('metadata.json') !== undefined;
}

export async function readKerasArchive(archive: ZipArchive): Promise<FileContent> {
  const metadata = await jsonMember(archive, 'metadata.json');
  const config = await jsonMember(archive, 'config.json');
  const scalars: Scalar[] = [...topLevel('metadata', metadata), ...topLevel('config', config)];
  const version = (metadata as Record<string, unknown>)['keras_version'];
  const writtenBy = typeof version === 'string' ? `keras ${version}` : null;
  const weights = await readWeights(archive);
  return {
    ...weights,
    format: 'keras',
    framework: 'keras',
    scalars: [...scalars, ...weights.scalars],
    writtenBy,
  };
}

async function readWeights(archive: ZipArchive): Promise<FileContent> {
  const member = archive.find(weightsName);
  if (!member) {
    const problems: CheckpointProblem[] = [{ kind: 'missing-file', file: weightsName, detail: '' }];
    return fileContent({ format: 'keras', problems });
  }
  try {
    const stored = await archive.storedSource(member);
    const source = stored ?? new MemorySource(await archive.bytes(member, mostPackedWeights));
    const content = await readHdf5(source);
    return {
      ...content,
      problems: content.problems.map((each) => ({ ...each, file: weightsName })),
    };
  } catch (error) {
    return fileContent({ format: 'keras', problems: [problemOf(error, weightsName)] });
  }
}

async function jsonMember(archive: ZipArchive, name: string): Promise<object> {
  const member = archive.find(name);
  const value = member ? parseJson(await archive.bytes(member, mostJsonBytes)) : {};
  return typeof value === 'object' && value !== null ? value : {};
}

/** Single values only; layers are told by their weights. */
function topLevel(prefix: string, value: object): Scalar[] {
  return Object.entries(value).flatMap(([key, each]): Scalar[] => {
    const isScalar = each === null || ['string', 'number', 'boolean'].includes(typeof each);
    return isScalar ? [{ name: `${prefix}.${key}`, value: each as ScalarValue }] : [];
  });
}
