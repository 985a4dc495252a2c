// What the user says of runs, in a real extension host: a file beside the code, read again when others change it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { EventLog } from '../../support/eventLog';
import { eventually, extension, workspaceFolder } from './trackside';

const file = (): string => path.join(workspaceFolder(), '.trackside', 'annotations.json');
const made = ['said', 'other'];
const names = (): readonly string[] =>
  extension()
    .exports.runs()
    .map(({ name }) => name);

/** The id of a run once it is found. */
async function idOf(name: string): Promise<string> {
  const run = await eventually(
    () =>
      extension()
        .exports.runs()
        .find((each) => each.name === name),
    (found) => found !== undefined,
  );
  return run!.id;
}

function problems(): readonly (readonly [string, number, number])[] {
  return vscode.languages
    .getDiagnostics(vscode.Uri.file(file()))
    .map(({ message, range }) => [message, range.start.line, range.start.character]);
}

describe('annotations', () => {
  before(async () => {
    await extension().activate();
    await extension().exports.whenReady();
    // What nobody looks at is not kept up to date.
    await vscode.commands.executeCommand('trackside.openDashboard');
    for (const name of made) {
      new EventLog(path.join(workspaceFolder(), 'runs', name)).append([[0, { loss: 1 }]]);
    }
    await idOf('runs/other');
  });
  after(async () => {
    rmSync(path.dirname(file()), { recursive: true, force: true });
    for (const name of made) {
      rmSync(path.join(workspaceFolder(), 'runs', name), { recursive: true, force: true });
    }
    await eventually(names, (listed) => !made.some((name) => listed.includes(`runs/${name}`)));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are written when the user says something, and not before', async () => {
    const before = existsSync(path.dirname(file()));
    await vscode.commands.executeCommand('trackside.starRun', await idOf('runs/said'));
    assert.deepEqual(
      [before, JSON.parse(readFileSync(file(), 'utf8'))],
      [false, { version: 1, runs: { 'runs/said': { star: true } } }],
    );
  });

  it('hide archived runs, and bring them back by undo', async () => {
    await vscode.commands.executeCommand('trackside.archiveRun', await idOf('runs/said'));
    const hidden = names().includes('runs/said');
    await vscode.commands.executeCommand('trackside.undoAnnotation');
    assert.deepEqual(
      [hidden, names().includes('runs/said'), JSON.parse(readFileSync(file(), 'utf8'))],
      [false, true, { version: 1, runs: { 'runs/said': { star: true } } }],
    );
  });

  it('are read again when somebody else changes the file', async () => {
    mkdirSync(path.dirname(file()), { recursive: true });
    writeFileSync(file(), '{"runs": {"runs/other": {"archived": true}}}');
    await eventually(names, (listed) => !listed.includes('runs/other'));
    writeFileSync(file(), '{"runs": {}}');
    await eventually(names, (listed) => listed.includes('runs/other'));
  });

  it('are left alone while the file is not understood, which is among the problems', async () => {
    const broken = '{\n  "runs": {\n    "a": {"star": true}\n    "b": {}\n  }\n}\n';
    writeFileSync(file(), broken);
    const told = await eventually(problems, (list) => list.length > 0);
    await vscode.commands.executeCommand('trackside.starRun', await idOf('runs/said'));
    assert.deepEqual(
      [told, readFileSync(file(), 'utf8')],
      [[['The annotations are no valid JSON (line 4, column 5)', 3, 4]], broken],
    );
    writeFileSync(file(), '{"runs": {}}');
    await eventually(problems, (list) => list.length === 0);
  });
});
