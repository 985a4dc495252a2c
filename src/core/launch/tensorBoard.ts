// Runs TensorBoard as a child that cannot outlive its parent, and says where it serves or why it does not.
import { spawn, type ChildProcess } from 'node:child_process';
import process from 'node:process';
import { fail, succeed, type Result } from '../../base/result';
import { childEnvironment } from './childEnvironment';

export type TensorBoardFailure =
  | { readonly kind: 'noPython'; readonly python: string }
  | { readonly kind: 'notInstalled'; readonly python: string }
  /** `module` is missing, or does not go with this TensorBoard; `text` is what it said last. */
  | {
      readonly kind: 'brokenInstall';
      readonly module: 'setuptools' | 'protobuf' | 'numpy';
      readonly text: string;
    }
  | { readonly kind: 'ended'; readonly code: number | null; readonly text: string }
  | { readonly kind: 'silent'; readonly text: string };

export interface TensorBoardStart {
  /** Path of the interpreter. */
  readonly python: string;
  /** What `--logdir` gets. */
  readonly directory: string;
  /** Told when the process is gone, however that came. */
  readonly onEnd: () => void;
}

export interface TensorBoardServer {
  /** Where it serves on this machine. */
  readonly address: string;
  readonly pid: number;
  stop(): void;
}

/**
 * `python -m tensorboard.main`, which ends when its standard input does: so it goes with the editor, even when that is
 * killed.
 */
const bound = `import os, runpy, sys, threading
def watch():
    sys.stdin.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
sys.argv[0] = 'tensorboard'
runpy.run_module('tensorboard.main', run_name='__main__', alter_sys=True)
`;

/**
 * Any free port; every point instead of a sample of 1000 (0, which its help says means all, gives none); files that several
 * processes go on writing are read again.
 */
const flags = [
  ...['--port', '0', '--samples_per_plugin', 'scalars=999999999'],
  ...['--reload_multifile', 'true'],
];

/** TensorFlow alone may take half a minute to be imported. */
const patienceMs = 120_000;
const keptText = 8_000;

export function startTensorBoard(
  start: TensorBoardStart,
): Promise<Result<TensorBoardServer, TensorBoardFailure>> {
  const { python, directory, onEnd } = start;
  const child = spawn(python, ['-c', bound, '--logdir', directory, ...flags], {
    env: childEnvironment(process.env, {}),
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Written to never, so that it can only be ended: an error of it is the end, which is told otherwise.
  child.stdin.on('error', () => undefined);
  return new Promise((resolve) => {
    let text = '';
    const settle = (result: Result<TensorBoardServer, TensorBoardFailure>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    const timer = setTimeout(() => {
      child.kill();
      settle(fail({ kind: 'silent', text }));
    }, patienceMs);
    const take = (bytes: Buffer): void => {
      text = (text + bytes.toString()).slice(-keptText);
      const address = /\bat (https?:\/\/\S+:\d+\/\S*)/.exec(text)?.[1];
      if (address !== undefined) settle(succeed(serverOf(child, address)));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', () => settle(fail({ kind: 'noPython', python })));
    child.once('close', (code) => {
      settle(fail(failureOf(text, code, python)));
      onEnd();
    });
  });
}

function serverOf(child: ChildProcess, address: string): TensorBoardServer {
  return { address, pid: child.pid!, stop: () => child.kill() };
}

/** What the last words of a TensorBoard that ended mean. */
export function failureOf(text: string, code: number | null, python: string): TensorBoardFailure {
  if (/No module named '?(?:tensorboard(?:\.main)?)'?\s*$/m.test(text)) {
    return { kind: 'notInstalled', python };
  }
  const last = text.trim().split('\n').slice(-6).join('\n');
  // setuptools 82 has no pkg_resources any more, which TensorBoard up to 2.20 imports.
  if (/No module named '?(?:pkg_resources|setuptools|imp)\b/.test(text)) {
    return { kind: 'brokenInstall', module: 'setuptools', text: last };
  }
  if (/google\.protobuf|Descriptors cannot be created directly|protobuf/.test(last)) {
    return { kind: 'brokenInstall', module: 'protobuf', text: last };
  }
  if (
    /numpy\.(?:core|_core)|_ARRAY_API|has no attribute '(?:bool8|object|string_|float_)'/.test(text)
  ) {
    return { kind: 'brokenInstall', module: 'numpy', text: last };
  }
  return { kind: 'ended', code, text: last };
}
