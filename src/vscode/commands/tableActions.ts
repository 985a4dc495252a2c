// Which command stands behind what the runs table offers for chosen runs.
import * as vscode from 'vscode';
import type { RunAction } from '../../shared/runsPageContract';
import { commands, type CommandLine } from './table';

export const tableActions: Readonly<
  Record<Exclude<RunAction, 'plot' | 'unplot' | 'plotOnly'>, CommandLine>
> = {
  open: commands.openRun,
  diff: commands.diffRuns,
  tag: commands.editTags,
  archive: commands.archiveRun,
  unarchive: commands.unarchiveRun,
  delete: commands.deleteRuns,
  reveal: commands.revealRun,
};

/** Runs a command on a thing as if it had been chosen in the tree. */
export function runOn({ id }: CommandLine, node: unknown): void {
  void vscode.commands.executeCommand(id, node, [node]);
}
