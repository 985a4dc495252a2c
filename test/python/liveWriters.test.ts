// Libraries that write logs of their own, training for real: curve and state follow, however the training ends.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import type { RunState, RunSummary, StateEvidence } from '../../src/shared/vocabulary';
import { pythonEnvironment, pythonScript } from '../support/python';
import { useTemporaryFolder } from '../support/temporaryFolder';

type Ending = 'exit' | 'crash' | 'kill';
type Verdict = readonly [RunState, StateEvidence['kind']];

interface Library {
  readonly name: string;
  /** The curve that is followed. */
  readonly tag: string;
  /** What its log tells of each ending. */
  readonly ends: Readonly<Record<Ending, Verdict>>;
  /** Epochs to come, where its log does not say it but a file beside it. */
  readonly totals?: Readonly<Record<Ending, number>>;
}

/** Nothing in the log tells an end, but the process is known that had it open. */
const onlyGone: Library['ends'] = {
  exit: ['stopped', 'writerGone'],
  crash: ['stopped', 'writerGone'],
  kill: ['stopped', 'writerGone'],
};

const libraries: readonly Library[] = [
  {
    name: 'wandb',
    tag: 'loss',
    ends: {
      exit: ['finished', 'endRecord'],
      crash: ['failed', 'endRecord'],
      kill: ['failed', 'writerGone'],
    },
  },
  {
    name: 'transformers',
    tag: 'loss',
    ends: {
      exit: ['finished', 'endRecord'],
      crash: ['stopped', 'writerGone'],
      kill: ['stopped', 'writerGone'],
    },
  },
  { name: 'lightning', tag: 'train_loss', ends: onlyGone },
  { name: 'keras', tag: 'loss', ends: onlyGone },
  { name: 'tqdm', tag: 'loss', ends: { ...onlyGone, exit: ['finished', 'allDone'] } },
  { name: 'jsonLines', tag: 'loss', ends: onlyGone },
  {
    name: 'ultralytics',
    tag: 'train/box_loss',
    ends: { ...onlyGone, exit: ['finished', 'allDone'] },
    totals: { exit: 110, crash: 10_000, kill: 10_000 },
  },
];

/** Long enough for a busy machine; a training takes a few seconds. */
const longestMs = 60_000;
/** Of a process that was never seen to write, nobody can say that it is gone. */
const timeToBeKnownMs = 4_000;

describe('a library that trains', function () {
  this.timeout(longestMs * 3);
  const folder = useTemporaryFolder();
  let python: string;
  let engine: Engine;
  let training: ChildProcess | undefined;

  before(async () => {
    ({ python } = await pythonEnvironment());
  });
  beforeEach(() => {
    engine = new Engine(nodeClock, silentLog);
    engine.configure({
      folders: [folder()],
      excludedDirectories: [],
      pollIntervalMs: 200,
      watch: true,
      memoryLimitBytes: 1 << 28,
    });
  });
  afterEach(() => {
    training?.kill('SIGKILL');
    engine.dispose();
  });

  function start(library: string, ending: Ending): ChildProcess {
    const run = path.join(folder(), 'run');
    mkdirSync(run);
    // As people start trainings: what it prints goes to a file beside its logs.
    const output = openSync(path.join(run, 'train.log'), 'w');
    const word = ending === 'kill' ? 'wait' : ending;
    const script = pythonScript('live_writers.py');
    const child = spawn(python, ['-u', script, library, run, word], {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    return child;
  }

  async function until(what: string, isSo: (run: RunSummary) => boolean): Promise<RunSummary> {
    const deadline = Date.now() + longestMs;
    for (;;) {
      const { runs } = engine.listRuns();
      const found = runs.find(isSo);
      if (found) return found;
      if (Date.now() > deadline) assert.fail(`not ${what}: ${describeRuns(runs)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  function points(run: RunSummary, tag: string): number {
    return engine.answers.getStatistics(run.id).find((series) => series.tag === tag)?.points ?? 0;
  }

  for (const { name, tag, ends, totals } of libraries) {
    for (const ending of ['exit', 'crash', 'kill'] as const) {
      const [state, evidence] = ends[ending];
      it(`${name}: ${ending} is told as ${state} (${evidence})`, async () => {
        training = start(name, ending);
        const ended = once(training, 'exit');
        const child = training;
        let least = 0;
        for (let seen = 0; seen < 3; seen++) {
          // On a machine that is very busy the training may be over before it was seen to grow so often.
          const live = await until(`growing beyond ${least}`, (run) => {
            const now = points(run, tag);
            return now > least || (now > 0 && child.exitCode !== null);
          });
          least = points(live, tag);
          // A log may tell the end before the process is gone.
          if (child.exitCode === null)
            assert.ok(['running', state].includes(live.state), live.state);
        }
        if (ending === 'kill') {
          await new Promise((resolve) => setTimeout(resolve, timeToBeKnownMs));
          training.kill('SIGKILL');
        }
        await ended;
        const run = await until(`${state} by ${evidence}`, (one) => {
          return one.state === state && one.evidence.kind === evidence;
        });
        assert.equal(engine.listRuns().runs.length, 1);
        assert.ok(points(run, tag) >= least);
        if (totals) assert.equal(run.progress?.total, totals[ending]);
      });
    }
  }
});

function describeRuns(runs: readonly RunSummary[]): string {
  return JSON.stringify(
    runs.map(({ name, state, evidence, points, sources }) => [
      ...[name, state, evidence.kind, points, sources.map(({ file }) => file)],
    ]),
  );
}
