// Finds out which runs a command is meant for: what was clicked, what is selected, or what the user picks.
import * as vscode from 'vscode';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import { describeProblemCount, describeState } from '../../shared/words';
import { withoutIcons } from '../plainText';
import { fullRunName } from '../runFacts';

/** The runs a command can choose from; the run model fits. */
export interface KnownRuns {
  readonly runs: readonly RunSummary[];
  get(id: RunId): RunSummary | undefined;
  /** What the user calls a run; null where its own name holds. */
  aliasOf(id: RunId): string | null;
}

/** Runs behind the tree nodes or the id that a command was called with. Unknown ids are left out. */
export function collectTargets(
  known: KnownRuns,
  clicked: unknown,
  selected: unknown,
): readonly RunSummary[] {
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [clicked];
  const ids = new Set(nodes.flatMap(idsOf));
  return [...ids].flatMap((id) => known.get(id as RunId) ?? []);
}

/** The one run that was clicked, or the one that the user picks from those that `fits` admits. */
export async function chooseRun(
  known: KnownRuns,
  clicked: unknown,
  placeHolder: string,
  fits: (run: RunSummary) => boolean = () => true,
): Promise<RunSummary | undefined> {
  const [target] = collectTargets(known, clicked, undefined);
  if (target) return target;
  const items = known.runs.filter(fits).map((run) => ({
    label: withoutIcons(fullRunName(run, known.aliasOf(run.id))),
    description: describeState(run.state),
    detail:
      run.problemCount > 0 ? describeProblemCount(run.problemCount) : withoutIcons(run.directory),
    run,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: items.length > 0 ? placeHolder : vscode.l10n.t('There is no such run'),
    matchOnDetail: true,
  });
  return picked?.run;
}

function idsOf(thing: unknown): readonly string[] {
  if (typeof thing === 'string') return [thing];
  if (typeof thing !== 'object' || thing === null || !('runIds' in thing)) return [];
  const { runIds } = thing;
  return Array.isArray(runIds) ? runIds.filter((id) => typeof id === 'string') : [];
}
