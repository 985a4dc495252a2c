// The folder that the demo and the tour open: recorded trainings that go on, labelled as a replay.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Disposable, toDisposable } from '../../src/base/lifecycle';
import { demoRecording, readRecording } from './recording';
import { Replay } from './replay';

const readme = `# A replay of recorded runs

The runs in this folder were recorded from real PyTorch trainings and are being written here again, byte for
byte and more slowly than they happened. Nothing is training on this machine. The times of the points are those of
the recording.

- \`lr0.1\` is complete; \`lr0.03\` and \`lr0.01\` go on.
- \`lr0.03-resumed\` was killed and started again from an earlier checkpoint.
- \`lr-range-test\` raises its learning rate until the loss is no number any more.

Click the Trackside icon in the activity bar, then run *Trackside: Open Dashboard*.
`;

/** How far each run is when the folder is opened. */
const begun = {
  'lr0.1': 1,
  'lr0.03': 0.4,
  'lr0.01': 0.2,
  'lr0.03-resumed': 0.55,
  'lr-range-test': 0.6,
};

/** Makes the folder and lets its runs grow until it is disposed, which removes the folder. */
export class DemoWorkspace extends Disposable {
  readonly folder: string;
  readonly replay: Replay;

  constructor(pace = 0.25) {
    super();
    const parent = mkdtempSync(path.join(tmpdir(), 'trackside-demo-'));
    this.own(toDisposable(() => rmSync(parent, { recursive: true, force: true, maxRetries: 3 })));
    this.folder = path.join(parent, 'replay of recorded runs');
    mkdirSync(this.folder);
    writeFileSync(path.join(this.folder, 'README.md'), readme);
    const runs = path.join(this.folder, 'runs');
    this.replay = this.own(new Replay(readRecording(demoRecording), runs, { begun, pace }));
  }
}
