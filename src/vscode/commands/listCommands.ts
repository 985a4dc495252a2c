// Commands that decide how the runs are listed: in which groups, and whether with the archived ones.
import * as vscode from 'vscode';
import type { RunGrouping, RunListChoice } from '../runList';
import { runGroupings } from '../runList';
import type { CommandHandler } from './table';

type ListCommands = Record<'groupRuns' | 'showArchived' | 'hideArchived', CommandHandler>;

export function listCommands(list: RunListChoice): ListCommands {
  return {
    async groupRuns() {
      const items = runGroupings.map((grouping) => ({
        label: describeGrouping(grouping),
        description: grouping === list.grouping ? vscode.l10n.t('in use') : '',
        grouping,
      }));
      const picked = await vscode.window.showQuickPick(items, {
        placeHolder: vscode.l10n.t('How should the runs be grouped?'),
      });
      if (picked) await list.group(picked.grouping);
    },
    showArchived: () => list.showArchived(true),
    hideArchived: () => list.showArchived(false),
  };
}

function describeGrouping(grouping: RunGrouping): string {
  switch (grouping) {
    case 'folder':
      return vscode.l10n.t('By folder');
    case 'experiment':
      return vscode.l10n.t('By experiment');
    case 'tag':
      return vscode.l10n.t('By tag');
    case 'status':
      return vscode.l10n.t('By status');
  }
}
