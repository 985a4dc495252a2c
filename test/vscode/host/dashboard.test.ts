// The dashboard's editor tab as VS Code's API sees it.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './trackside';

function dashboards(): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);
}

describe('dashboard', () => {
  it('opens in one tab however often it is asked for', async () => {
    await vscode.commands.executeCommand('trackside.openDashboard');
    await vscode.commands.executeCommand('trackside.openDashboard');
    const open = await eventually(dashboards, (labels) => labels.length > 0);
    assert.deepEqual(open, ['Trackside Dashboard']);
  });

  it('is gone when its tab is closed, and opens again', async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually(dashboards, (labels) => labels.length === 0);
    await vscode.commands.executeCommand('trackside.openDashboard');
    await eventually(dashboards, (labels) => labels.length === 1);
  });
});
