// What is in a checkpoint, whether it is one file or a folder of them.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointContent, CheckpointProblem, TensorInfo } from '../../shared/checkpoints';
import { withFile } from './byteSource';
import { problemOf } from './damage';
import { readDistributedMetadata } from './distributedMetadata';
import { fileContent, mostScalars, mostTensors, type FileContent } from './fileContent';
import { filesBelow, walkFolder } from './folderTree';
import { weightFile } from './layouts/weightFiles';
import { readCheckpointFile } from './readFile';
import { factsOf } from './savedState';
import { parseJson } from './boundedJson';

/** Rejects where nothing is there; what cannot be read is among the problems. */
export async function inspectCheckpoint(target: string): Promise<CheckpointContent> {
  const own = path.resolve(target);
  const isFolder = (await stat(own)).isDirectory();
  return isFolder ? inspectFolder(own) : inspectFile(own);
}

/** The file that holds the values of a tensor. */
export function fileOfTensor(target: string, isFolder: boolean, { shard }: TensorInfo): string {
  if (shard === '') return path.resolve(target);
  return path.resolve(isFolder ? target : path.dirname(target), shard);
}

async function inspectFile(file: string): Promise<CheckpointContent> {
  try {
    const content = await readCheckpointFile(file, { places: true });
    if (content.format !== 'tensorflow') return content;
    const stem = path.basename(file).replace(/\.index$/, '');
    const tensors = content.tensors.map((each) => ({ ...each, shard: `${stem}.${each.shard}` }));
    return { ...content, tensors };
  } catch (error) {
    return fileContent({ format: '', problems: [problemOf(error)] });
  }
}

const stateFile = /\.(?:pt|pth|ckpt|bin|safetensors|pkl|h5|keras|gguf|tar)$/;
const mostFiles = 2_000;

/** All files taken together. Weights keep their names; what lies in other files is told with the file's. */
async function inspectFolder(folder: string): Promise<CheckpointContent> {
  const { root } = await walkFolder(folder, new Set());
  const all = [...filesBelow(root)].sort();
  const contents: FileContent[] = [];
  const files = all.filter((file) => stateFile.test(file));
  for (const file of files.slice(0, mostFiles)) {
    const shard = path.relative(folder, file).split(path.sep).join('/');
    contents.push(inShard(await readOne(file), shard));
  }
  for (const file of all.filter((each) => path.basename(each) === '.metadata')) {
    contents.push(await readDistributed(file, path.relative(folder, file)));
  }
  const note = all.find((file) => file === path.join(folder, 'trainer_state.json'));
  if (note !== undefined) contents.push(await readTrainerState(note));
  return merged(contents, files.length > mostFiles);
}

async function readOne(file: string): Promise<FileContent> {
  return readCheckpointFile(file, { places: true }).catch((error: unknown) =>
    fileContent({ format: '', problems: [problemOf(error)] }),
  );
}

function inShard(content: FileContent, shard: string): FileContent {
  const isWeights = weightFile.test(path.posix.basename(shard));
  const nameOf = (name: string): string => (isWeights ? name : `${shard}/${name}`);
  const named = (problems: readonly CheckpointProblem[]): CheckpointProblem[] =>
    problems.map((each) => ({ ...each, file: [shard, each.file].filter(Boolean).join('/') }));
  return {
    ...content,
    tensors: content.tensors.map((each) => ({ ...each, name: nameOf(each.name), shard })),
    scalars: content.scalars.map((each) => ({ ...each, name: nameOf(each.name) })),
    problems: named(content.problems),
    parts: isWeights ? content.parts : partsOfFile(shard, content),
  };
}

/** What a file is named for is in it. */
function partsOfFile(shard: string, { parts, problems }: FileContent): FileContent['parts'] {
  const isRead = problems.length === 0;
  return {
    weights: parts.weights && !/optim|sched|rng|random|scaler|training_args/i.test(shard),
    optimizer: isRead && (parts.optimizer || /optim/i.test(shard)),
    scheduler: isRead && (parts.scheduler || /sched/i.test(shard)),
    rng: isRead && (parts.rng || /rng|random_states/i.test(shard)),
  };
}

async function readDistributed(file: string, shard: string): Promise<FileContent> {
  try {
    const { content } = await withFile(file, readDistributedMetadata);
    const folder = path.dirname(shard);
    const tensors = content.tensors.map((each) => ({
      ...each,
      shard: each.shard === '' ? '' : path.posix.join(folder, each.shard),
    }));
    return { ...content, tensors };
  } catch (error) {
    return fileContent({ format: 'dcp', problems: [problemOf(error, shard)] });
  }
}

async function readTrainerState(file: string): Promise<FileContent> {
  try {
    const bytes = await withFile(file, (source) => source.read(0, source.sizeBytes));
    const members = Object.entries(parseJson(bytes) as object);
    const scalars = members.filter(([, value]) => value === null || typeof value !== 'object');
    const numbers = members.filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number',
    );
    return fileContent({
      format: '',
      scalars: scalars.map(([name, value]) => ({ name, value: value as string | number | null })),
      ...factsOf(new Map(numbers)),
    });
  } catch (error) {
    return fileContent({ format: '', problems: [problemOf(error, 'trainer_state.json')] });
  }
}

function merged(contents: readonly FileContent[], isCut: boolean): CheckpointContent {
  const has = (part: keyof FileContent['parts']): boolean =>
    contents.some(({ parts }) => parts[part]);
  const tensors = contents.flatMap((each) => each.tensors);
  const scalars = contents.flatMap((each) => each.scalars);
  const formats = new Set(contents.map(({ format }) => format).filter(Boolean));
  return {
    format: [...formats].join(', '),
    tensors: tensors.slice(0, mostTensors),
    scalars: scalars.slice(0, mostScalars),
    step: contents.map(({ step }) => step).findLast((step) => step !== null) ?? null,
    epoch: contents.map(({ epoch }) => epoch).findLast((epoch) => epoch !== null) ?? null,
    metrics: Object.assign({}, ...contents.map(({ metrics }) => metrics)) as Record<string, number>,
    parts: {
      weights: has('weights'),
      optimizer: has('optimizer'),
      scheduler: has('scheduler'),
      rng: has('rng'),
    },
    writtenBy: contents.find(({ writtenBy }) => writtenBy !== null)?.writtenBy ?? null,
    unsafeNames: [...new Set(contents.flatMap((each) => each.unsafeNames))],
    problems: contents
      .flatMap((each) => each.problems)
      .filter(({ kind }) => kind !== 'unknown-format'),
    cut:
      isCut ||
      contents.some(({ cut }) => cut) ||
      tensors.length > mostTensors ||
      scalars.length > mostScalars,
  };
}
