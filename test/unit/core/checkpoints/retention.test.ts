// What may go, and what never does, whatever the layout and the policy.
import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { discoverCheckpoints } from '../../../../src/core/checkpoints/discover';
import {
  discard,
  moveAside,
  putBack,
  readMovedAside,
} from '../../../../src/core/checkpoints/moveAside';
import { compareAge, familyOf } from '../../../../src/core/checkpoints/ranks';
import {
  planRetention,
  type RetentionItem,
  type RetentionPolicy,
} from '../../../../src/core/checkpoints/retention';
import { collectRetentionItems } from '../../../../src/core/checkpoints/retentionFacts';
import type {
  CheckpointSummary,
  KeepReason,
  RetentionPlan,
} from '../../../../src/shared/checkpoints';
import { checkpointTrees } from '../../../support/checkpointFixtures';
import { float32Part, safetensorsBytes } from '../../../support/safetensorsBytes';
import { seededNumbers } from '../../../support/seededNumbers';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { Floats, torchBytes } from '../../../support/torchBytes';

const nothing: RetentionPolicy = {
  keepBest: 0,
  metric: null,
  mode: 'min',
  keepLast: 0,
  everySteps: null,
  pinned: new Set(),
};

const factual: readonly KeepReason[] = [
  'linked-to',
  'tracked',
  'noted-best',
  'foreign-files',
  'needed-by-others',
  'outside',
];
const frameworks = ['hf-trainer', 'lightning', 'pytorch', 'timm', 'deepspeed'] as const;

describe('a retention plan', () => {
  it('never removes what is protected, in 100,000 random layouts', () => {
    const below = seededNumbers(2_026);
    const chance = (percent: number): boolean => below(100) < percent;
    let removed = 0;
    for (let round = 0; round < 100_000; round++) {
      const items = randomItems(below, chance);
      const policy = randomPolicy(items, below, chance);
      const plan = planRetention(items, policy);
      const gone = new Set(plan.remove.map((each) => each.path));
      removed += gone.size;
      const wrong = items
        .filter(({ summary }) => gone.has(summary.path))
        .flatMap((item) => objections(item, items, policy));
      assert.deepEqual(wrong, [], `round ${round}`);
      assert.equal(plan.keep.length + plan.remove.length, items.length);
      assert.ok(plan.freedBytes <= ownBytes(items, gone), `round ${round} frees too much`);
    }
    assert.ok(removed > 50_000, `${removed} were removed at all`);
  }).timeout(120_000);

  it('keeps the best, the newest, every so many steps and what is pinned', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8].map((step) =>
      item(step, { val_loss: step === 3 ? 0.1 : 1 + step }),
    );
    const policy = {
      ...nothing,
      keepBest: 1,
      metric: 'val_loss',
      keepLast: 2,
      everySteps: 4,
      pinned: new Set(['/run/5']),
    };
    assert.deepEqual(short(planRetention(items, policy)), {
      keep: [
        '/run/3 best',
        '/run/4 every',
        '/run/5 pinned',
        '/run/7 recent',
        '/run/8 recent every newest resume-point last-finite',
      ],
      remove: ['/run/1', '/run/2', '/run/6'],
      freedBytes: 30,
    });
  });

  it('keeps the last one whose weights are finite', () => {
    const items = [item(1), item(2), { ...item(3), finite: false }];
    assert.deepEqual(short(planRetention(items, nothing)).keep, [
      '/run/2 last-finite',
      '/run/3 newest resume-point',
    ]);
  });

  it('judges nothing by a metric that none has', () => {
    const items = [item(1, { loss: 1 }), item(2, { loss: 2 })];
    const { keep } = planRetention(items, { ...nothing, keepBest: 1, metric: 'vall_loss' });
    assert.deepEqual(keep.length, 2);
  });

  it('counts a file as freed when the last of its names goes', () => {
    const file = { identity: 'a', sizeBytes: 100, links: 3 };
    const linked = (step: number): RetentionItem => ({ ...item(step), files: [file] });
    const plan = planRetention([linked(1), linked(2), linked(3), item(4)], nothing);
    assert.deepEqual(
      plan.remove.map(({ freedBytes }) => freedBytes),
      [0, 0, 100],
    );
    const kept = planRetention([linked(1), linked(2), item(3)], nothing);
    assert.equal(kept.freedBytes, 0);
  });
});

