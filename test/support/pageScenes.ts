// Runs for page tests: generated, the same every time, shaped like real trainings.
import { noItems } from './noItems';
import type { DecodedMark, DecodedTag } from '../../src/core/model/decoded';
import type { RunStore } from '../../src/core/store/store';
import type { RunId, RunState } from '../../src/shared/vocabulary';

export interface SceneRun {
  readonly id: RunId;
  readonly name: string;
  readonly state: RunState;
}

export type Point = readonly [step: number, wallTime: number, value: number];

/** Seconds since the Unix epoch at which every generated run starts: 2024-06-10, 06:13:20 UTC. */
export const sceneStart = 1_718_000_000;

const names = ['resnet50_lr3e-4', 'resnet50_lr1e-3', 'vit_small', 'baseline'];
const states: readonly RunState[] = ['running', 'finished', 'stalled', 'failed'];

/** Fills the store with the scene of this name and returns its runs. */
export function buildScene(store: RunStore, name: string): readonly SceneRun[] {
  switch (name) {
    case 'training':
      return buildTraining(store);
    case 'grid':
      return buildGrid(store, 100, 50, 300);
    case 'crowd':
      return buildGrid(store, 6, 50, 300);
    case 'huge':
      return buildHuge(store, 10_000_000);
    case 'odd':
      return buildOdd(store);
    case 'writers':
      return buildWriters(store);
    default:
      return [];
  }
}

/** Adds points of one tag of a run, in record order. */
export function appendPoints(
  store: RunStore,
  run: RunId,
  tag: string,
  points: readonly Point[],
  marks: readonly DecodedMark[] = [],
  file = `events.${tag}`,
): void {
  const tags: DecodedTag[] = [
    {
      index: 0,
      tag,
      kind: 'scalar',
      isBare: false,
      metadata: null,
      displayName: null,
      description: null,
    },
  ];
  const block = {
    count: points.length,
    tags: new Uint32Array(points.length),
    steps: Float64Array.from(points, ([step]) => step),
    wallTimes: Float64Array.from(points, ([, wallTime]) => wallTime),
    values: Float64Array.from(points, ([, , value]) => value),
  };
  // One file per tag keeps every tag's restarts its own, as in a run with several writers.
  store.addRun(run).addFile(file).append(tags, { points: block, items: noItems, marks });
}

