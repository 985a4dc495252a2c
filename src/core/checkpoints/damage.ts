// The error with which a reader gives a file up. It is caught where the room's doors are, and told as a problem.
import type { CheckpointProblem, CheckpointProblemKind } from '../../shared/checkpoints';

export class Damage extends Error {
  readonly problem: CheckpointProblem;

  constructor(kind: CheckpointProblemKind, detail = '', file = '') {
    super(`${kind} ${detail}`);
    this.problem = { kind, file, detail };
  }
}

/** What went wrong as a problem of a file; errors that are no answer of the disk or of a reader go on. */
export function problemOf(error: unknown, file = ''): CheckpointProblem {
  if (error instanceof Damage) {
    const { problem } = error;
    return { ...problem, file: [file, problem.file].filter(Boolean).join('/') };
  }
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  if (code === 'ENOENT') return { kind: 'missing-file', file, detail: '' };
  return { kind: 'unreadable', file, detail: code };
}
