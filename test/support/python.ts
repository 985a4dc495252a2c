// A Python with pinned libraries (PyTorch and TensorBoard, or trackers), made once and kept in the cache.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installOnce } from './cacheDirectory';
import { ensureDebianPackages } from './debianPackages';
import { projectRoot } from './projectRoot';
import { mustRun, runProgram, type RunOptions } from './run';

const frameworkPins = path.join(projectRoot, 'test/python/requirements.txt');
/** The trackers that the databases among the fixtures were written with. */
export const trackerPins = path.join(projectRoot, 'test/fixtures/databases/requirements.txt');

export interface PythonEnvironment {
  /** Path of the interpreter. */
  readonly python: string;
  /** Runs a script of `test/python` to its end and returns what it printed; rejects when it fails. */
  run(script: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** Path of TensorBoard's data server (RustBoard). */
  dataServer(): Promise<string>;
}

/** The absolute path of a script beside the Python tests. */
export function pythonScript(name: string): string {
  return path.join(projectRoot, 'test/python', name);
}

/** Makes the environment when it is not in the cache yet (minutes); another list of pins is another environment. */
export async function pythonEnvironment(list = frameworkPins): Promise<PythonEnvironment> {
  const pins = createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 12);
  const directory = await installOnce(`python-${pins}`, (target) => install(target, list));
  const python = interpreterIn(directory);
  return {
    python,
    run: (script, args, options) => mustRun(python, [pythonScript(script), ...args], options),
    dataServer: async () => {
      const ask = 'import tensorboard_data_server as s; print(s.server_binary())';
      return (await mustRun(python, ['-c', ask])).trim();
    },
  };
}

function interpreterIn(directory: string): string {
  return process.platform === 'win32'
    ? path.join(directory, 'Scripts/python.exe')
    : path.join(directory, 'bin/python');
}

async function install(directory: string, requirements: string): Promise<void> {
  console.log(`Installing ${path.relative(projectRoot, requirements)} …`);
  await makeEnvironment(directory);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--quiet'];
  await mustRun(interpreterIn(directory), [...pip, '-r', requirements], { timeoutMs: 1_800_000 });
}

/** Debian keeps what `venv` needs in a package of its own, so the first try may fail for want of it. */
async function makeEnvironment(directory: string): Promise<void> {
  const system = process.platform === 'win32' ? 'python' : 'python3';
  const make = () => runProgram(system, ['-m', 'venv', '--clear', directory]);
  const first = await make().catch(() => null);
  if (first?.code === 0) return;
  await ensureDebianPackages(['python3', 'python3-venv']);
  await mustRun(system, ['-m', 'venv', '--clear', directory]);
}
