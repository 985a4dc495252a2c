// Loading every point of many runs, against both readers of TensorBoard on the same files in the same run.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { pythonEnvironment } from '../support/python';
import { load } from './loadProcess';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { timeRustBoard } from './rustBoard';
import { writeScalarLog } from './scalarLog';

const runs = 100;
const tags = Array.from({ length: 10 }, (_, i) => `train/m${i}`);
const steps = 1_000;
const points = runs * tags.length * steps;
const rounds = 7;
const pythonRounds = 2;
const barTimesRust = 3;
const barTimesPython = 200;

export async function measure({ scratch, bundled }: BenchContext): Promise<BenchRow[]> {
  for (let run = 0; run < runs; run++)
    writeScalarLog(path.join(scratch, `run${run}`), { tags, steps });
  const ours: number[] = [];
  const rust: number[] = [];
  const python: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push((await load(bundled, scratch, points)).processMs);
    rust.push(await timeRustBoard(scratch));
    if (round < pythonRounds) python.push(await timePython(scratch));
  }
  const what = `load ${runs} runs × ${tags.length} tags × ${steps} steps, all points, cold process`;
  const measured = `${median(ours).toFixed(0)} ms of ${spread(ours)}`;
  return [
    rowOf(what, barTimesRust, 'RustBoard', measured, median(rust) / median(ours), rust),
    rowOf(
      what,
      barTimesPython,
      'EventAccumulator',
      measured,
      median(python) / median(ours),
      python,
    ),
  ];
}

function rowOf(
  what: string,
  bar: number,
  peer: string,
  measured: string,
  ratio: number,
  theirs: readonly number[],
): BenchRow {
  return {
    what,
    bar: `≥ ${bar}× faster than ${peer}`,
    measured: `${ratio.toFixed(1)}× (${measured})`,
    beside: `${peer}: ${median(theirs).toFixed(0)} ms of ${spread(theirs)}`,
    met: ratio >= bar,
  };
}

/** TensorBoard's Python reader with sampling off, in a cold process. */
async function timePython(folder: string): Promise<number> {
  const environment = await pythonEnvironment();
  const start = performance.now();
  const told = await environment.run('load_events.py', [folder]);
  const ms = performance.now() - start;
  if (Number(told) !== points) throw new Error(`the peer read ${told.trim()} points of ${points}`);
  return ms;
}
