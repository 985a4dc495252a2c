// Commands of the runs table: open it, lay two runs side by side, delete runs.
import * as vscode from 'vscode';
import { printFacts } from '../../core/query/differences';
import { engineMessages } from '../../shared/engineContract';
import type { RunDeletion } from '../../shared/tableContract';
import { formatBytes, formatCounted } from '../../shared/text';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { EngineClient } from '../engineClient';
import { fullRunName } from '../runFacts';
import type { RunTexts } from '../runTexts';
import { collectTargets, chooseRun, type KnownRuns } from './runTarget';
import type { CommandHandler } from './table';

type TableCommands = Record<'openRunsTable' | 'diffRuns' | 'deleteRuns', CommandHandler>;

/** More names than this in a question nobody reads. */
const mostNamed = 8;

/** @param refresh brings the known runs up to date */
export function tableCommands(
  known: KnownRuns,
  engine: Pick<EngineClient, 'call'>,
  texts: RunTexts,
  openTable: () => void,
  refresh: () => Promise<void>,
): TableCommands {
  const nameOf = (run: RunSummary): string => fullRunName(run, known.aliasOf(run.id));
  return {
    openRunsTable: openTable,
    async diffRuns(clicked, selected) {
      if (clicked === undefined && selected === undefined) await refresh();
      const targets = collectTargets(known, clicked, selected);
      const first =
        targets[0] ?? (await chooseRun(known, undefined, vscode.l10n.t('Compare which run?')));
      if (!first) return;
      const isOther = (run: RunSummary): boolean => run.id !== first.id;
      const second =
        targets[1] ??
        (await chooseRun(known, undefined, vscode.l10n.t('With which run?'), isOther));
      if (!second) return;
      const [left, right] = await Promise.all(
        [first, second].map(async (run) => {
          const query = { run: run.id };
          const { facts } = await engine.call(engineMessages.getFacts, query);
          const patch = await engine.call(engineMessages.getGitPatch, query);
          const text = printFacts(facts) + (patch === null ? '' : `\ngit patch:\n${patch}`);
          return texts.show(run.id, nameOf(run), text);
        }),
      );
      const title = vscode.l10n.t('{0} ↔ {1}', nameOf(first), nameOf(second));
      await vscode.commands.executeCommand('vscode.diff', left, right, title);
    },
    async deleteRuns(clicked, selected) {
      await refresh();
      const chosen = collectTargets(known, clicked, selected);
      const one =
        chosen.length === 0 &&
        (await chooseRun(known, clicked, vscode.l10n.t('Delete which run?')));
      const runs = one ? [one] : chosen;
      if (runs.length > 0) await deleteRuns(engine, runs, nameOf);
    },
  };
}

async function deleteRuns(
  engine: Pick<EngineClient, 'call'>,
  runs: readonly RunSummary[],
  nameOf: (run: RunSummary) => string,
): Promise<void> {
  const ids = runs.map(({ id }) => id);
  const names = new Map(runs.map((run) => [run.id, nameOf(run)]));
  const plans = await engine.call(engineMessages.planDeletion, { runs: ids });
  const possible = plans.filter(({ refused }) => refused === null);
  const detail = describePlans(plans, names);
  if (possible.length === 0) {
    const message = vscode.l10n.t('None of these runs can be deleted');
    await vscode.window.showWarningMessage(message, { modal: true, detail });
    return;
  }
  const move = vscode.l10n.t('Move to Trash');
  const question = vscode.l10n.t(
    'Move {0} in {1} ({2}) to the trash?',
    countFiles(possible.reduce((sum, { files }) => sum + files, 0)),
    formatCounted(possible.length, vscode.l10n.t('{0} run'), vscode.l10n.t('{0} runs')),
    formatBytes(possible.reduce((sum, { bytes }) => sum + bytes, 0)),
  );
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, move);
  if (answer !== move) return;
  // Time has passed since: what is deleted is what was shown, and nothing that has begun to grow.
  const now = await engine.call(engineMessages.planDeletion, {
    runs: possible.map(({ run }) => run),
  });
  await removeAll(possible.filter((plan) => now.some((one) => isSamePlan(one, plan))));
}

function isSamePlan(one: RunDeletion, other: RunDeletion): boolean {
  const same = ['run', 'files', 'bytes', 'refused'] as const;
  return (
    same.every((key) => one[key] === other[key]) &&
    one.targets.join('\n') === other.targets.join('\n')
  );
}

async function removeAll(plans: readonly RunDeletion[]): Promise<void> {
  for (const { targets } of plans) {
    for (const target of targets) {
      await vscode.workspace.fs.delete(vscode.Uri.file(target), {
        recursive: true,
        useTrash: true,
      });
    }
  }
}

function countFiles(files: number): string {
  return formatCounted(files, vscode.l10n.t('{0} file'), vscode.l10n.t('{0} files'));
}

function describePlans(plans: readonly RunDeletion[], names: ReadonlyMap<RunId, string>): string {
  const lines = plans.map((plan) => {
    const name = names.get(plan.run) ?? '';
    if (plan.refused !== null) return `${name}: ${describeRefusal(plan.refused)}`;
    const size = vscode.l10n.t('{0}, {1}', countFiles(plan.files), formatBytes(plan.bytes));
    return `${name}: ${size}\n${plan.directory}`;
  });
  const rest = lines.length - mostNamed;
  const more = rest > 0 ? [vscode.l10n.t('and {0} more', rest)] : [];
  return [...lines.slice(0, mostNamed), ...more].join('\n\n');
}

function describeRefusal(refused: NonNullable<RunDeletion['refused']>): string {
  switch (refused) {
    case 'running':
      return vscode.l10n.t('kept, because something may still write to it');
    case 'database':
      return vscode.l10n.t('kept, because it is one of many in a database');
    case 'outside':
      return vscode.l10n.t('kept, because a link leads out of the log folder');
    case 'missing':
      return vscode.l10n.t('its files are gone already');
    case 'unreadable':
      return vscode.l10n.t('kept, because its files cannot be listed');
  }
}
