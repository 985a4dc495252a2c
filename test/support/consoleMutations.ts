// Consoles as they come in real life: several processes at once, bars without line ends, cut, labelled, coloured.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../src/base/seededRandom';
import { projectRoot } from './projectRoot';

const folder = path.join(projectRoot, 'test/fixtures/failures');

/** A console and what is known of its end. */
export interface KnownConsole {
  readonly name: string;
  readonly lines: readonly string[];
  readonly class: string;
  readonly rank: number | null;
  /** Number of the line that tells of the user's code. */
  readonly place: number | null;
}

type Random = () => number;

export interface MutatedConsole {
  readonly text: string;
  readonly known: KnownConsole;
  readonly mutations: readonly string[];
}

interface Draft {
  lines: string[];
  rank: number | null;
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** A state of a bar as tqdm draws it. */
function bar(random: Random): string {
  const done = Math.floor(random() * 900);
  const percent = String(Math.floor(done / 10)).padStart(3);
  const name = pick(random, ['', 'Epoch 2: ', 'Training: ', 'train: ']);
  return `${name}${percent}%|${'█'.repeat(done / 100)}${' '.repeat(10 - done / 100)}| ${done}/1000 [02:11<05:40,  3.42it/s, loss=0.${done}]`;
}

function isLabelled(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith('[rank'));
}

/** Lines of other processes, between any two. */
function interleave({ lines }: Draft, random: Random): void {
  const others = ['[rank2]: ', '[rank3]: '];
  for (let count = 0; count < 12; count++) {
    const at = Math.floor(random() * (lines.length + 1));
    lines.splice(at, 0, `${pick(random, others)}step ${count} loss: 0.${count}`);
  }
}

/** Another process loses its connection, and says so in the middle of it all. */
function interleaveEcho({ lines }: Draft, random: Random): void {
  const echo = [
    'Traceback (most recent call last):',
    '  File "/home/ml/project/other.py", line 99, in reduce',
    '    dist.all_reduce(t)',
    'RuntimeError: [/pytorch/third_party/gloo/gloo/transport/tcp/pair.cc:553] Connection closed by peer [127.0.0.1]:369',
  ];
  let at = Math.floor(random() * lines.length);
  for (const line of echo) {
    lines.splice(at, 0, `[rank9]: ${line}`);
    at += 1 + Math.floor(random() * Math.max(1, lines.length - at - 1) * 0.3);
  }
}

/** Bars that were drawn and not ended before a line. */
function glueBars({ lines }: Draft, random: Random): void {
  for (let count = 0; count < 4; count++) {
    const at = Math.floor(random() * lines.length);
    lines[at] = `${bar(random)}${pick(random, ['', '\r', '\x1b[A\r'])}${lines[at]!}`;
  }
}

function drawBars({ lines }: Draft, random: Random): void {
  const at = Math.floor(random() * lines.length);
  lines.splice(at, 0, `${bar(random)}\r${bar(random)}\r${bar(random)}`);
}

/** Bars before it all, as of a training that went well until then. */
function trainBefore({ lines }: Draft, random: Random): void {
  const bars = Array.from({ length: 40 }, () => bar(random));
  lines.unshift(`\r${bars.join('\r')}`, "{'loss': 0.53, 'grad_norm': 1.2, 'epoch': 0.4}");
}

/** Lines that alone hold what is asked for: without them nobody could tell. */
const decisive =
  /(?:Error|Exception)\b|line (?:77|17|18|11|12|5|1), in |exceeded memory|TIME LIMIT|Root Cause|exitcode|rank {6}:|job memory/;

function losable(lines: readonly string[], random: Random): number {
  return pick(
    random,
    [...lines.keys()].filter((at) => !decisive.test(lines[at]!)),
  );
}

/** One line is lost. */
function dropLine({ lines }: Draft, random: Random): void {
  const at = losable(lines, random);
  if (lines.length > 1) lines.splice(at, 1);
}

/** The end of one line is lost. */
function cutLine({ lines }: Draft, random: Random): void {
  const at = losable(lines, random);
  const line = lines[at] ?? '';
  lines[at] = line.slice(0, Math.floor(random() * line.length));
}

/** A log that was rotated: it begins in the middle of a line. */
function cutHead({ lines }: Draft, random: Random): void {
  const first = lines.findIndex((line) => decisive.test(line));
  lines.splice(0, Math.floor(random() * first));
  if (!decisive.test(lines[0]!)) lines[0] = lines[0]!.slice(Math.floor(random() * 10));
}

function stamp({ lines }: Draft): void {
  lines.forEach((line, at) => {
    lines[at] = `2026-11-22T09:36:${String(at % 60).padStart(2, '0')}.123456789Z ${line}`;
  });
}

