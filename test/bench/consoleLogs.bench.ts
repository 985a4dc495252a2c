// Reading console files: ordinary text, what libraries print, and lines made to keep patterns busy.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { consoleFormat } from '../../src/core/formats/console/format';
import type { LogFormat } from '../../src/core/model/decoded';
import { median, spread, type BenchRow } from './row';

const rounds = 7;
const megabytes = 40;
const bufferBytes = 1 << 20;
const fixtures = path.join(process.env['TRACKSIDE_ROOT'] ?? '.', 'test/fixtures/console');

/** Lines as servers, package managers, kernels and stack traces write them. */
const ordinary = [
  '2026-11-22 10:11:12,123 INFO  [main] com.acme.Server: request 12345 took 12.4 ms status=200 bytes=5123',
  'Requirement already satisfied: filelock in /usr/lib/python3/dist-packages (from torch==2.13.0) (3.13.1)',
  '[ 3146.835021] python invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0',
  '  File "/home/ml/project/train.py", line 41, in step',
  'tests/test_loss.py::test_loss[mean] PASSED                                             [  8%]',
  '#7 0.412 Get:1 http://deb.debian.org/debian bookworm InRelease [151 kB]',
].join('\n');

const heads = [
  ...[
    '',
    '45%|',
    "{'loss': ",
    '938/938 ',
    'Epoch(train) [1][',
    'step: 10  loss: ',
    '[rank0]: ',
    '0:\tlearn: ',
  ],
  ...[
    '----------\n|    ',
    '[0]\t',
    'eta: 0:1',
    'Epoch 0/1 ',
    'iteration 1/ 2 |',
    '[metric][batch=1]: ',
    '10it [',
  ],
];
const bodies = [
  ...[
    '1',
    '[',
    ']',
    ' ',
    "{'",
    '%|',
    '1 ',
    'a=1 ',
    '1/',
    '\x1b[',
    'loss: 0.5, ',
    '1,111,',
    "'a': 1, ",
    'a-',
    "a's ",
  ],
  ...[
    'epoch ',
    'epoch 1 ',
    `${'x'.repeat(118)}=1 `,
    'eval',
    '=',
    ': ',
    '| ',
    '1:',
    'a: 1 |',
    '1e',
    '.',
    '-',
  ],
];

export function measure(): BenchRow[] {
  const text = repeated(`${ordinary}\n`);
  const printed = readdirSync(fixtures)
    .filter((name) => consoleFormat.matches(name))
    .map((name) => repeated(readFileSync(path.join(fixtures, name), 'latin1'), megabytes / 20));
  return [
    speedRow('text of which nothing is a training', [text], 150),
    speedRow('what libraries print (fixtures, again and again)', printed, null),
    hostileRow(),
  ];
}

function speedRow(what: string, files: readonly Uint8Array[], bar: number | null): BenchRow {
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const speeds = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (const file of files) decodeAll(consoleFormat, file);
    const { user, system } = process.cpuUsage(start);
    return bytes / (user + system);
  });
  return {
    what: `console: ${what}`,
    bar: bar === null ? '' : `≥ ${bar} MB/s of CPU time`,
    measured: `${median(speeds).toFixed(0)} MB/s of ${spread(speeds)}`,
    beside: `${(bytes / 1e6).toFixed(0)} MB`,
    met: bar === null ? null : median(speeds) >= bar,
  };
}

/** The slowest of many files of 1 MB: one line, and lines just short enough to be read. */
function hostileRow(): BenchRow {
  const slowest = { ms: 0, what: '' };
  for (const head of heads) {
    for (const body of bodies) {
      for (const length of [1_000_000, 16_000, 4_000]) {
        const line = `${(head + body.repeat(length / body.length)).slice(0, length)} %| it/s 3ms/step\n`;
        const bytes = new TextEncoder().encode(line.repeat(1_000_000 / length));
        const start = process.cpuUsage();
        decodeAll(consoleFormat.loose!, bytes);
        const { user, system } = process.cpuUsage(start);
        const ms = (user + system) / 1000;
        if (ms > slowest.ms) Object.assign(slowest, { ms, what: `${head}${body}… × ${length}` });
      }
    }
  }
  return {
    what: 'console: 1 MB of lines made to keep patterns busy, the slowest of them',
    bar: '< 50 ms',
    measured: `${slowest.ms.toFixed(1)} ms`,
    beside: JSON.stringify(slowest.what),
    met: slowest.ms < 50,
  };
}

function repeated(text: string, size = megabytes): Uint8Array {
  const once = Buffer.from(text, 'latin1');
  return Buffer.concat(new Array<Buffer>(Math.ceil((size * 1e6) / once.length)).fill(once));
}

function decodeAll(format: LogFormat, bytes: Uint8Array): void {
  const decoder = format.createDecoder();
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + bufferBytes);
    let consumed = 1;
    while (consumed > 0) {
      ({ consumed } = decoder.decode(bytes, at, end, at, end === bytes.length));
      at += consumed;
    }
    if (end === bytes.length) return;
  }
}
