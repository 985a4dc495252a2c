// A run whose writer is gone has ended, whatever its log says; nothing else that processes do means that.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { machineProcesses, type Processes } from '../../../../src/core/ingest/openFiles';
import { scalarRecord } from '../../../support/eventFiles';
import { EngineRig, head } from '../../../support/engineRig';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

/** Processes as a test says. */
class SaidProcesses implements Processes {
  holders = new Map<string, number>();
  readonly alive = new Set<number>();
  searches = 0;
  /** How often it was asked whether a process is alive. */
  questions = 0;
  failure: Error | null = null;

  findHolders(files: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    this.searches++;
    if (this.failure) return Promise.reject(this.failure);
    return Promise.resolve(new Map([...this.holders].filter(([file]) => files.has(file))));
  }

  isAlive(pid: number): boolean {
    this.questions++;
    return this.alive.has(pid);
  }
}

describe('watch over writers', () => {
  const folder = useTemporaryFolder();
  let processes: SaidProcesses;
  let rig: EngineRig;
  const point = (step: number): Uint8Array => scalarRecord('loss', step, 1, rig.clock.now() / 1000);
  const log = (): string => rig.pathOf('run/events.out.tfevents.1');

  beforeEach(() => {
    processes = new SaidProcesses();
    rig = new EngineRig(folder(), processes);
    rig.write('run/events.out.tfevents.1', head, point(1), point(2));
  });
  afterEach(() => rig.engine.dispose());

  /** Lets the watch look, and what it found be told. */
  async function look(): Promise<void> {
    for (let second = 0; second < 5; second++) {
      await rig.poll();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  const state = (): unknown => [rig.run().state, rig.run().evidence.kind];

  /** Looks again and again, since what is looked up on the disk takes its time. */
  async function becomes(expected: readonly string[]): Promise<void> {
    for (let round = 0; round < 10 && String(state()) !== String(expected); round++) await look();
    assert.deepEqual(state(), expected);
  }

  /** Reads the run, and lets the watch find out who writes it. */
  async function loadWatched(): Promise<void> {
    await rig.load();
    for (let round = 0; round < 50 && processes.searches === 0; round++) await look();
    await look();
  }

  it('says that a run has stopped when its process is gone', async () => {
    processes.holders.set(log(), 7);
    processes.alive.add(7);
    await loadWatched();
    assert.deepEqual(state(), ['running', 'growing']);
    processes.alive.delete(7);
    processes.holders.clear();
    await becomes(['stopped', 'writerGone']);
  });

  it('says nothing of a process that closes its file, or leaves it to another', async () => {
    processes.holders.set(log(), 7);
    processes.alive.add(7).add(8);
    await loadWatched();
    processes.holders.clear();
    await look();
    assert.deepEqual(state(), ['running', 'growing']);
    processes.alive.delete(7);
    processes.holders.set(log(), 8);
    await look();
    assert.deepEqual(state(), ['running', 'growing']);
  });

  it('says nothing of writers that were never seen, and asks ever less often', async () => {
    await rig.load();
    for (let round = 0; round < 24; round++) await look();
    assert.deepEqual(state(), ['running', 'growing']);
    assert.ok(processes.searches <= 7, `${processes.searches} searches in two minutes`);
  });

  it('takes it back when the run goes on', async () => {
    processes.holders.set(log(), 7);
    await loadWatched();
    processes.holders.clear();
    await becomes(['stopped', 'writerGone']);
    rig.clock.advance(10_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    rig.append('run/events.out.tfevents.1', point(3));
    rig.touch('run/events.out.tfevents.1');
    await look();
    assert.deepEqual(state(), ['running', 'growing']);
  });
});

describe('watch over the writers of many runs', () => {
  const folder = useTemporaryFolder();
  let processes: SaidProcesses;
  let rig: EngineRig;
  const logOf = (run: number): string => `run${run}/events.out.tfevents.1`;

  beforeEach(() => {
    processes = new SaidProcesses();
    processes.alive.add(7);
    rig = new EngineRig(folder(), processes);
    for (let run = 0; run < 40; run++) {
      rig.write(logOf(run), head, scalarRecord('loss', 1, 1, rig.clock.now() / 1000));
      processes.holders.set(rig.pathOf(logOf(run)), 7);
    }
  });
  afterEach(() => rig.engine.dispose());

  async function look(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      await rig.poll();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('looks at a process once a second, however many runs it writes', async () => {
    await rig.load();
    for (let round = 0; round < 20 && processes.searches === 0; round++) await look(1);
    const { searches, questions } = processes;
    await look(5);
    assert.equal(processes.searches, searches);
    const asked = processes.questions - questions;
    assert.ok(asked >= 4 && asked <= 6, `asked ${asked} times in five seconds`);
    processes.alive.clear();
    processes.holders.clear();
    await look(3);
    assert.deepEqual(new Set(rig.runs().map(({ state }) => state)), new Set(['stopped']));
    assert.equal(processes.searches, searches + 1);
  });

  it('goes on when a look fails', async () => {
    processes.failure = new Error('no table');
    await rig.load();
    for (let round = 0; round < 20 && processes.searches === 0; round++) await look(1);
    processes.failure = null;
    await look(10);
    processes.alive.clear();
    processes.holders.clear();
    await look(3);
    assert.deepEqual(new Set(rig.runs().map(({ state }) => state)), new Set(['stopped']));
  });
});

describe('processes of this machine', function () {
  const folder = useTemporaryFolder();
  let child: ChildProcess | undefined;
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(() => child?.kill('SIGKILL'));

  it('are found by the files that they write, and missed when they are killed', async () => {
    const file = path.join(folder(), 'train.log');
    const script = `const fs = require('fs'); fs.openSync(process.argv[1], 'a'); console.log('open'); setInterval(() => {}, 1e6);`;
    child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout!, 'data');
    const pid = child.pid!;
    const found = await machineProcesses.findHolders(new Set([file, `${file}.other`]));
    assert.deepEqual(found, new Map([[file, pid]]));
    assert.equal(machineProcesses.isAlive(pid), true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(machineProcesses.isAlive(pid), false);
    assert.deepEqual(await machineProcesses.findHolders(new Set([file])), new Map());
  });
});
