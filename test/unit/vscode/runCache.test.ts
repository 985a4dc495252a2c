// The host's copy of the run list: pulled when somebody looks, kept while the engine starts again.
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import { Disposable } from '../../../src/base/lifecycle';
import { silentLog } from '../../../src/base/log';
import {
  engineMessages,
  type EngineChange,
  type RunList,
} from '../../../src/shared/engineContract';
import { CallFailed, type RequestType } from '../../../src/shared/rpc';
import type { RunId, RunSummary } from '../../../src/shared/vocabulary';
import { RunCache, type RunsChange, type RunSource } from '../../../src/vscode/runCache';
import { ManualClock } from '../../support/manualClock';
import { makeRun } from './makeRun';

/** An engine of which a test says what it knows, and which remembers what it was asked. */
class ScriptedEngine extends Disposable implements RunSource {
  readonly changes = this.own(new Emitter<EngineChange>(assert.ifError));
  readonly restarts = this.own(new Emitter<null>(assert.ifError));
  readonly onDidChange = this.changes.event;
  readonly onDidRestart = this.restarts.event;
  readonly asked: string[] = [];
  runs: readonly RunSummary[] = [];
  searching = false;
  down = false;

  call<Params, Answer>(type: RequestType<Params, Answer>, params: Params): Promise<Answer> {
    if (this.down) return Promise.reject(new CallFailed('closed', 'down'));
    const all = type.method === engineMessages.listRuns.method;
    const ids = all ? null : (params as { ids: readonly RunId[] }).ids;
    this.asked.push(all ? 'all' : `[${ids?.join()}]`);
    const list: RunList = {
      revision: 1,
      runs: this.runs.filter(({ id }) => ids === null || ids.includes(id)),
      searching: this.searching,
      bytesTotal: 8,
      bytesRead: 4,
    };
    return Promise.resolve(list as Answer);
  }

  tell(...runs: string[]): void {
    this.changes.fire({
      revision: 2,
      runs: runs as RunId[],
      list: false,
      searching: this.searching,
    });
  }
}

interface Scene {
  readonly engine: ScriptedEngine;
  readonly cache: RunCache;
  readonly changes: RunsChange[];
  /** Lets what is due and every answer arrive. */
  readonly pass: (ms?: number) => Promise<void>;
  readonly names: () => string[];
}

async function withCache(act: (scene: Scene) => Promise<void>): Promise<void> {
  const clock = new ManualClock();
  const engine = new ScriptedEngine();
  const cache = new RunCache(engine, clock, silentLog);
  const changes: RunsChange[] = [];
  const heard = cache.onDidChange((change) => changes.push(change));
  const pass = async (ms = 250): Promise<void> => {
    clock.advance(ms);
    await new Promise(setImmediate);
    clock.advance(0);
    await new Promise(setImmediate);
  };
  try {
    const names = (): string[] => cache.runs.map(({ name }) => name);
    await act({ engine, cache, changes, pass, names });
  } finally {
    heard.dispose();
    cache.dispose();
    engine.dispose();
  }
}

describe('the run cache', () => {
  it('asks nothing until somebody holds it', () =>
    withCache(async ({ engine, cache, pass }) => {
      engine.tell('a');
      await pass();
      assert.deepEqual(engine.asked, []);
      const held = cache.hold();
      await pass();
      assert.deepEqual(engine.asked, ['all']);
      held.dispose();
    }));

  it('lists everything first, then only what changed, in natural order', () =>
    withCache(async ({ engine, cache, changes, pass, names }) => {
      engine.runs = [makeRun('b10'), makeRun('b9')];
      const held = cache.hold();
      await pass();
      engine.runs = [...engine.runs, makeRun('a')];
      engine.tell('a', 'b9');
      await pass();
      assert.deepEqual(engine.asked, ['all', '[a,b9]']);
      assert.deepEqual(changes, [
        { changed: ['b10', 'b9'], structure: true },
        { changed: ['b9', 'a'], structure: true },
      ]);
      assert.deepEqual(names(), ['a', 'b9', 'b10']);
      held.dispose();
    }));

  it('forgets a run that it asked for and did not get', () =>
    withCache(async ({ engine, cache, changes, pass, names }) => {
      engine.runs = [makeRun('a'), makeRun('b')];
      const held = cache.hold();
      await pass();
      engine.runs = [makeRun('b')];
      engine.tell('a');
      await pass();
      assert.deepEqual(names(), ['b']);
      assert.deepEqual(changes.at(-1), { changed: [], structure: true });
      held.dispose();
    }));

  it('gathers the changes of a quarter of a second into one question', () =>
    withCache(async ({ engine, cache, pass }) => {
      const held = cache.hold();
      await pass();
      for (const run of ['a', 'b', 'a']) {
        engine.tell(run);
        await pass(50);
      }
      await pass(250);
      assert.deepEqual(engine.asked, ['all', '[a]', '[b,a]']);
      held.dispose();
    }));

  it('asks at once when somebody comes to look, however lately something changed', () =>
    withCache(async ({ engine, cache, pass }) => {
      engine.tell('a');
      await pass(0);
      const held = cache.hold();
      await pass(0);
      assert.deepEqual(engine.asked, ['all']);
      held.dispose();
    }));

  it('asks at once when the search is over', () =>
    withCache(async ({ engine, cache, pass }) => {
      engine.searching = true;
      const held = cache.hold();
      await pass(0);
      engine.tell('a');
      await pass(0);
      assert.deepEqual(engine.asked, ['all']);
      engine.searching = false;
      engine.tell('b');
      await pass(0);
      assert.deepEqual(engine.asked, ['all', '[a,b]']);
      held.dispose();
    }));

  it('keeps its runs while a restarted engine searches, then drops what is gone', () =>
    withCache(async ({ engine, cache, pass, names }) => {
      engine.runs = [makeRun('a'), makeRun('b')];
      const held = cache.hold();
      await pass();
      engine.runs = [];
      engine.searching = true;
      engine.restarts.fire(null);
      await pass();
      assert.deepEqual(names(), ['a', 'b']);
      engine.runs = [makeRun('b')];
      engine.searching = false;
      engine.tell('b');
      await pass();
      await pass();
      assert.deepEqual(engine.asked, ['all', 'all', '[b]', 'all']);
      assert.deepEqual(names(), ['b']);
      held.dispose();
    }));

  it('waits for the restart when the engine is down', () =>
    withCache(async ({ engine, cache, pass, names }) => {
      engine.runs = [makeRun('a')];
      engine.down = true;
      const held = cache.hold();
      await pass();
      engine.down = false;
      await pass();
      assert.deepEqual(engine.asked, []);
      engine.restarts.fire(null);
      await pass();
      assert.deepEqual(names(), ['a']);
      held.dispose();
    }));

  it('tells when every folder has been searched', () =>
    withCache(async ({ engine, cache, pass }) => {
      engine.searching = true;
      let searched = false;
      const done = cache.whenSearched().then(() => (searched = true));
      await pass();
      assert.equal(searched, false);
      engine.searching = false;
      engine.tell();
      await pass();
      await done;
      assert.deepEqual(cache.progress, { searching: false, bytesTotal: 8, bytesRead: 4 });
    }));

  it('refreshes for a command although nobody holds it', () =>
    withCache(async ({ engine, cache, names }) => {
      engine.runs = [makeRun('a')];
      await cache.refresh();
      await cache.refresh();
      assert.deepEqual([engine.asked, names()], [['all'], ['a']]);
    }));
});
