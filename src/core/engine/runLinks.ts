// What a run's log says about where other logs of the same training lie.
import path from 'node:path';
import { listOf } from '../formats/pythonJson';
import type { FactSheet } from '../model/factSheet';
import type { RunLink } from './homes';

/** Keys of the trainers' configurations, which trackers log: transformers', Ultralytics', Lightning's. */
const directoryKeys = ['logging_dir', 'output_dir', 'save_dir', 'log_dir', 'default_root_dir'];

/** W&B's and SwanLab's directories stand two levels below the one that the program was started in. */
const levelsBelowStart = 2;

/** @param directory that of the log; null where it says nothing of others */
export function linkOf(directory: string, sheet: FactSheet): RunLink | null {
  const configured = directoryKeys.map((key) => sheet.get('config', [key]));
  const named = [...(listOf(sheet.get('about', ['tensorboard'])) ?? []), ...configured];
  const start = path.resolve(directory, ...Array<string>(levelsBelowStart).fill('..'));
  const directories = named.flatMap((name) =>
    typeof name === 'string' && name !== '' && !name.includes('\0')
      ? [path.resolve(start, name)]
      : [],
  );
  if (directories.length === 0) return null;
  const startedAt = sheet.get('about', ['startedAt']);
  return {
    directories: [...new Set(directories)],
    startedAt: typeof startedAt === 'number' ? startedAt : null,
  };
}
