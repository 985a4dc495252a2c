// The real TensorBoard: started on any free port, told where it serves, gone with whoever started it, failures explained.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import * as esbuild from 'esbuild';
import { isAlive, startMarkOf } from '../../src/core/launch/processIdentity';
import { failureOf, startTensorBoard } from '../../src/core/launch/tensorBoard';
import { projectRoot } from '../support/projectRoot';
import { pythonEnvironment } from '../support/python';
import { mustRun } from '../support/run';
import { useTemporaryFolder } from '../support/temporaryFolder';

const sample = path.join(projectRoot, 'media/sample');

async function start(python: string, onEnd: () => void = () => undefined) {
  const started = await startTensorBoard({ python, directory: sample, onEnd });
  assert.ok(started.ok, JSON.stringify(started));
  return started.value;
}

describe('TensorBoard', () => {
  const folder = useTemporaryFolder();
  let python = '';

  before(async () => {
    ({ python } = await pythonEnvironment());
  });

  it('serves every point of a directory at the address that it says', async () => {
    const end = new AbortController();
    const server = await start(python, () => end.abort());
    try {
      const tags = await untilJson(new URL('data/plugin/scalars/tags', server.address));
      const runs = Object.keys(tags as object).sort();
      assert.deepEqual(runs, ['lr0.03', 'lr0.03-resumed']);
      const query = 'data/plugin/scalars/scalars?run=lr0.03&tag=train/loss';
      const points = (await untilJson(new URL(query, server.address))) as unknown[];
      assert.equal(points.length, 150);
    } finally {
      server.stop();
    }
    while (!end.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('is several at a time, each at a port of its own', async () => {
    const servers = await Promise.all([start(python), start(python)]);
    const [first, second] = servers.map(({ address }) => new URL(address).port);
    servers.forEach((server) => server.stop());
    assert.notEqual(first, second);
  });

  it('is gone when whoever started it is killed', async () => {
    const bundle = path.join(folder(), 'start.js');
    await esbuild.build({
      absWorkingDir: projectRoot,
      stdin: {
        contents: `import { startTensorBoard } from './src/core/launch/tensorBoard';
          const [python, directory] = process.argv.slice(2);
          void startTensorBoard({ python, directory, onEnd() {} }).then((it) => console.log(it.value.pid));`,
        resolveDir: projectRoot,
        loader: 'ts',
      },
      outfile: bundle,
      bundle: true,
      platform: 'node',
    });
    const parent = spawn(process.execPath, [bundle, python, sample], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (bytes: Buffer) => resolve(Number(bytes.toString()))),
    );
    const identity = { pid, startMark: await startMarkOf(pid) };
    assert.equal(await isAlive(identity), true);
    parent.kill('SIGKILL');
    while (await isAlive(identity)) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it('is said to be missing where it is, at once', async () => {
    const environment = path.join(folder(), 'environment');
    await mustRun(python, ['-m', 'venv', '--without-pip', environment]);
    const bare = path.join(environment, 'bin/python');
    const begun = performance.now();
    const started = await startTensorBoard({
      python: bare,
      directory: sample,
      onEnd: () => undefined,
    });
    const nowhere = path.join(folder(), 'python');
    const none = await startTensorBoard({
      python: nowhere,
      directory: sample,
      onEnd: () => undefined,
    });
    assert.deepEqual(
      [started, none],
      [
        { ok: false, error: { kind: 'notInstalled', python: bare } },
        { ok: false, error: { kind: 'noPython', python: nowhere } },
      ],
    );
    assert.ok(performance.now() - begun < 10_000);
  });

  it('has known breakages, each with the package that it is about', () => {
    const last = (line: string): string =>
      `Traceback (most recent call last):\n  File "a.py"\n${line}`;
    const modules = [
      "ModuleNotFoundError: No module named 'pkg_resources'",
      'TypeError: Descriptors cannot be created directly.',
      "ImportError: cannot import name 'builder' from 'google.protobuf.internal'",
      "AttributeError: module 'numpy' has no attribute 'bool8'. Did you mean: 'bool'?",
      'ValueError: something else',
    ].map((line) => {
      const failure = failureOf(last(line), 1, 'python');
      return failure.kind === 'brokenInstall' ? failure.module : failure.kind;
    });
    assert.deepEqual(modules, ['setuptools', 'protobuf', 'protobuf', 'numpy', 'ended']);
  });
});

/** TensorBoard serves before it has read. */
async function untilJson(address: URL): Promise<unknown> {
  for (const untilMs = Date.now() + 60_000; ;) {
    const response = await fetch(address);
    const value: unknown = response.ok ? await response.json() : null;
    const isThere = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
    if (isThere) return value;
    assert.ok(Date.now() < untilMs, `${address.href} has nothing`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
