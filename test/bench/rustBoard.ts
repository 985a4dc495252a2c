// TensorBoard's data server (RustBoard), the peer that reads the same files.
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { pythonEnvironment } from '../support/python';

/** A data server at work; the caller stops it. */
export interface RunningServer {
  readonly pid: number;
  /** Milliseconds from its start until its first load was over. */
  readonly loadMs: number;
  stop(): void;
}

/**
 * Starts a data server on a folder and waits until it has loaded it, with all points kept.
 * @param reload seconds between its looks at the files
 */
export async function startRustBoard(
  folder: string,
  reload: 'once' | number,
): Promise<RunningServer> {
  const server = await (await pythonEnvironment()).dataServer();
  const start = performance.now();
  const child = spawn(
    server,
    [
      ...['--logdir', folder, '--port', '0', '--reload', String(reload), '-v'],
      ...['--samples-per-plugin', 'scalars=all', '--die-after-stdin'],
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told = (told + bytes.toString()).slice(-100_000);
      if (told.includes('Finished load cycle')) resolve();
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`the server ended before it had loaded: ${told}`)));
  });
  return {
    pid: child.pid ?? 0,
    loadMs: performance.now() - start,
    stop: () => void child.kill('SIGKILL'),
  };
}

/** How long a cold data server takes to load a folder. */
export async function timeRustBoard(folder: string): Promise<number> {
  const server = await startRustBoard(folder, 'once');
  server.stop();
  return server.loadMs;
}
