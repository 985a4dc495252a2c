// A real supervisor with real programs: what it keeps, what it survives, and how it ends them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { readLaunches, writeControl } from '../../../../src/core/launch/launchFolder';
import { conditionOf } from '../../../../src/core/launch/liveness';
import { exists, isAlive, startMarkOf } from '../../../../src/core/launch/processIdentity';
import { startSupervisor } from '../../../../src/core/launch/startSupervisor';
import { seededNumbers } from '../../../support/seededNumbers';
import {
  endOf,
  newLaunch,
  printedBy,
  stateWhen,
  supervisorScript,
  useSupervisor,
} from '../../../support/supervisor';
import { runProgram } from '../../../support/run';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const forEver = 'setInterval(() => {}, 1000);';
const deaf =
  "process.on('SIGINT', () => console.log('no')); process.on('SIGTERM', () => console.log('never'));";

describe('a supervisor', function () {
  this.timeout(60_000);
  useSupervisor();
  let folder = '';

  /** Nothing of a test goes on after it, whatever it came to. */
  afterEach(async () => {
    if (folder === '' || !readdirSync(folder).includes('state.json')) return;
    await writeControl(folder, { stop: 'atOnce' });
    await stateWhen(folder, () => true);
    const state = await stateWhen(folder, ({ phase }) => phase === 'ended', 3_000).catch(
      () => null,
    );
    if (state === null) for (const pid of pidsOf(folder)) killQuietly(pid);
    folder = '';
  });

  const base = useTemporaryFolder();

  async function launch(program: string, changes?: Parameters<typeof newLaunch>[2]) {
    folder = await newLaunch(base(), program, changes);
    const begun = await startSupervisor(supervisorScript, folder);
    assert.ok(begun.ok, JSON.stringify(begun));
    return begun.value;
  }

  it('keeps what a program prints, and how it ends', async () => {
    await launch("console.log('out', process.env.A); console.error('err'); process.exitCode = 3", {
      env: { A: 'b' },
    });
    const { exit, phase, restarts } = await endOf(folder);
    assert.deepEqual([phase, exit?.code, exit?.signal, restarts], ['ended', 3, null, 0]);
    assert.deepEqual(printedBy(folder).split('\n').sort(), ['', 'err', 'out b']);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    const [found] = await readLaunches(base());
    assert.deepEqual([found?.folder, found?.state?.phase], [folder, 'ended']);
  });

  it('says why a program could not be started', async () => {
    const state = await launch('', { argv: ['/nowhere/python', 'train.py'] });
    assert.deepEqual([state.phase, state.startError], ['ended', 'ENOENT']);
  });

  it('passes words as they are, through no shell', async () => {
    const words = ['a b', '$HOME', '"', "'", '; echo x', '*', ''];
    await launch('', {
      argv: [process.execPath, '-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words],
    });
    await endOf(folder);
    assert.deepEqual(JSON.parse(printedBy(folder)), words);
  });

  it('outlives whoever started it, killed with its whole group', async () => {
    folder = await newLaunch(base(), `let n = 0; setInterval(() => console.log(n++), 50);`);
    const code = `
      const { spawn } = require('node:child_process');
      spawn(process.execPath, process.argv.slice(1), { detached: true, stdio: 'ignore' }).unref();
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['-e', code, supervisorScript, folder], {
      detached: true,
      stdio: 'ignore',
    });
    const { process: program } = await stateWhen(folder, ({ phase }) => phase === 'running');
    process.kill(-parent.pid!, 'SIGKILL');
    const before = printedBy(folder).length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.equal(await isAlive(program!), true);
    assert.ok(printedBy(folder).length > before);
  });

  it('loses no line of programs that are killed at any moment', async () => {
    const random = seededNumbers(7);
    const program = `
      const fs = require('node:fs');
      for (let n = 0; ; n++) { fs.writeSync(1, n + '\\n'); fs.writeFileSync(process.argv[1], String(n)); }`;
    for (let round = 0; round < 30; round++) {
      const witness = path.join(base(), `witness${round}`);
      const { process: own } = await launch(program, {
        argv: [process.execPath, '-e', program, witness],
      });
      while (!existsSync(witness)) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, random(60)));
      process.kill(own!.pid, 'SIGKILL');
      const { exit } = await endOf(folder);
      assert.equal(exit?.signal, 'SIGKILL');
      const lines = printedBy(folder).trimEnd().split('\n').map(Number);
      assert.deepEqual(
        lines.findIndex((line, at) => line !== at),
        -1,
      );
      // What it noted as printed is there; the note itself may have been cut short by the kill.
      const noted = Number(readFileSync(witness, 'utf8') || 0);
      assert.ok(lines.length > noted, `${lines.length} lines of ${noted}`);
    }
  }).timeout(120_000);

  it('keeps output within bounds, with the newest whole', async () => {
    const count = 200_000;
    await launch(
      `
      const line = 'x'.repeat(40);
      let n = 0;
      const more = () => { while (n < ${count}) if (!process.stdout.write(line + ' ' + n++ + '\\n')) return process.stdout.once('drain', more); };
      more();`,
      { console: { partBytes: 100_000, keptParts: 3 } },
    );
    const state = await endOf(folder);
    const text = printedBy(folder);
    const numbers = text
      .trimEnd()
      .split('\n')
      .map((line) => Number(line.split(' ')[1]));
    assert.deepEqual(
      [state.exit?.code, state.lostBytes, numbers.at(0), numbers.at(-1)],
      [0, 0, 0, count - 1],
    );
    assert.ok(text.length < 600_000, `${text.length} bytes are kept`);
    const newest = numbers.slice(-4000);
    assert.deepEqual(
      newest,
      newest.map((_, at) => count - 4000 + at),
    );
  });

  it('is one alone, however often it is started', async () => {
    folder = await newLaunch(base(), `console.log('begun'); ${forEver}`);
    const all = await Promise.all(
      Array.from({ length: 4 }, () => startSupervisor(supervisorScript, folder)),
    );
    await stateWhen(folder, ({ phase }) => phase === 'running');
    const late = await runProgram(process.execPath, [supervisorScript, folder]);
    assert.deepEqual(
      [late.code, new Set(all.map((one) => one.ok && one.value.process?.pid)).size],
      [3, 1],
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(printedBy(folder), 'begun\n');
  });

  it('stops a program that listens with the first signal', async () => {
    await launch(
      `process.on('SIGINT', () => { console.log('saved'); process.exit(0); }); ${forEver} console.log('up')`,
    );
    await printed('up');
    await writeControl(folder, { stop: 'gently' });
    const { exit, stop } = await endOf(folder);
    assert.deepEqual([exit?.code, stop?.signal, printedBy(folder)], [0, 'SIGINT', 'up\nsaved\n']);
  });

  it('goes on to stronger signals where the gentle ones do not help', async () => {
    await launch(`${deaf} ${forEver} console.log('up')`);
    await printed('up');
    await writeControl(folder, { stop: 'gently' });
    const { exit, stop } = await endOf(folder);
    assert.deepEqual([exit?.signal, stop?.signal, stop?.nextAtMs], ['SIGKILL', 'SIGKILL', null]);
    assert.equal(printedBy(folder), 'up\nno\nnever\n');
    assert.ok(exit!.atMs - stop!.askedAtMs >= 550);
  });

  it('kills at once when there is no patience left', async () => {
    await launch(`${deaf} ${forEver} console.log('up')`, {
      grace: { interruptMs: 60_000, terminateMs: 60_000 },
    });
    await printed('up');
    await writeControl(folder, { stop: 'gently' });
    await printed('no');
    await writeControl(folder, { stop: 'atOnce' });
    const { exit } = await endOf(folder);
    assert.equal(exit?.signal, 'SIGKILL');
  });

  it('stops the descendants as well', async () => {
    await launch(`
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(`${deaf} ${forEver}`)}], { stdio: 'inherit' });
      console.log(child.pid);
      setTimeout(() => process.exit(1), 300);`);
    const { exit } = await endOf(folder);
    const child = Number(printedBy(folder).split('\n')[0]);
    assert.deepEqual([exit?.code, await startMarkOf(child)], [1, null]);
  });

  it('leaves alone what a program that ended well has left behind', async () => {
    await launch(`
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(forEver)}], { stdio: 'ignore' });
      child.unref();
      console.log(child.pid);`);
    await endOf(folder);
    const child = Number(printedBy(folder));
    assert.equal(exists(child), true);
    process.kill(child, 'SIGKILL');
  });

  it('starts a program again that failed, as often as it was told', async () => {
    await launch("console.log('again'); process.exit(1)", { restart: { most: 2, delayMs: 50 } });
    const { exit, restarts } = await endOf(folder);
    assert.deepEqual([exit?.code, restarts, printedBy(folder)], [1, 2, 'again\nagain\nagain\n']);
  });

  it('does not start again what was stopped', async () => {
    await launch(forEver, { restart: { most: 5, delayMs: 50 } });
    await writeControl(folder, { stop: 'gently' });
    const { restarts, exit } = await endOf(folder);
    assert.deepEqual([restarts, exit?.signal], [0, 'SIGINT']);
  });

  it('is not taken for a process that was given its number later', async () => {
    const state = await launch(forEver);
    const supervised = await conditionOf(state, hostname(), isAlive);
    const reused = { ...state, supervisor: { ...state.supervisor, startMark: 'another time' } };
    const program = { pid: state.process!.pid, startMark: 'another time' };
    assert.deepEqual(
      [
        supervised,
        await conditionOf(reused, hostname(), isAlive),
        await conditionOf({ ...reused, process: program }, hostname(), isAlive),
      ],
      ['supervised', 'unsupervised', 'lost'],
    );
  });

  it('is known to be gone when it is killed, and leaves no state that claims otherwise', async () => {
    const state = await launch(forEver);
    process.kill(state.supervisor.pid, 'SIGKILL');
    await gone(state.supervisor.pid);
    assert.equal(await conditionOf(state, hostname(), isAlive), 'unsupervised');
    process.kill(-state.process!.pid, 'SIGKILL');
    await gone(state.process!.pid);
    assert.equal(await conditionOf(state, hostname(), isAlive), 'lost');
  });

  it('goes with its program when its folder was removed', async () => {
    const { supervisor, process: own } = await launch(forEver);
    rmSync(folder, { recursive: true });
    folder = '';
    process.kill(own!.pid, 'SIGKILL');
    await gone(supervisor.pid);
  });

  it('does nothing for a folder that holds no launch', async () => {
    writeFileSync(path.join(base(), 'spec.json'), '{}');
    const { code } = await runProgram(process.execPath, [supervisorScript, base()]);
    assert.deepEqual([code, readdirSync(base()).sort()], [2, ['spec.json', 'supervisor.txt']]);
  });

  async function printed(line: string): Promise<void> {
    for (const untilMs = Date.now() + 10_000; Date.now() < untilMs;) {
      if (printedBy(folder).includes(`${line}\n`)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(`it printed ${printedBy(folder)}`);
  }
});

function pidsOf(folder: string): readonly number[] {
  const { supervisor, process: own } = JSON.parse(
    readFileSync(path.join(folder, 'state.json'), 'utf8'),
  ) as { supervisor: { pid: number }; process: { pid: number } | null };
  return [supervisor.pid, ...(own ? [-own.pid] : [])];
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function gone(pid: number): Promise<void> {
  while ((await startMarkOf(pid)) !== null) await new Promise((resolve) => setTimeout(resolve, 20));
}
