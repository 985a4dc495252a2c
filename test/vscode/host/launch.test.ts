// A real training is launched from the editor: shown as running, followed, stopped, and known by how it ended.
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { LaunchSpec } from '../../../src/core/launch/launchSpec';
import type { LaunchState } from '../../../src/core/launch/launchState';
import type { RunSummary } from '../../../src/shared/vocabulary';
import { projectRoot } from '../../support/projectRoot';
import { eventually, extension, workspaceFolder } from './trackside';

/** Prints and logs until it is told to stop, then saves and leaves with the code that it was given. */
const script = `
import argparse, signal, sys, time
parser = argparse.ArgumentParser()
parser.add_argument("--out", help="where it logs")
parser.add_argument("--steps", type=int, default=100000)
parser.add_argument("--code", type=int, default=0)
parser.add_argument("--resume", default=None)
options = parser.parse_args()
if options.resume:
    print("goes on from", options.resume)
stopped = []
signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
with open(options.out + "/metrics.csv", "w", buffering=1) as log:
    log.write("step,loss\\n")
    for step in range(options.steps):
        log.write(f"{step},{1 / (step + 1)}\\n")
        print(f"step {step} loss {1 / (step + 1)}")
        if stopped:
            print("saved")
            break
        time.sleep(0.02)
sys.exit(options.code)
`;

const launchesFolder = (): string => path.join(workspaceFolder(), '.trackside', 'launches');

function launchFolders(): readonly string[] {
  if (!existsSync(launchesFolder())) return [];
  return readdirSync(launchesFolder())
    .filter((name) => !name.startsWith('.'))
    .sort()
    .map((name) => path.join(launchesFolder(), name));
}

function stateIn(folder: string): LaunchState | undefined {
  const file = path.join(folder, 'state.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LaunchState) : undefined;
}

function runIn(name: string): RunSummary | undefined {
  return extension()
    .exports.runs()
    .find((run) => run.name === name);
}

/** Launches a profile as a user does who accepts the command line that is shown. */
function launch(profile: string): Promise<string> {
  return acceptAll('trackside.launchTraining', { profile });
}

/** @returns the folder of the launch that came of a command whose questions were all answered by the first answer */
async function acceptAll(command: string, argument: unknown): Promise<string> {
  const before = launchFolders();
  const accepting = setInterval(() => {
    void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }, 100);
  try {
    await vscode.commands.executeCommand(command, argument);
  } finally {
    clearInterval(accepting);
  }
  const [added] = launchFolders().filter((folder) => !before.includes(folder));
  assert.ok(added, 'nothing was launched');
  return added;
}

describe('a launched training', () => {
  let others: readonly string[] = [];

  before(async () => {
    others = readdirSync(workspaceFolder());
    await extension().activate();
    // Runs are followed while something shows them.
    await vscode.commands.executeCommand('trackside.runs.focus');
    await extension().exports.whenReady();
    writeFileSync(path.join(workspaceFolder(), 'toy.py'), script);
    mkdirSync(path.join(workspaceFolder(), '.trackside'), { recursive: true });
    for (const name of ['toy', 'bad']) mkdirSync(path.join(workspaceFolder(), name));
    const profiles = [
      { name: 'toy', script: 'toy.py', args: ['--out', 'toy'] },
      { name: 'bad', script: 'toy.py', args: ['--out', 'bad', '--steps', '30', '--code', '3'] },
    ];
    writeFileSync(
      path.join(workspaceFolder(), '.trackside', 'profiles.json'),
      JSON.stringify({ profiles }),
    );
  });

  after(async () => {
    // Whatever the tests came to, nothing goes on after them, and the runs are those of before.
    const hasEnded = (folder: string): boolean => stateIn(folder)?.phase === 'ended';
    for (const folder of launchFolders()) {
      const control = JSON.stringify({ stop: 'atOnce' });
      if (!hasEnded(folder)) writeFileSync(path.join(folder, 'control.json'), control);
    }
    await eventually(() => launchFolders().every(hasEnded), Boolean);
    for (const terminal of vscode.window.terminals) terminal.dispose();
    rmSync(launchesFolder(), { recursive: true });
    for (const name of readdirSync(workspaceFolder())) {
      if (others.includes(name)) continue;
      rmSync(path.join(workspaceFolder(), name), { recursive: true });
    }
  });

  it('runs, and is shown as running by its process', async () => {
    const folder = await launch('toy');
    const run = await eventually(
      () => runIn('toy'),
      (found) => found?.evidence.kind === 'process' && found.points > 3,
    );
    const state = stateIn(folder);
    assert.deepEqual(
      [run?.state, run?.evidence.kind === 'process' && run.evidence.pid, state?.phase],
      ['running', state?.process?.pid, 'running'],
    );
    const terminals = vscode.window.terminals.map(({ name }) => name);
    assert.ok(terminals.includes('toy'), terminals.join());
    assert.match(readFileSync(path.join(folder, 'console.log'), 'utf8'), /^step 0 loss 1\.0\n/);
  });

  it('is stopped gently, with time to save', async () => {
    const folder = launchFolders().at(-1)!;
    await vscode.commands.executeCommand('trackside.stopRun', { runIds: [runIn('toy')!.id] });
    const run = await eventually(
      () => runIn('toy'),
      (found) => found?.state === 'stopped',
    );
    assert.deepEqual(
      [run?.evidence.kind === 'processEnd' && run.evidence.exitCode, stateIn(folder)?.stop?.signal],
      [0, 'SIGINT'],
    );
    assert.match(readFileSync(path.join(folder, 'console.log'), 'utf8'), /\nsaved\n$/);
  });

  it('fails with its exit code', async () => {
    await launch('bad');
    const run = await eventually(
      () => runIn('bad'),
      (found) => found?.state === 'failed',
    );
    assert.equal(run?.evidence.kind === 'processEnd' && run.evidence.exitCode, 3);
  });

  it('goes on from its newest whole checkpoint by the option that its script has', async () => {
    const tree = path.join(projectRoot, 'test/fixtures/checkpoints/trees/hf-trainer');
    cpSync(tree, path.join(workspaceFolder(), 'toy'), { recursive: true });
    const last = path.join(workspaceFolder(), 'toy', 'checkpoint-24');
    const folder = await acceptAll('trackside.resumeRun', { runIds: [runIn('toy')!.id] });
    const spec = JSON.parse(readFileSync(path.join(folder, 'spec.json'), 'utf8')) as LaunchSpec;
    assert.deepEqual(
      [spec.name, spec.argv.slice(2), spec.resumedFrom],
      ['toy', ['--out', 'toy', '--resume', last], last],
    );
    await eventually(
      () => readFileSync(path.join(folder, 'console.log'), 'utf8'),
      (text) => text.startsWith(`goes on from ${last}\n`),
    );
    await vscode.commands.executeCommand('trackside.stopRun', { runIds: [runIn('toy')!.id] });
    await eventually(
      () => stateIn(folder)?.phase,
      (phase) => phase === 'ended',
    );
  });

  it('keeps its files to its owner and out of Git', () => {
    assert.equal(readFileSync(path.join(launchesFolder(), '.gitignore'), 'utf8'), '*\n');
  });
});
