// The checkpoints among the fixtures, and what is found in a folder, put short.
import path from 'node:path';
import { discoverCheckpoints } from '../../src/core/checkpoints/discover';
import { describeCheckpointProblem } from '../../src/shared/checkpointWords';
import type { CheckpointSummary } from '../../src/shared/checkpoints';
import { projectRoot } from './projectRoot';

export const checkpointFiles = path.join(projectRoot, 'test/fixtures/checkpoints/files');
export const checkpointTrees = path.join(projectRoot, 'test/fixtures/checkpoints/trees');

export async function findIn(folder: string): Promise<CheckpointSummary[]> {
  const { checkpoints } = await discoverCheckpoints(folder, { excluded: [] });
  return checkpoints.map(({ summary }) => summary);
}

/** One line for each: path, framework, step, epoch, resume, marks, what is missing, what is wrong. */
export async function linesOf(folder: string): Promise<string[]> {
  return (await findIn(folder)).map((each) => lineOf(folder, each));
}

function lineOf(folder: string, each: CheckpointSummary): string {
  const marks = [each.best && 'best', each.last && 'last'].filter(Boolean).join('+');
  return [
    path.relative(folder, each.path).split(path.sep).join('/') || '.',
    each.framework,
    `${each.step ?? '-'}/${each.epoch ?? '-'}`,
    each.resume,
    marks || '-',
    each.missing.join(' ') || '-',
    each.problems.map(describeCheckpointProblem).join('; ') || 'complete',
  ].join(' | ');
}
