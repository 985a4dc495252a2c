// Commands on single runs: where they lie, what is wrong with them, and whether they are read.
import * as vscode from 'vscode';
import type { Problem, RunSummary } from '../../shared/vocabulary';
import { describeProblem, describeProblemPlace } from '../../shared/words';
import { withoutIcons } from '../plainText';
import { fullRunName } from '../runFacts';
import { loadCommands, type LoadCommands, type ReadingEngine } from './loadCommands';
import { revealFile } from '../revealFile';
import { chooseRun, collectTargets, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

type RunCommands = LoadCommands &
  Record<'revealRun' | 'copyRunPath' | 'showProblems', CommandHandler>;

/** @param refresh brings the known runs up to date; a palette command may be the first to ask for them */
export function runCommands(
  known: KnownRuns,
  refresh: () => Promise<void>,
  engine: ReadingEngine,
): RunCommands {
  const choose = async (
    clicked: unknown,
    placeHolder: string,
    fits?: (run: RunSummary) => boolean,
  ): Promise<RunSummary | undefined> => {
    if (clicked === undefined) await refresh();
    return chooseRun(known, clicked, placeHolder, fits);
  };
  return {
    ...loadCommands(known, engine),
    async revealRun(clicked) {
      const run = await choose(clicked, vscode.l10n.t('Which run do you want to find?'));
      if (run) await revealFile(vscode.Uri.file(run.directory));
    },
    async copyRunPath(clicked, selected) {
      const targets = collectTargets(known, clicked, selected);
      const one = targets.length === 0 && (await choose(clicked, vscode.l10n.t('Which run?')));
      const runs = one ? [one] : targets;
      if (runs.length === 0) return;
      await vscode.env.clipboard.writeText(runs.map(({ directory }) => directory).join('\n'));
    },
    async showProblems(clicked) {
      const hasProblems = (run: RunSummary): boolean => run.problems.length > 0;
      const placeHolder = vscode.l10n.t('Which run has the problem?');
      const run = await choose(clicked, placeHolder, hasProblems);
      if (run) await showProblems(run, fullRunName(run, known.aliasOf(run.id)));
    },
  };
}

async function showProblems(run: RunSummary, name: string): Promise<void> {
  const items = run.problems.map((problem) => ({
    label: `$(warning) ${withoutIcons(describeProblem(problem))}`,
    detail: withoutIcons(describeProblemPlace(problem)),
    problem,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Problems of {0}', name),
    placeHolder:
      items.length > 0
        ? vscode.l10n.t('Choose one to see where its file lies')
        : vscode.l10n.t('This run has no problems'),
    matchOnDetail: true,
  });
  if (picked) await revealFile(locate(run, picked.problem));
}

function locate(run: RunSummary, problem: Problem): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(run.directory), problem.file);
}
