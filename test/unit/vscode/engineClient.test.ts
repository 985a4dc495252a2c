// The engine's thread comes when called, comes back after a crash, and goes when told.
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { silentLog } from '../../../src/base/log';
import { engineMessages, type EngineSettings } from '../../../src/shared/engineContract';
import { RpcEndpoint } from '../../../src/shared/rpc';
import { EngineClient, type EngineThread } from '../../../src/vscode/engineClient';
import { ManualClock } from '../../support/manualClock';
import { createPairedPorts } from '../../support/pairedPorts';

/** Engines in this thread; each keeps what it was configured with and answers `rescan`. */
class EngineNursery {
  readonly configured: EngineSettings[] = [];
  readonly #crashes: Emitter<unknown>[] = [];
  #stopped = 0;

  get counts(): { readonly started: number; readonly stopped: number } {
    return { started: this.#crashes.length, stopped: this.#stopped };
  }

  readonly spawn = (): EngineThread => {
    const [hostEnd, engineEnd] = createPairedPorts();
    const rpc = new RpcEndpoint(engineEnd, assert.ifError);
    rpc.answer(engineMessages.configure, (settings) => {
      this.configured.push(settings);
      return null;
    });
    rpc.answer(engineMessages.rescan, () => null);
    rpc.answer(engineMessages.listRuns, () => new Promise<never>(() => undefined));
    const ends = new Emitter<unknown>(assert.ifError);
    this.#crashes.push(ends);
    return {
      port: hostEnd,
      onDidEnd: ends.event,
      dispose: () => {
        this.#stopped++;
        rpc.dispose();
        ends.dispose();
      },
    };
  };

  crash(): void {
    this.#crashes.at(-1)?.fire('out of memory');
  }
}

const settings: EngineSettings = {
  folders: ['/logs'],
  excludedDirectories: [],
  pollIntervalMs: 100,
  memoryLimitBytes: 1 << 29,
  watch: false,
};

interface Scene {
  readonly client: EngineClient;
  readonly engines: EngineNursery;
  readonly clock: ManualClock;
}

async function withClient(act: (scene: Scene) => Promise<void>): Promise<void> {
  const engines = new EngineNursery();
  const clock = new ManualClock();
  const client = new EngineClient(engines.spawn, clock, silentLog);
  try {
    await act({ client, engines, clock });
  } finally {
    client.dispose();
  }
}

function rescan(client: EngineClient): Promise<string> {
  return client.call(engineMessages.rescan, null).then(
    () => 'answered',
    (error: unknown) => String((error as { reason?: string }).reason),
  );
}

describe('the engine client', () => {
  it('starts no engine to configure it, but with the first call, settings first', () =>
    withClient(async ({ client, engines }) => {
      await client.configure(settings);
      const before = [client.status, engines.counts.started];
      const answer = await rescan(client);
      assert.deepEqual([before, answer], [['idle', 0], 'answered']);
      assert.deepEqual([client.status, engines.configured], ['running', [settings]]);
    }));

  it('rejects what waits when the engine crashes, and everything until it is back', () =>
    withClient(async ({ client, engines, clock }) => {
      await client.configure(settings);
      await rescan(client);
      const waiting = assert.rejects(client.call(engineMessages.listRuns, null), {
        reason: 'closed',
      });
      engines.crash();
      await waiting;
      const whileDown = [client.status, await rescan(client)];
      clock.advance(250);
      const after = [client.status, await rescan(client)];
      assert.deepEqual(
        [whileDown, after],
        [
          ['restarting', 'closed'],
          ['running', 'answered'],
        ],
      );
      assert.deepEqual(engines.configured, [settings, settings]);
      assert.deepEqual(engines.counts, { started: 2, stopped: 1 });
    }));

  it('tells of each restart, and waits twice as long after every further crash', () =>
    withClient(async ({ client, engines, clock }) => {
      const restartedAt: number[] = [];
      const heard = client.onDidRestart(() => restartedAt.push(clock.now()));
      await rescan(client);
      const began = clock.now();
      for (let i = 0; i < 9; i++) {
        engines.crash();
        clock.advance(30_000);
      }
      const waits = restartedAt.map((at, i) => at - began - i * 30_000);
      assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
      heard.dispose();
    }));

  it('forgets earlier crashes once an engine has lived for a minute', () =>
    withClient(async ({ client, engines, clock }) => {
      await rescan(client);
      engines.crash();
      clock.advance(61_000);
      engines.crash();
      clock.advance(250);
      assert.equal(client.status, 'running');
    }));

  it('replaces a running engine on demand', () =>
    withClient(async ({ client, engines }) => {
      await rescan(client);
      let restarts = 0;
      const heard = client.onDidRestart(() => restarts++);
      client.restart();
      assert.deepEqual(
        [restarts, engines.counts, await rescan(client)],
        [1, { started: 2, stopped: 1 }, 'answered'],
      );
      heard.dispose();
    }));

  it('stops its engine when disposed and answers no more', () =>
    withClient(async ({ client, engines }) => {
      await rescan(client);
      client.dispose();
      assert.deepEqual(
        [engines.counts, await rescan(client)],
        [{ started: 1, stopped: 1 }, 'closed'],
      );
    }));
});
