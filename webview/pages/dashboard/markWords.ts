// What a mark on a curve stands for, in a line of the chart's tooltip.
import { describeCheckpointProblem } from '../../../src/shared/checkpointWords';
import type { ResumeKind } from '../../../src/shared/checkpoints';
import { l10n } from '../../../src/shared/language';
import type { MarkedCheckpoint, RunMark } from '../../../src/shared/runMarks';
import { formatBytes, formatCount } from '../../../src/shared/text';

export function describeMark({ kind, label, step, checkpoint, level }: RunMark): string {
  if (kind === 'checkpoint' && checkpoint) {
    const { sizeBytes } = checkpoint;
    const state = stateOf(checkpoint);
    return l10n.t(
      '{0}, step {1}, {2}, {3}',
      ...([label, formatCount(step), formatBytes(sizeBytes), state] as const),
    );
  }
  return level === undefined ? label : l10n.t('{0}: {1}', level, label);
}

function stateOf({ problem, resume }: MarkedCheckpoint): string {
  if (problem) return l10n.t('incomplete: {0}', describeCheckpointProblem(problem));
  return resumeWords(resume);
}

function resumeWords(resume: ResumeKind): string {
  switch (resume) {
    case 'full':
      return l10n.t('complete, can be resumed');
    case 'weights':
      return l10n.t('complete, weights only');
    case 'no':
      return l10n.t('complete, cannot be resumed');
  }
}
