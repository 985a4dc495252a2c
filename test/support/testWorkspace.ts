// A folder for a VS Code window of a test: empty, or with the runs that Trackside shows as its sample.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Disposable, toDisposable } from '../../src/base/lifecycle';
import { projectRoot } from './projectRoot';

/** Recorded by test/fixtures/demo/record.py: a training, and one that was killed and resumed. */
const sample = path.join(projectRoot, 'media/sample');

/** Removed when it is disposed. */
export class TestWorkspace extends Disposable {
  readonly folder: string;

  constructor() {
    super();
    this.folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'trackside-workspace-')));
    this.own(
      toDisposable(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })),
    );
  }

  /** A workspace with the runs `runs/lr0.03` and `runs/lr0.03-resumed`. */
  static withRuns(): TestWorkspace {
    const workspace = new TestWorkspace();
    cpSync(sample, path.join(workspace.folder, 'runs'), { recursive: true });
    return workspace;
  }

  path(...parts: readonly string[]): string {
    return path.join(this.folder, ...parts);
  }
}
