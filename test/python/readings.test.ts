// What the command line exports is what TensorBoard's own readers read, to the last bit.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  bySeries,
  exportedPoints,
  groupPoints,
  tensorboardPoints,
  type LoggedPoint,
} from '../support/exportedPoints';
import { pythonEnvironment, type PythonEnvironment } from '../support/python';
import { demoRecording, readRecording } from '../support/recording';
import { TestWorkspace } from '../support/testWorkspace';

const runOf = ({ run }: LoggedPoint): string => run;

describe('the export', () => {
  let python: PythonEnvironment;
  let workspace: TestWorkspace;

  before(async () => {
    python = await pythonEnvironment();
    workspace = new TestWorkspace();
    for (const run of readRecording(demoRecording)) {
      mkdirSync(workspace.path(run.name));
      for (const { name, bytes } of run.files) {
        writeFileSync(path.join(workspace.path(run.name), name), bytes);
      }
    }
  });
  after(() => workspace.dispose());

  it('has every point of recorded trainings that TensorBoard’s loader reads, in file order', async () => {
    const ours = await exportedPoints(workspace.folder);
    const theirs = await tensorboardPoints(python, workspace.folder, 'loader');
    assert.ok(ours.length > 9000, `${ours.length} points`);
    assert.deepEqual(groupPoints(ours, runOf), groupPoints(theirs, runOf));
  });

  it('has the points of a training that ends as TensorBoard’s accumulator keeps them', async () => {
    const folder = workspace.path('lr0.1');
    const ours = await exportedPoints(folder);
    const theirs = await tensorboardPoints(python, folder, 'accumulator');
    assert.deepEqual(bySeries(ours), bySeries(theirs));
  });
});
