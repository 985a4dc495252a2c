// What Keras, TensorFlow, Orbax and Flax leave.
import path from 'node:path';
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { withFile } from '../byteSource';
import { problemOf } from '../damage';
import { filesLike, hasFile, type Folder } from '../folderTree';
import { readTensorflowFile, readTensorflowIndex, shardProblems } from '../tensorflowIndex';
import { membersOf, numberOf } from './fileReader';
import { judgement, problem, resumeOf, type Judge, type Place } from './judgement';

/** An index with its shards; the file `checkpoint` beside it names those that were finished, the newest last. */
export const judgeTensorflow: Judge = async (place) => {
  const { folder, file } = place;
  const stem = file!.replace(/\.index$/, '');
  const shards = filesLike(folder, /\.data-\d{5}-of-\d{5}$/).filter((name) =>
    name.startsWith(`${stem}.data-`),
  );
  const files = [file!, ...shards].map((name) => path.join(folder.path, name));
  try {
    const { index, content } = await withFile(place.path, async (source) => ({
      index: await readTensorflowIndex(source),
      content: await readTensorflowFile(source),
    }));
    const sizes = new Map<string, number>();
    for (const name of shards) {
      const size = await place.reader.size(path.join(folder.path, name));
      if (size !== null) sizes.set(name.slice(stem.length + 1), size);
    }
    const wrong = shardProblems(index, sizes).map((each) => ({
      ...each,
      file: `${stem}.${each.file}`,
    }));
    const problems = [...wrong, ...(await unlistedProblems(place, stem))];
    const known = problems.length === 0 ? resumeOf(content.parts, place.named.step !== null) : {};
    return judgement(place, { ...known, problems, files });
  } catch (error) {
    return judgement(place, { problems: [problemOf(error)], files });
  }
};

/** A checkpoint with a higher number than the newest that is listed was not finished. */
async function unlistedProblems(
  { folder, named, reader }: Place,
  stem: string,
): Promise<CheckpointProblem[]> {
  const text = folder.files.has('checkpoint')
    ? await reader.text(path.join(folder.path, 'checkpoint'))
    : null;
  const newest = /^model_checkpoint_path: "(.*)"/m.exec(text ?? '')?.[1];
  if (newest === undefined || named.step === null) return [];
  const listed = /-(\d+)$/.exec(newest)?.[1];
  const isLater =
    listed !== undefined &&
    path.posix.basename(newest).replace(/\d+$/, '') === stem.replace(/\d+$/, '') &&
    named.step > Number(listed);
  return isLater ? [problem('not-committed', '', 'checkpoint')] : [];
}

/** Weights beside a note of how far it got; the folder goes away when the training ends. */
export const judgeBackup: Judge = async (place) => {
  const { folder, reader } = place;
  const weightsName = 'latest.weights.h5';
  const content = await reader.content(path.join(folder.path, weightsName), weightsName);
  const note = 'training_metadata.json';
  const { value, problems } = await reader.json(path.join(folder.path, note), note);
  const found = [...content.problems, ...problems];
  const epoch = numberOf(membersOf(value)['epoch']);
  const known = found.length === 0 ? resumeOf(content.parts, epoch !== null) : {};
  return judgement(place, { ...known, step: content.step, epoch, problems: found });
};

/** TensorFlow's own format of whole models, in which Keras 2 saved as well. */
export const judgeSavedModel: Judge = async (place) => {
  const variables = place.folder.folders.get('variables');
  const index = variables?.files.has('variables.index')
    ? path.join(variables.path, 'variables.index')
    : null;
  if (!variables || index === null) {
    return judgement(place, { problems: [problem('missing-file', 'variables/variables.index')] });
  }
  const inner = { ...place, path: index, folder: variables, file: 'variables.index' };
  const judged = (await judgeTensorflow(inner))!;
  const problems = judged.problems.map((each) => ({
    ...each,
    file: `variables/${each.file || 'variables.index'}`,
  }));
  return { ...judged, problems, files: null };
};

