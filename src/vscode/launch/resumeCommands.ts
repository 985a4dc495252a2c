// The command that lets a training go on: what would be started, and all that speaks against it, before it is.
import * as vscode from 'vscode';
import {
  describePassedOver,
  describePreflight,
  describeResumeWarning,
} from '../../shared/resumeWords';
import { formatCount } from '../../shared/text';
import type { RunSummary } from '../../shared/vocabulary';
import type { ResumePoint } from '../../shared/resume';
import { askResumePlan, type PlannedResume } from '../planTool';
import { fullRunName } from '../runFacts';
import {
  chooseFolder,
  mayLaunch,
  reviewTraining,
  runIn,
  startTraining,
  type TrainingParts,
} from './trainingCommands';
import { typeCommandLine, type ReviewedCommand } from './reviewCommand';

export interface ResumeParts extends TrainingParts {
  readonly listRuns: () => Promise<readonly RunSummary[]>;
  /** The bundle of the command line's commands. */
  readonly planScript: string;
}

export function resumeCommands(
  parts: ResumeParts,
): Record<'resumeRun', (clicked: unknown) => Promise<void>> {
  return {
    async resumeRun(clicked) {
      if (!(await mayLaunch())) return;
      await parts.launches.refresh();
      const run = runIn(clicked, parts.getRun) ?? (await pickRun(await parts.listRuns()));
      if (!run) return;
      const folder =
        vscode.workspace.getWorkspaceFolder(vscode.Uri.file(run.directory)) ??
        (await chooseFolder());
      if (!folder) return;
      const plan = await findPlan(parts, run);
      const { checkpoint } = plan;
      if (!checkpoint) throw new Error(plan.warnings.map(describeResumeWarning).join(' '));
      const spec = parts.launches.launchOf(run)?.spec;
      const name = spec?.name ?? fullRunName(run, null);
      const planned = await commandOf(plan, folder, name);
      const command = planned && { ...planned, env: { ...spec?.env, ...planned.env } };
      const reviewed = command && (await reviewTraining(command, notesOf(plan, checkpoint)));
      if (reviewed) await startTraining(parts, folder, reviewed, checkpoint.path);
    },
  };
}

async function pickRun(runs: readonly RunSummary[]): Promise<RunSummary | undefined> {
  const items = runs.map((run) => ({ label: fullRunName(run, null), detail: run.directory, run }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Which run is to go on?'),
    matchOnDetail: true,
  });
  return picked?.run;
}

/** Checkpoints lie beside the logs or below them, else where the launch was told to put them. */
async function findPlan(
  { launches, planScript }: ResumeParts,
  run: RunSummary,
): Promise<PlannedResume> {
  const title = vscode.l10n.t('Looking for a checkpoint to go on from');
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    async () => {
      const launch = launches.launchOf(run);
      const first = await askResumePlan(planScript, run.directory, launch?.spec ?? null);
      if (first.checkpoint || !launch) return first;
      const second = await askResumePlan(planScript, launch.spec.cwd, launch.spec);
      return second.checkpoint ? second : first;
    },
  );
}

async function commandOf(
  { command, checkpoint }: PlannedResume,
  folder: vscode.WorkspaceFolder,
  name: string,
): Promise<ReviewedCommand | undefined> {
  if (command) return { name, argv: command.argv, cwd: command.cwd, env: command.env };
  // Nothing tells what the run was started with.
  const argv = await typeCommandLine(`python train.py --resume ${checkpoint?.path ?? ''}`);
  return argv && { name, argv, cwd: folder.uri.fsPath, env: {} };
}

/** What is wrong comes first. */
function notesOf(plan: PlannedResume, { path, step }: ResumePoint): readonly string[] {
  const from =
    step === null
      ? vscode.l10n.t('$(debug-continue) From {0}', path)
      : vscode.l10n.t('$(debug-continue) From {0}, step {1}', path, formatCount(step));
  return [
    from,
    ...plan.warnings.map((each) => `$(warning) ${describeResumeWarning(each)}`),
    ...plan.passedOver.map(
      (each) => `$(circle-slash) ${each.path.split(/[\\/]/).at(-1)!}: ${describePassedOver(each)}`,
    ),
    ...plan.preflight
      .filter(({ ok }) => ok === false)
      .map((each) => `$(warning) ${describePreflight(each)}`),
  ];
}
