// The engine in a real extension host: it finds runs, follows them and comes back after a crash.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../../src/shared/vocabulary';
import { EventLog } from '../../support/eventLog';
import { exitThread } from '../../support/workerThreads';
import { eventually, extension, workspaceFolder } from './trackside';

function runs(): readonly RunSummary[] {
  return extension().exports.runs();
}

function runNamed(name: string): RunSummary | undefined {
  return runs().find((run) => run.name === name);
}

describe('runs', () => {
  before(() => extension().activate());

  it('are found in the open folder', async () => {
    await extension().exports.whenReady();
    const found = await eventually(
      () => runs().map(({ name, points, segments, loading }) => [name, points, segments, loading]),
      (rows) => rows.length === 2 && rows.every(([, , , loading]) => loading === false),
    );
    assert.deepEqual(found, [
      ['runs/lr0.03', 660, 1, false],
      ['runs/lr0.03-resumed', 758, 2, false],
    ]);
  });

  it('appear when a training begins, and grow with it', async () => {
    const log = new EventLog(path.join(workspaceFolder(), 'runs', 'new'));
    log.append([[0, { loss: 1 }]]);
    await eventually(
      () => runNamed('runs/new')?.points,
      (points) => points === 1,
    );
    log.append([
      [1, { loss: 0.5 }],
      [2, { loss: 0.25 }],
    ]);
    const run = await eventually(
      () => runNamed('runs/new'),
      (summary) => summary?.points === 3,
    );
    assert.deepEqual(
      { state: run?.state, lastStep: run?.lastStep, lastValues: run?.lastValues },
      { state: 'running', lastStep: 2, lastValues: [{ tag: 'loss', step: 2, value: 0.25 }] },
    );
  });

  it('are followed on when large loads are stopped', async () => {
    const log = new EventLog(path.join(workspaceFolder(), 'runs', 'live'));
    log.append([[0, { loss: 1 }]]);
    await eventually(
      () => runNamed('runs/live')?.points,
      (points) => points === 1,
    );
    await vscode.commands.executeCommand('trackside.stopLoading');
    log.append([[1, { loss: 0.5 }]]);
    const run = await eventually(
      () => runNamed('runs/live'),
      (summary) => summary?.points === 2,
    );
    await vscode.commands.executeCommand('trackside.continueLoading');
    assert.equal(run?.readingStopped, false);
  });

  it('come back by themselves when the engine’s thread dies', async () => {
    const log = new EventLog(path.join(workspaceFolder(), 'runs', 'survivor'));
    log.append([[0, { loss: 1 }]]);
    await eventually(
      () => runNamed('runs/survivor')?.points,
      (points) => points === 1,
    );
    await exitThread('trackside-engine');
    log.append([[1, { loss: 0.5 }]]);
    await eventually(
      () => runNamed('runs/survivor')?.points,
      (points) => points === 2,
    );
    // The new engine reads every file again, this one perhaps later than the other.
    await eventually(
      () => runNamed('runs/lr0.03')?.points,
      (points) => points === 660,
    );
  });
});
