// `trackside verify`: whether a checkpoint is whole.
import { verifyCheckpoint } from '../../core/checkpoints/verify';
import { messageOf } from '../../base/result';
import { defaultExcludedDirectories } from '../../core/model/excludedDirectories';
import { printable } from '../../core/report/runListing';
import { describeCheckpointProblem } from '../../shared/checkpointWords';
import { formatBytes } from '../../shared/text';
import type { VerifyReport } from '../../shared/checkpoints';
import { ReadError, write } from '../terminal';

/** 0 when it is ok, 1 when it is not. */
export async function verify(
  target: string,
  asked: {
    readonly deep: boolean;
    readonly json: boolean;
  },
): Promise<number> {
  const report = await check(target, asked.deep);
  if (asked.json) await write(`${JSON.stringify(toJson(report), null, 2)}\n`);
  else await write(toText(report));
  return report.ok ? 0 : 1;
}

async function check(target: string, deep: boolean): Promise<VerifyReport> {
  try {
    return await verifyCheckpoint(target, { deep, excluded: defaultExcludedDirectories });
  } catch (error) {
    throw new ReadError(printable(messageOf(error)));
  }
}

function toJson({ ok, problems, level, checkedBytes, withoutChecksums }: VerifyReport): unknown {
  const told = problems.map(describeCheckpointProblem);
  return { ok, problems: told, level, checkedBytes, withoutChecksums };
}

function toText({ ok, problems, level, checkedBytes, withoutChecksums }: VerifyReport): string {
  const what =
    level === 'deep' ? `every byte of ${formatBytes(checkedBytes)}` : 'structure and sizes';
  const notes = withoutChecksums.map((file) => `  ${file || 'it'} carries no checksums`);
  const lines = [
    ok ? `ok  (${what})` : `not ok  (${what})`,
    ...problems.map((problem) => `  ! ${describeCheckpointProblem(problem)}`),
    ...notes,
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
