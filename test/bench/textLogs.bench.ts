// Decoding tables and JSON lines, against Python's own readers on the same bytes.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { delimitedFormat } from '../../src/core/formats/delimited/format';
import { jsonLinesFormat } from '../../src/core/formats/json/format';
import type { LogFormat } from '../../src/core/model/decoded';
import { median, spread, type BenchContext, type BenchRow } from './row';

const rows = 300_000;
const rounds = 7;
const names = ['loss', 'acc', 'lr', 'grad_norm', 'time'];
const bufferBytes = 1 << 20;

/** Six numbers a row, with as many digits as Python prints. */
function valuesOf(step: number): number[] {
  return [
    2 / (1 + step / 1000),
    Math.sin(step) / 2 + 0.5,
    1e-4 * 0.99999 ** step,
    step % 7,
    step / 3,
  ];
}

export function measure({ scratch }: BenchContext): BenchRow[] {
  const table = [['step', ...names].join(',')];
  const lines: string[] = [];
  for (let step = 0; step < rows; step++) {
    const values = valuesOf(step);
    table.push([step, ...values].join(','));
    const row = Object.fromEntries(names.map((name, at) => [name, values[at]]));
    lines.push(JSON.stringify({ ...row, step }));
  }
  return [
    measureOne(scratch, delimitedFormat, 'metrics.csv', table, 8, 'csv.reader'),
    measureOne(scratch, jsonLinesFormat, 'metrics.jsonl', lines, 5, 'json.loads'),
  ];
}

function measureOne(
  scratch: string,
  format: LogFormat,
  name: string,
  lines: readonly string[],
  barMillions: number,
  peer: 'csv.reader' | 'json.loads',
): BenchRow {
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const file = path.join(scratch, name);
  writeFileSync(file, bytes);
  const numbers = rows * (names.length + 1);
  const speeds = Array.from({ length: rounds }, () => {
    const start = performance.now();
    decodeAll(format, bytes);
    return numbers / 1000 / (performance.now() - start);
  });
  return {
    what: `decode ${rows / 1e3} k rows of ${name}`,
    bar: `≥ ${barMillions} M values/s`,
    measured: `${median(speeds).toFixed(1)} M values/s of ${spread(speeds, 1)}`,
    beside: `Python's ${peer}: ${timePython(file, peer, numbers)} M values/s`,
    met: median(speeds) >= barMillions,
  };
}

function decodeAll(format: LogFormat, bytes: Uint8Array): void {
  const decoder = format.createDecoder();
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + bufferBytes);
    for (;;) {
      const { consumed } = decoder.decode(bytes, at, end, at, end === bytes.length);
      if (consumed === 0) break;
      at += consumed;
    }
  }
}

const scripts = {
  'csv.reader':
    'import csv\nrows = csv.reader(file); next(rows)\nfor row in rows: [float(cell) for cell in row]',
  'json.loads': 'import json\nfor line in file: json.loads(line)',
};

function timePython(file: string, peer: keyof typeof scripts, numbers: number): string {
  const script = [
    'import sys, time',
    'file = open(sys.argv[1])',
    'start = time.perf_counter()',
    scripts[peer],
    'print(time.perf_counter() - start)',
  ].join('\n');
  const { stdout } = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
  return (numbers / 1e6 / Number(stdout)).toFixed(1);
}