/** Source: orbax/checkpoint/_src/checkpointers and metadata. */
export const judgeOrbax: Judge = async (place) => {
  const { folder, reader } = place;
  if (folder.name.includes('.orbax-checkpoint-tmp')) {
    return judgement(place, { problems: [problem('unfinished', '', folder.name)] });
  }
  const note = '_CHECKPOINT_METADATA';
  const { value, problems } = folder.files.has(note)
    ? await reader.json(path.join(folder.path, note), note)
    : { value: null, problems: [] };
  const metadata = membersOf(value);
  const isOpen = folder.files.has(note) && metadata['commit_timestamp_nsecs'] === null;
  const handlers = metadata['item_handlers'];
  const items = typeof handlers === 'object' ? Object.keys(membersOf(handlers)) : [];
  const trees = [folder, ...folder.folders.values()].filter(isTree);
  const found = [
    ...problems,
    ...(isOpen ? [problem('not-committed', note)] : []),
    ...items
      .filter((item) => !folder.folders.has(item))
      .map((item) => problem('missing-file', item)),
  ];
  let hasOptimizer = false;
  for (const tree of trees) {
    const checked = await checkTree(place, tree);
    found.push(...checked.problems);
    hasOptimizer ||= checked.optimizer;
  }
  if (trees.length === 0) found.push(problem('missing-file', '_METADATA'));
  const parts = { weights: trees.length > 0, optimizer: hasOptimizer };
  const known = found.length === 0 ? resumeOf(parts, place.named.step !== null) : {};
  return judgement(place, { ...known, metrics: await orbaxMetrics(place), problems: found });
};

export function isOrbaxFolder(folder: Folder): boolean {
  return (
    folder.files.has('_CHECKPOINT_METADATA') ||
    folder.name.includes('.orbax-checkpoint-tmp') ||
    (isTree(folder) && hasFile(folder, /^(?:manifest\.ocdbt|_sharding|checkpoint)$/))
  );
}

function isTree(folder: Folder): boolean {
  return folder.files.has('_METADATA') || folder.folders.has('ocdbt.process_0');
}

/** A tree of arrays: its description, and the manifest that leads to the values. */
async function checkTree(
  { folder: top, reader }: Place,
  tree: Folder,
): Promise<{ readonly problems: readonly CheckpointProblem[]; readonly optimizer: boolean }> {
  const shown = (name: string): string => (tree === top ? name : `${tree.name}/${name}`);
  const note = path.join(tree.path, '_METADATA');
  const { value, problems } = await reader.json(note, shown('_METADATA'));
  const metadata = membersOf(value);
  const names = Object.keys(membersOf(metadata['tree_metadata']));
  const isPacked = metadata['use_ocdbt'] === true || tree.folders.has('ocdbt.process_0');
  const found = [...problems];
  if (isPacked && !tree.files.has('manifest.ocdbt')) {
    found.push(problem('missing-file', shown('manifest.ocdbt')));
  } else if (isPacked) found.push(...(await checkManifest(tree, shown('manifest.ocdbt'))));
  return {
    problems: found,
    optimizer: names.some((name) => /opt_state|optim|\bmu\b|\bnu\b/.test(name)),
  };
}

/** Source: tensorstore/kvstore/ocdbt/format. */
const manifestMagic = Uint8Array.of(0x0c, 0xdb, 0x3a, 0x2a);

async function checkManifest(tree: Folder, shown: string): Promise<CheckpointProblem[]> {
  try {
    return await withFile(path.join(tree.path, 'manifest.ocdbt'), async (source) => {
      const head = await source.read(0, 12);
      if (source.sizeBytes === 0) return [problem('empty', shown)];
      if (!manifestMagic.every((byte, at) => byte === head[at])) return [problem('damaged', shown)];
      const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
      const length = head.length === 12 ? Number(view.getBigUint64(4, true)) : Infinity;
      return length > source.sizeBytes ? [problem('truncated', shown, `${length}`)] : [];
    });
  } catch (error) {
    return [problemOf(error, shown)];
  }
}

async function orbaxMetrics({ folder, reader }: Place): Promise<Record<string, number>> {
  const inner = folder.folders.get('metrics');
  if (!inner?.files.has('metrics')) return {};
  const { value } = await reader.json(path.join(inner.path, 'metrics'), 'metrics/metrics');
  return Object.fromEntries(
    Object.entries(membersOf(value)).flatMap(([name, each]): [string, number][] =>
      typeof each === 'number' ? [[name, each]] : [],
    ),
  );
}
