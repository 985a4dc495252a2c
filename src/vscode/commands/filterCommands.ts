// Commands that filter the Runs view, and plot what the filter lets through.
import * as vscode from 'vscode';
import { describeFilterProblem } from '../../shared/filter';
import type { RunId, RunSummary } from '../../shared/vocabulary';
import type { PlottedRuns } from '../plottedRuns';
import type { RunFilter } from '../runFilter';
import type { CommandHandler } from './table';

type FilterCommands = Record<'filterRuns' | 'clearRunFilter' | 'plotMatching', CommandHandler>;

/** @param refresh brings the known runs up to date */
export function filterCommands(
  filter: RunFilter,
  plotted: PlottedRuns,
  known: { readonly runs: readonly RunSummary[] },
  refresh: () => Promise<void>,
): FilterCommands {
  return {
    async filterRuns() {
      await refresh();
      const text = await askFilter(filter);
      if (text !== undefined) await filter.set(text);
    },
    clearRunFilter: () => filter.set(''),
    async plotMatching() {
      await refresh();
      const text = filter.text === '' ? await askFilter(filter) : filter.text;
      if (text === undefined) return;
      const { runs, problem } = await filter.ask(text);
      if (problem) throw new Error(describeFilterProblem(problem));
      plotted.setOnly(
        runs,
        known.runs.map(({ id }): RunId => id),
      );
    },
  };
}

/** The filter that the user types; what is wrong with it is told as it is typed. */
function askFilter(filter: RunFilter): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Filter Runs'),
    value: filter.text,
    placeHolder: 'lr < 1e-3 and status = failed and val/loss.min < 0.4',
    prompt: vscode.l10n.t(
      'Columns, comparisons, and, or, not; a word by itself is looked for in names',
    ),
    validateInput: async (text) => {
      const problem = await filter.check(text);
      if (!problem) return undefined;
      const place = vscode.l10n.t('at character {0}', problem.from + 1);
      return `${describeFilterProblem(problem)} (${place})`;
    },
  });
}
