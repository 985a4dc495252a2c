// The commands about checkpoints. They are loaded only when one of them is asked for.
import { rejectOptions } from '../commandOptions';
import { checkFolder } from '../logFolders';
import { UsageError } from '../terminal';
import { listCheckpoints } from './list';
import { prune, pruneOptions, type PruneWords } from './prune';
import { verify } from './verify';

export type CheckpointCommand = 'checkpoints' | 'verify' | 'prune';

export interface CheckpointWords extends PruneWords {
  readonly json?: boolean | undefined;
  readonly deep?: boolean | undefined;
}

export async function runCheckpointCommand(
  command: CheckpointCommand,
  values: CheckpointWords,
  places: readonly string[],
): Promise<number> {
  switch (command) {
    case 'checkpoints':
      rejectOptions(command, { ...values }, ['json']);
      return listCheckpoints(checkFolder(command, places), values.json ?? false);
    case 'verify': {
      rejectOptions(command, { ...values }, ['json', 'deep']);
      const [target, ...others] = places;
      if (target === undefined || others.length > 0) throw new UsageError('verify takes one path');
      return verify(target, { deep: values.deep ?? false, json: values.json ?? false });
    }
    case 'prune':
      rejectOptions(command, { ...values }, ['json', ...pruneOptions]);
      return prune(checkFolder(command, places), values, values.json ?? false);
  }
}
