// What the extension does before it is used, and what it costs to start it. Runs first: later files activate it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { extension, workspaceFolder } from './trackside';

describe('activation', () => {
  it('waits until something of Trackside is used', () => {
    assert.equal(extension().isActive, false);
  });

  it('takes little of the host’s time', async () => {
    const start = performance.now();
    await extension().activate();
    // A busy machine gets leave; the bench holds the real bar.
    assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
  });

  it('registers every command of the manifest', async () => {
    const { contributes } = extension().packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it('writes nothing into the workspace', () => {
    assert.deepEqual(readdirSync(workspaceFolder()), ['runs']);
  });
});
