// The weights of a folder: one file, or shards with an index that says which tensor is in which.
import path from 'node:path';
import type { CheckpointProblem } from '../../../shared/checkpoints';
import { filesLike, type Folder } from '../folderTree';
import { membersOf, type FileReader } from './fileReader';
import { problem } from './judgement';

export const weightFile =
  /^(?:(?:model|pytorch_model|adapter_model|diffusion_pytorch_model|consolidated)(?:[-_.]\d+(?:-of-\d+)?)?|pytorch_model_fsdp(?:_\d+)?|.*-\d{5}-of-\d{5})\.(?:safetensors|bin)$/;
export const weightIndex = /\.(?:safetensors|bin)\.index\.json$/;

export interface WeightCheck {
  readonly found: boolean;
  readonly problems: readonly CheckpointProblem[];
}

/** The weights that lie right in a folder. */
export async function checkWeights(folder: Folder, reader: FileReader): Promise<WeightCheck> {
  const problems: CheckpointProblem[] = [];
  const tensorsIn = new Map<string, ReadonlySet<string>>();
  for (const name of filesLike(folder, weightFile)) {
    const content = await reader.content(path.join(folder.path, name), name);
    tensorsIn.set(name, new Set(content.tensors.map((tensor) => tensor.name)));
    problems.push(...content.problems);
  }
  for (const index of filesLike(folder, weightIndex)) {
    problems.push(...(await checkIndex(folder, index, reader, tensorsIn)));
  }
  problems.push(...missingOfRow([...tensorsIn.keys()]));
  const unique = new Map(problems.map((each) => [`${each.kind} ${each.file}`, each]));
  return { found: tensorsIn.size > 0, problems: [...unique.values()] };
}

/** Every shard is there, and every tensor in the shard that the index names. */
export async function checkIndex(
  folder: Folder,
  index: string,
  reader: FileReader,
  tensorsIn: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<readonly CheckpointProblem[]> {
  const { value, problems } = await reader.json(path.join(folder.path, index), index);
  const found = [...problems];
  const missing = new Set<string>();
  for (const [tensor, shard] of Object.entries(membersOf(membersOf(value)['weight_map']))) {
    if (typeof shard !== 'string' || /[/\\]/.test(shard)) {
      found.push(problem('damaged', index));
      return found;
    }
    if (!folder.files.has(shard)) missing.add(shard);
    else if (tensorsIn.get(shard)?.has(tensor) === false) {
      found.push(problem('missing-tensor', shard, tensor));
    }
  }
  return [...found, ...[...missing].map((shard) => problem('missing-file', shard))];
}

/** `model-00001-of-00003` without one of its fellows, where no index says so. */
function missingOfRow(names: readonly string[]): CheckpointProblem[] {
  const rows = new Map<string, Set<number>>();
  for (const name of names) {
    const [, stem = '', number, count, ending = ''] =
      /^(.*)-(\d{5})-of-(\d{5})(\..*)$/.exec(name) ?? [];
    if (number === undefined) continue;
    const row = `${stem}-${count ?? ''}${ending}`;
    rows.set(row, (rows.get(row) ?? new Set()).add(Number(number)));
  }
  return [...rows].flatMap(([row, numbers]) => {
    const [, stem = '', count = '', ending = ''] = /^(.*)-(\d{5})(\..*)$/.exec(row)!;
    const missing: CheckpointProblem[] = [];
    for (let i = 1; i <= Math.min(Number(count), 10_000); i++) {
      const name = `${stem}-${String(i).padStart(5, '0')}-of-${count}${ending}`;
      if (!numbers.has(i)) missing.push(problem('missing-file', name));
    }
    return missing;
  });
}

/** Ranks that ought to be there: they count from 0 without gaps. */
export function missingRanks(ranks: readonly number[]): number[] {
  const present = new Set(ranks);
  const highest = Math.max(-1, ...ranks);
  if (highest > 100_000) return [];
  return Array.from({ length: highest + 1 }, (_, rank) => rank).filter(
    (rank) => !present.has(rank),
  );
}
