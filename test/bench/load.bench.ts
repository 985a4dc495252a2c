// Loading every point of large logs, against TensorBoard's data server (RustBoard) on the same files in the same run.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { runProgram } from '../support/run';
import { pythonEnvironment } from '../support/python';
import { median, type BenchRow } from './row';
import { writeScalarLog } from './scalarLog';

const rounds = 7;

export async function measure(scratch: string, bundled: string): Promise<BenchRow[]> {
  const million = path.join(scratch, 'million');
  writeScalarLog(million, { tags: Array.from({ length: 20 }, (_, i) => `train/m${i}`), steps: 50_000 });
  const rustBoard = await (await pythonEnvironment()).dataServer();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await timeOurs(bundled, million, 1_000_000));
    theirs.push(await timeRustBoard(rustBoard, million));
  }
  rmSync(million, { recursive: true });
  const ratio = median(theirs) / median(ours);
  return [
    {
      what: 'load 1 M scalars (one run), all points, cold process',
      bar: '≥ 3× faster than RustBoard',
      measured: `${ratio.toFixed(1)}× (${median(ours).toFixed(0)} ms)`,
      beside: `RustBoard, all samples: ${median(theirs).toFixed(0)} ms`,
      met: ratio >= 3,
    },
  ];
}

async function timeOurs(bundled: string, folder: string, points: number): Promise<number> {
  const start = performance.now();
  const { stdout, stderr } = await runProgram(process.execPath, [
    path.join(bundled, 'loadOnce.js'),
    folder,
  ]);
  const ms = performance.now() - start;
  const told = JSON.parse(stdout || '{}') as { points?: number };
  if (told.points !== points) throw new Error(`read ${told.points ?? 0} points: ${stderr}`);
  return ms;
}

/** From start to the line that says that the load is over. */
function timeRustBoard(server: string, folder: string): Promise<number> {
  const start = performance.now();
  const args = ['--logdir', folder, '--port', '0', '--reload', 'once', '-v'];
  const child = spawn(server, [...args, '--samples-per-plugin', 'scalars=all'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString();
      if (!told.includes('Finished load cycle')) return;
      child.kill('SIGKILL');
      resolve(performance.now() - start);
    });
    child.on('error', reject);
    child.on('exit', () => reject(new Error(`the server ended before it had loaded: ${told}`)));
  });
}
