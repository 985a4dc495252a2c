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
  const other = path.join(scratch, 'other');
  const logs = path.join(scratch, 'logs');
  const ours: number[] = [];
  const warm: number[] = [];
  const rust: number[] = [];
  const python: number[] = [];
  for (const folder of [other, logs]) {
    for (let run = 0; run < runs; run++)
      writeScalarLog(path.join(folder, `run${run}`), { tags, steps });
  }
  for (let round = 0; round < rounds; round++) {
    ours.push((await load(bundled, logs, points)).processMs);
    rust.push(await timeRustBoard(logs));
    warm.push((await load(bundled, logs, points, { after: other })).warmMs ?? NaN);
    if (round < pythonRounds) python.push(await timePython(logs));
  }
  const what = `load ${runs} runs × ${tags.length} tags × ${steps} steps, all points`;
  return [
    rowOf(`${what}, cold process`, barTimesRust, 'RustBoard', ours, rust),
    rowOf(`${what}, cold process`, barTimesPython, 'EventAccumulator', ours, python),
    {
      ...rowOf(
        `${what}, by an engine that runs and has read as much elsewhere, as in a window`,
        barTimesRust,
        'a cold RustBoard',
        warm,
        rust,
      ),
      bar: '',
      met: null,
    },
  ];
}

function rowOf(
  what: string,
  bar: number,
  peer: string,
  ours: readonly number[],
  theirs: readonly number[],
): BenchRow {
  const ratio = median(theirs) / median(ours);
  return {
    what,
    bar: `≥ ${bar}× faster than ${peer}`,
    measured: `${ratio.toFixed(1)}× (${median(ours).toFixed(0)} ms of ${spread(ours)})`,
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
