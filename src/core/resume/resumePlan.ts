// How a training would go on: from which checkpoint, with which command, and what to know before. Nothing is run.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResumeCommand, ResumePlan, ResumePoint, ResumeWarning } from '../../shared/resume';
import { discoverCheckpoints } from '../checkpoints/discover';
import { partsOfCommand, scriptFile } from '../launch/trainingCommand';
import { findEarlierCommand, type EarlierCommand } from './earlierCommand';
import { planOwnOption } from './ownOption';
import { collectPreflight } from './preflight';
import { overwriteWarning, recipes } from './recipes';
import { choosePoint } from './resumePoint';

export interface ResumeQuestion {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  /** The checkpoint to use; null for the newest that will do. */
  readonly checkpoint: string | null;
  /** The command to change; null for that of the earlier run. */
  readonly command: Pick<EarlierCommand, 'argv' | 'cwd' | 'env'> | null;
  /** Words with `{checkpoint}` and `{step}` that are put behind the command instead of what the framework takes. */
  readonly template: readonly string[] | null;
  /** Names of directories that are not entered. */
  readonly excluded: readonly string[];
}

/** Rejects where the folder cannot be looked at; everything else is part of the plan. */
export async function planResume(question: ResumeQuestion): Promise<ResumePlan> {
  const { folder, excluded } = question;
  const { checkpoints } = await discoverCheckpoints(folder, { excluded });
  const summaries = checkpoints.map(({ summary }) => summary);
  const { point, passedOver } = await choosePoint(summaries, question.checkpoint, excluded);
  const earlier = question.command
    ? { ...question.command, from: 'typed' as const, commit: null }
    : await findEarlierCommand(folder);
  const warnings: ResumeWarning[] = [];
  if (!point) warnings.push({ kind: 'noCheckpoint' });
  if (point?.resume === 'weights') warnings.push({ kind: 'weightsOnly', missing: point.missing });
  if (!earlier) warnings.push({ kind: 'noCommand' });
  if (!point || !earlier) {
    return { checkpoint: point, passedOver, recipe: null, command: null, warnings, preflight: [] };
  }
  const changed = await changeCommand(earlier, point, question.template);
  const preflight = await collectPreflight(folder, point, earlier, changed.argv);
  const { argv: before, cwd, env, from } = earlier;
  const command: ResumeCommand = { argv: changed.argv, cwd, env, from, earlier: before };
  return {
    checkpoint: point,
    passedOver,
    recipe: changed.recipe,
    command,
    warnings: [...warnings, ...changed.warnings, ...overwriteWarning(changed.argv)],
    preflight,
  };
}

type ChangedCommand = ReturnType<typeof planOwnOption>;

async function changeCommand(
  { argv, cwd }: EarlierCommand,
  checkpoint: ResumePoint,
  template: readonly string[] | null,
): Promise<ChangedCommand> {
  if (template) {
    const filled = template.map((word) => fill(word, checkpoint));
    return { recipe: 'template', argv: [...argv, ...filled], warnings: [] };
  }
  const { script } = partsOfCommand(argv);
  const file = scriptFile(argv, cwd);
  const source = file === null ? null : await readFile(file, 'utf8').catch(() => null);
  const unread: readonly ResumeWarning[] =
    script !== null && source === null ? [{ kind: 'unreadScript', script }] : [];
  const setting = { argv, checkpoint, source };
  const recipe = recipes.find((each) => each.fits(setting));
  if (recipe) {
    const { argv: own, warnings } = recipe.apply(setting);
    return { recipe: recipe.id, argv: own, warnings: [...unread, ...warnings] };
  }
  const own = planOwnOption(argv, checkpoint, source ?? '', path.basename(script ?? argv[0]!));
  return { ...own, warnings: [...unread, ...own.warnings] };
}

function fill(word: string, { path: own, step }: ResumePoint): string {
  return word.replaceAll('{checkpoint}', own).replaceAll('{step}', String(step ?? ''));
}
