// Checkpoints as `trackside checkpoints` shows them: as JSON for programs and as a table for people.
import { describeCheckpointProblem, describeFramework } from '../../shared/checkpointWords';
import type { CheckpointSummary } from '../../shared/checkpoints';
import { formatAge, formatBytes, formatCount, formatNumber } from '../../shared/text';
import { table } from './columns';
import { printable } from './runListing';

/** A list; `reason` is null for what is complete. Numbers that JSON cannot hold become strings such as `NaN`. */
export function checkpointsToJson(checkpoints: readonly CheckpointSummary[]): unknown {
  return checkpoints.map((each) => ({
    path: each.path,
    framework: each.framework,
    step: each.step,
    epoch: each.epoch,
    complete: each.complete,
    reason: reasonOf(each),
    resume: each.resume,
    missing: each.missing,
    sizeBytes: each.sizeBytes,
    best: each.best,
    last: each.last,
    metrics: Object.fromEntries(
      Object.entries(each.metrics).map(([name, value]) => [
        name,
        Number.isFinite(value) ? value : String(value),
      ]),
    ),
    modified: new Date(each.modifiedMs).toISOString(),
    linkTo: each.linkTo,
  }));
}

function reasonOf({ problems }: CheckpointSummary): string | null {
  return problems.length === 0 ? null : problems.map(describeCheckpointProblem).join('; ');
}

const resumeWords = { full: 'full', weights: 'weights only', no: 'no' } as const;
const mostMetrics = 3;

/** @param shorten makes a path as short as it can be told */
export function checkpointsToText(
  checkpoints: readonly CheckpointSummary[],
  nowMs: number,
  shorten: (path: string) => string,
): string {
  const rows = checkpoints.map((each) => [
    printable(shorten(each.path)),
    describeFramework(each.framework),
    each.step === null ? '' : `step ${formatCount(each.step)}`,
    each.epoch === null ? '' : `epoch ${formatNumber(each.epoch)}`,
    each.linkTo === null ? formatBytes(each.sizeBytes) : 'link',
    formatAge(nowMs - each.modifiedMs),
    `resume: ${resumeWords[each.resume]}`,
    [each.best ? 'best' : '', each.last ? 'last' : ''].filter(Boolean).join(', '),
    metricsToText(each.metrics),
  ]);
  const lines = table(rows);
  return checkpoints
    .map((each, at) => [lines[at]!, ...remarks(each)].join('\n'))
    .map((block) => `${block}\n`)
    .join('');
}

function metricsToText(metrics: CheckpointSummary['metrics']): string {
  const isHeldOut = (name: string): number => (/eval|val|test/i.test(name) ? 0 : 1);
  return Object.entries(metrics)
    .sort(([a], [b]) => isHeldOut(a) - isHeldOut(b))
    .slice(0, mostMetrics)
    .map(([name, value]) => `${printable(name)} ${formatNumber(value)}`)
    .join(', ');
}

function remarks({ problems, missing, resume }: CheckpointSummary): string[] {
  const absent = missing.length > 0 && resume !== 'no' ? [`  without ${missing.join(', ')}`] : [];
  return [
    ...problems.map((each) => `  ! ${printable(describeCheckpointProblem(each))}`),
    ...absent,
  ];
}