/** Noise in −1 … 1 that depends on its seed alone. */
export function noise(seed: number): number {
  let x = (seed ^ 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
}

function runOf(index: number, name: string, state: RunState): SceneRun {
  return { id: `run-${index}` as RunId, name, state };
}

function series(count: number, value: (i: number) => number, every = 1, gap = 0.6): Point[] {
  return Array.from({ length: count }, (_, i) => [
    i * every,
    sceneStart + i * every * gap,
    value(i),
  ]);
}

type Curve = readonly [tag: string, every: number, value: (i: number, run: number) => number];

/** What a classification training logs. `i` counts to 2,000. */
const curves: readonly Curve[] = [
  [
    'train/loss',
    1,
    (i, r) => 2.3 * Math.exp(-i / (260 + 90 * r)) + 0.18 + 0.1 * r + 0.09 * noise(i * 7 + r),
  ],
  [
    'train/accuracy',
    1,
    (i, r) => 0.93 - 0.04 * r - 0.83 * Math.exp(-i / (240 + 80 * r)) + 0.02 * noise(i * 3 + r),
  ],
  [
    'train/grad_norm',
    1,
    (i, r) =>
      (1.6 + r * 0.3) * Math.exp(0.35 * noise(i + r * 31)) * (i === 700 && r === 1 ? 400 : 1),
  ],
  [
    'train/learning_rate',
    1,
    (i, r) => 3e-4 * (r + 1) * Math.min(1, i / 100) * 0.5 * (1 + Math.cos((Math.PI * i) / 2000)),
  ],
  [
    'val/loss',
    100,
    (i, r) => 2.2 * Math.exp(-i / (300 + 90 * r)) + 0.31 + 0.1 * r + 0.03 * noise(i + r),
  ],
  [
    'val/accuracy',
    100,
    (i, r) => 0.89 - 0.04 * r - 0.79 * Math.exp(-i / (280 + 80 * r)) + 0.01 * noise(i + r),
  ],
  ['val/top5', 100, (i, r) => 0.985 - 0.01 * r - 0.4 * Math.exp(-i / 220) + 0.004 * noise(i + r)],
  ['system/gpu_memory_gb', 10, (i, r) => 21.5 + r + (i > 40 ? 6.2 : 0) + 0.15 * noise(i * 11 + r)],
  ['system/throughput', 10, (i, r) => 1820 - 210 * r + 46 * noise(i * 5 + r)],
  ['epoch', 10, (i) => Math.floor(i / 400)],
];

function buildTraining(store: RunStore): readonly SceneRun[] {
  const runs = names.map((name, index) => runOf(index, name, states[index] ?? 'finished'));
  runs.forEach(({ id }, r) => {
    for (const [tag, every, value] of curves) {
      const count = Math.floor((r === 3 ? 1300 : 2000) / every);
      appendPoints(
        store,
        id,
        tag,
        series(count, (i) => value(i * every, r), every, 0.5 + 0.1 * r),
      );
    }
  });
  return runs;
}

/** Many equal charts of many runs. */
function buildGrid(
  store: RunStore,
  tags: number,
  runs: number,
  points: number,
): readonly SceneRun[] {
  const list = Array.from({ length: runs }, (_, r) => runOf(r, `sweep_${r}`, 'finished'));
  list.forEach(({ id }, r) => {
    for (let t = 0; t < tags; t++) {
      const tag = `layer${Math.floor(t / 10)}/metric_${t % 10}`;
      appendPoints(
        store,
        id,
        tag,
        series(points, (i) => Math.sin(i / (20 + t)) + r * 0.06 + 0.2 * noise(i + r * 997 + t)),
      );
    }
  });
  return list;
}

function buildHuge(store: RunStore, count: number): readonly SceneRun[] {
  const run = runOf(0, 'long_run', 'running');
  const block = 1_000_000;
  for (let start = 0; start < count; start += block) {
    const points: Point[] = Array.from({ length: block }, (_, k) => {
      const i = start + k;
      return [i, sceneStart + i * 0.01, Math.sin(i / 4e5) + 0.3 * noise(i)];
    });
    appendPoints(store, run.id, 'train/loss', points);
  }
  return [run];
}

/** Everything that is unlike a smooth curve. */
function buildOdd(store: RunStore): readonly SceneRun[] {
  const [a, b] = [runOf(0, 'resumed', 'running'), runOf(1, 'diverged', 'failed')];
  const falling = (i: number): number => 2 * Math.exp(-i / 120) + 0.2;
  appendPoints(store, a.id, 'loss', series(300, falling));
  // The job was preempted at step 300 and went on from the checkpoint of step 200.
  const again = series(250, (i) => falling(i + 200) * 0.92).map(
    ([step, wallTime, value]): Point => [step + 200, wallTime + 400, value],
  );
  appendPoints(store, a.id, 'loss', again);
  const diverging = series(400, (i) => {
    if (i >= 180 && i < 200) return NaN;
    if (i === 260) return Infinity;
    if (i === 320) return -Infinity;
    return falling(i) + 0.3;
  });
  appendPoints(store, b.id, 'loss', diverging);
  appendPoints(store, a.id, 'single', [[10, sceneStart + 5, 0.75]]);
  appendPoints(
    store,
    b.id,
    'signed',
    series(200, (i) => Math.sin(i / 20) * 3),
  );
  appendPoints(
    store,
    b.id,
    'all_nan',
    series(50, () => NaN),
  );
  appendPoints(
    store,
    a.id,
    'constant',
    series(100, () => 0.5),
  );
  appendPoints(
    store,
    a.id,
    'tiny',
    series(100, (i) => 1e-6 * (1 + i / 100)),
  );
  appendPoints(
    store,
    a.id,
    'large',
    series(100, (i) => 3e9 + 2e7 * i),
  );
  const odd = '<img src=x onerror=alert(1)>/"quoted" \\ и ünïcode';
  appendPoints(
    store,
    a.id,
    odd,
    series(60, (i) => Math.sqrt(i)),
  );
  return [a, b];
}

/** A run that two processes wrote at the same time, one that was taken up again after an hour, and a tag without steps. */
function buildWriters(store: RunStore): readonly SceneRun[] {
  const [ddp, resumed] = [runOf(0, 'two_ranks', 'running'), runOf(1, 'resumed', 'finished')];
  const falling = (i: number): number => 2 * Math.exp(-i / 60) + 0.2;
  appendPoints(store, ddp.id, 'loss', series(200, falling, 1, 1), [], 'events.rank0');
  const other = series(200, (i) => falling(i) + 1, 1, 1);
  appendPoints(store, ddp.id, 'loss', other, [], 'events.rank1');
  appendPoints(store, resumed.id, 'loss', series(100, falling, 1, 1), [], 'events.1');
  const again = series(120, (i) => falling(i + 80) * 0.9, 1, 1).map(
    ([step, wallTime, value]): Point => [step + 80, wallTime + 3700, value],
  );
  appendPoints(store, resumed.id, 'loss', again, [], 'events.2');
  const stepless = series(50, (i) => Math.sin(i / 8)).map(([, wallTime, value]): Point => [
    0,
    wallTime,
    value,
  ]);
  appendPoints(store, ddp.id, 'stepless', stepless);
  return [ddp, resumed];
}