describe('what the disk says against removing', () => {
  const folder = useTemporaryFolder();

  const facts = async (
    runningDirectories: readonly string[] = [],
  ): Promise<Record<string, string>> => {
    const discovery = await discoverCheckpoints(folder(), { excluded: [] });
    const items = await collectRetentionItems(discovery, { runningDirectories });
    return Object.fromEntries(
      items.map((each) => [
        path.relative(folder(), each.summary.path),
        [
          ...each.protectedBy,
          each.running ? 'running' : '',
          each.finite === false ? 'not finite' : '',
        ]
          .filter(Boolean)
          .join(' '),
      ]),
    );
  };
  function put(name: string, content: Uint8Array | string): void {
    const file = path.join(folder(), name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const state = (epoch: number, value = 1): Buffer =>
    torchBytes({ model: { w: new Floats([value, 2]) }, optimizer: { lr: 1 }, epoch });

  it('knows links, trackers, bases, foreign files, what is noted as the best and NaN', async () => {
    for (const step of [1, 2, 3, 4]) put(`pt/epoch_${step}.pt`, state(step, step === 4 ? NaN : 1));
    symlinkSync('epoch_1.pt', path.join(folder(), 'pt/latest.pt'));
    put('pt/last_checkpoint', 'epoch_2.pt\n');
    put('lora/adapter_model.safetensors', safetensorsBytes({ a: float32Part([1]) }));
    cpSync(path.join(checkpointTrees, 'hf-trainer'), path.join(folder(), 'hf'), {
      recursive: true,
    });
    put('hf/checkpoint-24/notes.txt', 'mine');
    put(
      'hf/checkpoint-30/adapter_config.json',
      JSON.stringify({ base_model_name_or_path: path.join(folder(), 'pt/epoch_3.pt') }),
    );
    put('hf/checkpoint-30/adapter_model.safetensors', safetensorsBytes({ a: float32Part([1]) }));
    assert.deepEqual(await facts([path.join(folder(), 'hf')]), {
      'hf/checkpoint-15': 'noted-best running',
      'hf/checkpoint-24': 'foreign-files running',
      'hf/checkpoint-30': 'running',
      'lora/adapter_model.safetensors': '',
      'pt/epoch_1.pt': 'linked-to',
      'pt/epoch_2.pt': 'tracked',
      'pt/epoch_3.pt': 'needed-by-others',
      'pt/epoch_4.pt': 'not finite',
      'pt/latest.pt': '',
    });
  });

  it('moves aside, puts back and discards; what changed meanwhile stays', async () => {
    for (const step of [1, 2, 3]) put(`epoch_${step}.pt`, state(step));
    cpSync(path.join(checkpointTrees, 'hf-trainer'), folder(), { recursive: true });
    const before = readdirSync(folder()).sort();
    const { checkpoints } = await discoverCheckpoints(folder(), { excluded: [] });
    const going = checkpoints.filter(({ summary }) => !/epoch_3|checkpoint-24/.test(summary.path));
    utimesSync(path.join(folder(), 'epoch_2.pt'), new Date(), new Date(0));
    const moved = await moveAside(going);
    assert.deepEqual(
      [
        moved.moves.map(({ from }) => path.basename(from)).sort(),
        moved.failed.map((each) => [path.basename(each.path), each.reason]),
      ],
      [['checkpoint-15', 'epoch_1.pt'], [['epoch_2.pt', 'it has changed']]],
    );
    const left = await discoverCheckpoints(folder(), { excluded: [] });
    assert.deepEqual(
      left.checkpoints.map(({ summary }) => path.basename(summary.path)),
      ['epoch_2.pt', 'epoch_3.pt', 'checkpoint-24'],
    );
    assert.deepEqual((await readMovedAside(moved.folders[0]!))?.moves, moved.moves);
    assert.deepEqual(await putBack(moved), []);
    assert.deepEqual(readdirSync(folder()).sort(), before);
    const again = await moveAside(
      going.filter(({ summary }) => !summary.path.endsWith('epoch_2.pt')),
    );
    await discard(again);
    assert.deepEqual(readdirSync(folder()).sort(), ['checkpoint-24', 'epoch_2.pt', 'epoch_3.pt']);
  });

  it('puts nothing back over what is there now', async () => {
    put('epoch_1.pt', state(1));
    const { checkpoints } = await discoverCheckpoints(folder(), { excluded: [] });
    const moved = await moveAside(checkpoints);
    put('epoch_1.pt', 'new');
    assert.deepEqual(await putBack(moved), moved.moves);
    assert.equal(existsSync(moved.moves[0]!.to), true);
  });

  it('frees nothing of a file that has another name elsewhere', async () => {
    for (const step of [1, 2]) put(`run/checkpoint-${step}.pth.tar`, state(step));
    mkdirSync(path.join(folder(), 'elsewhere'));
    linkSync(
      path.join(folder(), 'run/checkpoint-1.pth.tar'),
      path.join(folder(), 'elsewhere/kept'),
    );
    const discovery = await discoverCheckpoints(path.join(folder(), 'run'), { excluded: [] });
    const items = await collectRetentionItems(discovery, { runningDirectories: [] });
    const plan = planRetention(items, { ...nothing, keepLast: 1 });
    assert.deepEqual(
      plan.remove.map((each) => [path.basename(each.path), each.freedBytes]),
      [['checkpoint-1.pth.tar', 0]],
    );
    renameSync(path.join(folder(), 'elsewhere'), path.join(folder(), 'away'));
  });
});

function summary(step: number, known: Partial<CheckpointSummary> = {}): CheckpointSummary {
  return {
    path: `/run/${step}`,
    framework: 'pytorch',
    step,
    epoch: null,
    metrics: {},
    sizeBytes: 10,
    modifiedMs: step,
    isFolder: true,
    linkTo: null,
    complete: true,
    problems: [],
    resume: 'full',
    missing: [],
    best: false,
    last: false,
    ...known,
  };
}

function item(step: number, metrics: Record<string, number> = {}): RetentionItem {
  const files = [{ identity: `${step}`, sizeBytes: 10, links: 1 }];
  return {
    summary: summary(step, { metrics }),
    files,
    finite: true,
    running: false,
    protectedBy: [],
  };
}

function short({ keep, remove, freedBytes }: RetentionPlan) {
  return {
    keep: keep.map((each) => `${each.path} ${each.reasons.join(' ')}`),
    remove: remove.map((each) => each.path),
    freedBytes,
  };
}

type Below = ReturnType<typeof seededNumbers>;

function randomItems(below: Below, chance: (percent: number) => boolean): RetentionItem[] {
  const running = [chance(20), chance(20)];
  const framework = [frameworks[below(5)]!, frameworks[below(5)]!];
  return Array.from({ length: below(10) }, (_, number): RetentionItem => {
    const family = below(2);
    const step = chance(90) ? below(20) : null;
    const made = summary(number, {
      path: `/run${family}/${number}`,
      framework: framework[family]!,
      step,
      epoch: chance(30) ? below(5) : null,
      metrics: chance(70) ? { loss: chance(5) ? NaN : below(100) } : {},
      modifiedMs: below(50),
      complete: chance(85),
      resume: (['full', 'weights', 'no'] as const)[below(3)]!,
      linkTo: chance(5) ? `/run${family}/${below(10)}` : null,
    });
    const files = Array.from({ length: 1 + below(2) }, () => {
      const name = below(8);
      return { identity: `f${name}`, sizeBytes: 10, links: 1 + (name % 3) };
    });
    const finite = chance(70) ? chance(80) : null;
    const protectedBy = factual.filter(() => chance(3));
    return { summary: made, files, finite, running: running[family]!, protectedBy };
  });
}

function randomPolicy(
  items: readonly RetentionItem[],
  below: Below,
  chance: (percent: number) => boolean,
): RetentionPolicy {
  return {
    keepBest: below(3),
    metric: chance(80) ? 'loss' : null,
    mode: chance(50) ? 'min' : 'max',
    keepLast: below(4),
    everySteps: chance(30) ? 1 + below(6) : null,
    pinned: new Set(items.filter(() => chance(5)).map((each) => each.summary.path)),
  };
}

/** Everything that speaks against removing an item, judged anew and in another way than the planner does. */
function objections(
  gone: RetentionItem,
  items: readonly RetentionItem[],
  policy: RetentionPolicy,
): string[] {
  const family = items.filter((each) => familyOf(each.summary) === familyOf(gone.summary));
  const own = gone.summary;
  const newer = (pick: (each: RetentionItem) => boolean): number =>
    family.filter((each) => pick(each) && compareAge(each.summary, own) > 0).length;
  const isWhole = ({ summary: { complete, linkTo } }: RetentionItem): boolean =>
    complete && linkTo === null;
  const loss = own.metrics['loss'] ?? NaN;
  const isBetter = ({ summary: { metrics } }: RetentionItem): boolean => {
    const other = metrics['loss'] ?? NaN;
    return policy.mode === 'min' ? other < loss : other > loss;
  };
  const checks: Record<string, boolean> = {
    incomplete: !own.complete,
    link: own.linkTo !== null,
    'link target': items.some(({ summary: { linkTo } }) => linkTo === own.path),
    newest: newer(() => true) === 0 || newer(isWhole) === 0,
    resume:
      own.resume === 'full' &&
      newer((each) => isWhole(each) && each.summary.resume === 'full') === 0,
    finite: gone.finite !== false && newer((each) => isWhole(each) && each.finite !== false) === 0,
    running: gone.running && newer(() => true) < 2,
    'running lists': gone.running && ['hf-trainer', 'lightning'].includes(own.framework),
    protected: gone.protectedBy.length > 0,
    pinned: policy.pinned.has(own.path),
    recent: newer(isWhole) < policy.keepLast,
    every: policy.everySteps !== null && own.step !== null && own.step % policy.everySteps === 0,
    best:
      policy.metric !== null &&
      Number.isFinite(loss) &&
      family.filter(
        (each) =>
          isWhole(each) &&
          (isBetter(each) ||
            (each.summary.metrics['loss'] === loss && compareAge(each.summary, own) > 0)),
      ).length < policy.keepBest,
  };
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [`${own.path} ${name}`] : []));
}

function ownBytes(items: readonly RetentionItem[], gone: ReadonlySet<string>): number {
  const files = items
    .filter(({ summary: { path: own } }) => gone.has(own))
    .flatMap((each) => each.files);
  return new Map(files.map(({ identity, sizeBytes }) => [identity, sizeBytes])).size * 10;
}