function colour({ lines }: Draft, random: Random): void {
  lines.forEach((line, at) => {
    if (random() < 0.4) lines[at] = `\x1b[1;3${at % 8}m${line}\x1b[0m`;
  });
}

function carriageReturns({ lines }: Draft): void {
  lines.forEach((line, at) => {
    lines[at] = `${line}\r`;
  });
}

/** One process among those that Slurm labels. */
function label(draft: Draft, random: Random): void {
  if (isLabelled(draft.lines) || draft.rank !== null) return;
  const rank = Math.floor(random() * 8);
  draft.rank = rank;
  const form = pick(random, [
    `[rank${rank}]: `,
    `${rank}: `,
    `[default${rank}]:`,
    `[1,${rank}]<stderr>: `,
  ]);
  draft.lines = draft.lines.map((line) => `${form}${line}`);
}

/** What follows a death. */
function noiseAfter({ lines }: Draft): void {
  lines.push(
    '',
    'wandb: ',
    'wandb: You can sync this run to the cloud by running:',
    'wandb: wandb sync wandb/offline-run-20261122_093607-abc',
    '/usr/lib/python3.11/multiprocessing/resource_tracker.py:254: UserWarning: resource_tracker: There appear to be 6 leaked semaphore objects to clean up at shutdown',
    '  warnings.warn(',
  );
}

const mutations = {
  interleave,
  interleaveEcho,
  glueBars,
  drawBars,
  trainBefore,
  dropLine,
  cutLine,
  cutHead,
  stamp,
  colour,
  carriageReturns,
  label,
  noiseAfter,
};

/** Consoles of the recorded deaths that show a line of the user's code, and one for each known text. */
function knownConsoles(): KnownConsole[] {
  const recorded: readonly (readonly [string, string, number | null, number | null])[] = [
    ['dataloader-bus.log', 'shared-memory', null, 17],
    ['dataloader-exc.log', 'dataset-error', null, 11],
    ['dataloader-exit.log', 'dataloader-exit', null, 17],
    ['dataloader-fnf.log', 'file-not-found', null, 12],
    ['dataloader-kill.log', 'dataloader-killed', null, 17],
    ['dataloader-segv.log', 'dataloader-crash', null, 17],
    ['torchrun-exc.log', 'cuda-oom', 1, 5],
    ['torchrun-rec.log', 'python-error', 1, 18],
    ['torchrun-kill.log', 'killed', 1, null],
    ['torchrun-exit3.log', 'exit-code', 1, null],
    ['traceback-a.log', 'python-error', null, 1],
    ['traceback-e.log', 'python-error', null, 17],
    ['slurm-4.out', 'oom-killed', 0, null],
    ['slurm-5.out', 'time-limit', null, null],
  ];
  const consoles = recorded.map(([name, failureClass, rank, place]) => ({
    name,
    lines: readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'),
    class: failureClass,
    rank,
    place,
  }));
  return [...consoles, ...textConsoles()];
}

function textConsoles(): KnownConsole[] {
  const texts = JSON.parse(readFileSync(path.join(folder, 'texts.json'), 'utf8')) as Record<
    string,
    { readonly class: string; readonly text: string }[]
  >;
  return Object.values(texts)
    .flat()
    .filter(({ text }) => /^[\w.]+(?:Error|Exception)\b.*:/.test(text))
    .map(({ class: failureClass, text }) => ({
      name: text.slice(0, 40),
      lines: [
        ...['Traceback (most recent call last):', '  File "/app/train.py", line 210, in <module>'],
        ...['    main(args)', '    ~~~~^^^^^^', '  File "/app/train.py", line 77, in main'],
        ...[
          '    engine.run(batch)',
          '  File "/usr/lib/python3.11/site-packages/torch/nn.py", line 3, in run',
        ],
        ...['    return self._call(*args)', ...text.split('\n')],
      ],
      class: failureClass,
      rank: null,
      place: 77,
    }));
}

/** The same consoles for the same seed. */
export function mutatedConsoles(seed: number, count: number): MutatedConsole[] {
  const random = seededRandom(seed);
  const known = knownConsoles();
  return Array.from({ length: count }, (_, at) => mutate(known[at % known.length]!, random));
}

function mutate(known: KnownConsole, random: Random): MutatedConsole {
  const draft: Draft = { lines: [...known.lines], rank: known.rank };
  const names = Object.keys(mutations) as (keyof typeof mutations)[];
  const chosen = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, names));
  for (const name of new Set(chosen)) mutations[name](draft, random);
  return {
    text: `${draft.lines.join('\n')}\n`,
    known: { ...known, rank: draft.rank },
    mutations: chosen,
  };
}
