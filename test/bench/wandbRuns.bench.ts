// Listing many large W&B run files by their two ends.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { writeWandbLog } from './wandbLog';

const rounds = 7;
const runs = 200;
const fileBytes = 50_000_000;
/** What of each file is on the disk; the rest is a hole, which takes no time to write and is never read. */
const endBytes = 320 * 1024;
const blockBytes = 32_768;
const barMs = 2_000;
const metrics = Array.from({ length: 20 }, (_, i) => `train/m${i}`);

interface Listing {
  readonly runs: readonly { readonly state: string; readonly lastStep: number | null }[];
}

export function measure({ scratch, extension }: BenchContext): BenchRow[] {
  const folder = path.join(scratch, 'wandbRuns', 'wandb');
  for (let run = 0; run < runs; run++) writeHollow(folder, run);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const { stdout } = spawnSync(
      process.execPath,
      [path.join(extension, 'dist/cli.js'), 'ls', '--quick', '--json', folder],
      { encoding: 'utf8', maxBuffer: 1 << 28 },
    );
    times.push(performance.now() - start);
    check(JSON.parse(stdout) as Listing);
  }
  rmSync(folder, { recursive: true });
  return [
    {
      what: `${runs} .wandb files of ${fileBytes / 1e6} MB: listed by their ends, cold process`,
      bar: `≤ ${barMs / 1000} s`,
      measured: `${median(times).toFixed(0)} ms of ${spread(times)}`,
      beside: 'files with a hole between their ends',
      met: median(times) <= barMs,
    },
  ];
}

/** A run of `fileBytes` whose middle is a hole; ends keep their places in blocks. */
function writeHollow(folder: string, run: number): void {
  const id = `r${String(run).padStart(7, '0')}`;
  const directory = path.join(folder, `offline-run-20261122_120000-${id}`);
  mkdirSync(directory, { recursive: true });
  const rows = 600 + run;
  const file = writeWandbLog(directory, { id, metrics, rows });
  const bytes = readFileSync(file);
  const shift = Math.ceil((fileBytes - bytes.length) / blockBytes) * blockBytes;
  const split = Math.min(endBytes, Math.floor(bytes.length / 2 / blockBytes) * blockBytes);
  const descriptor = openSync(file, 'w');
  writeSync(descriptor, bytes, 0, split, 0);
  writeSync(descriptor, bytes, split, bytes.length - split, split + shift);
  ftruncateSync(descriptor, bytes.length + shift);
  closeSync(descriptor);
}

function check({ runs: listed }: Listing): void {
  const whole = listed.filter(({ state, lastStep }) => state === 'finished' && lastStep !== null);
  if (whole.length !== runs) throw new Error(`${whole.length} runs of ${runs} were listed`);
}
