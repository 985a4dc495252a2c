// What stays and what may go, as `trackside prune` shows it.
import { describeKeepReason } from '../../shared/checkpointWords';
import type { RetentionPlan } from '../../shared/checkpoints';
import { formatBytes } from '../../shared/text';
import { table } from './columns';
import { printable } from './runListing';
import { formatPlural } from './plural';

export function planToJson({ keep, remove, freedBytes }: RetentionPlan, isDry: boolean): unknown {
  return { dryRun: isDry, keep, remove, freedBytes };
}

/** @param shorten makes a path as short as it can be told */
export function planToText(
  { keep, remove, freedBytes }: RetentionPlan,
  shorten: (path: string) => string,
): string {
  const rows = [
    ...keep.map(({ path, reasons }) => [
      'keep',
      printable(shorten(path)),
      '',
      reasons.map(describeKeepReason).join(', '),
    ]),
    ...remove.map((each) => [
      'remove',
      printable(shorten(each.path)),
      formatBytes(each.sizeBytes),
      `frees ${formatBytes(each.freedBytes)}`,
    ]),
  ];
  const sum = `${formatPlural(remove.length, 'checkpoint')} to remove, ${formatBytes(freedBytes)} to be freed`;
  return [...table(rows), sum].map((line) => `${line}\n`).join('');
}
