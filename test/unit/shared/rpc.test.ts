// The remote procedure call: every call is answered, and nothing the other side sends can break this one.
import assert from 'node:assert/strict';
import { setImmediate as settle } from 'node:timers/promises';
import { CallFailed, notice, request, RpcEndpoint, Transferred } from '../../../src/shared/rpc';
import { createPairedPorts, type TestPort } from '../../support/pairedPorts';

const add = request<{ a: number; b: number }, number>('test/add');
const give = request<null, ArrayBuffer>('test/give');
const take = request<ArrayBuffer, number>('test/take');
const never = request<null, null>('test/never');
const said = notice<string>('test/said');

interface Scene {
  readonly here: RpcEndpoint;
  readonly there: RpcEndpoint;
  readonly hereRaw: TestPort;
  readonly thereRaw: TestPort;
  /** Messages of the errors that either end reported. */
  readonly reported: string[];
}

async function withScene(play: (scene: Scene) => Promise<void> | void): Promise<void> {
  const [hereRaw, thereRaw] = createPairedPorts();
  const reported: string[] = [];
  const report = (error: unknown): void => void reported.push((error as Error).message);
  const here = new RpcEndpoint(hereRaw, report);
  const there = new RpcEndpoint(thereRaw, report);
  try {
    await play({ here, there, hereRaw, thereRaw, reported });
  } finally {
    here.dispose();
    there.dispose();
  }
}

/** What became of a call, as plain data. */
async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => ({ value }),
    (error: unknown) =>
      error instanceof CallFailed ? { reason: error.reason, message: error.message } : error,
  );
}

describe('a remote call', () => {
  it('brings back the answer, at once or promised', () =>
    withScene(async ({ here, there }) => {
      there.answer(add, ({ a, b }) => a + b);
      here.answer(add, ({ a, b }) => Promise.resolve(a * b));
      assert.deepEqual(
        await Promise.all([here.call(add, { a: 2, b: 3 }), there.call(add, { a: 2, b: 3 })]),
        [5, 6],
      );
    }));

  it('matches answers to calls when they come in another order', () =>
    withScene(async ({ here, there }) => {
      const release: (() => void)[] = [];
      there.answer(
        add,
        ({ a, b }) =>
          new Promise((resolve) =>
            release.push(() => {
              resolve(a + b);
            }),
          ),
      );
      const sums = [here.call(add, { a: 1, b: 1 }), here.call(add, { a: 2, b: 2 })];
      await settle();
      release.reverse().forEach((open) => {
        open();
      });
      assert.deepEqual(await Promise.all(sums), [2, 4]);
    }));

  it('fails with the message when the handler throws or rejects, and reports it there', () =>
    withScene(async ({ here, there, reported }) => {
      there.answer(add, () => {
        throw new Error('no sums today');
      });
      there.answer(never, () => Promise.reject(new Error('not ever')));
      const outcomes = [
        await outcomeOf(here.call(add, { a: 1, b: 1 })),
        await outcomeOf(here.call(never, null)),
      ];
      assert.deepEqual(
        [outcomes, reported],
        [
          [
            { reason: 'failed', message: 'no sums today' },
            { reason: 'failed', message: 'not ever' },
          ],
          ['no sums today', 'not ever'],
        ],
      );
    }));

  it('fails when the method is unknown', () =>
    withScene(async ({ here }) => {
      assert.deepEqual(await outcomeOf(here.call(add, { a: 1, b: 1 })), {
        reason: 'unknownMethod',
        message: 'unknown method test/add',
      });
    }));

  it('does not take what every object inherits for a method', () =>
    withScene(async ({ here }) => {
      const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
      const calls = names.map((name) => outcomeOf(here.call(request<null, null>(name), null)));
      assert.deepEqual(
        await Promise.all(calls),
        names.map((name) => ({ reason: 'unknownMethod', message: `unknown method ${name}` })),
      );
    }));

  it('fails when the answer cannot be sent', () =>
    withScene(async ({ here, there, reported }) => {
      const ask = request<null, unknown>('test/ask');
      there.answer(ask, () => () => undefined);
      const outcome = (await outcomeOf(here.call(ask, null))) as { reason: string };
      assert.deepEqual([outcome.reason, reported.length], ['failed', 1]);
    }));

  it('fails at once, with nothing left waiting, when its parameters cannot be sent', () =>
    withScene(async ({ here }) => {
      const tell = request<unknown, null>('test/tell');
      const call = here.call(tell, () => undefined);
      const outcome = (await outcomeOf(call)) as { reason: string };
      assert.equal(outcome.reason, 'failed');
    }));
});

describe('array buffers', () => {
  it('move with an answer instead of being copied', () =>
    withScene(async ({ here, there, thereRaw }) => {
      const buffer = new Float64Array([1, 2]).buffer;
      there.answer(give, () => new Transferred(buffer, [buffer]));
      const got = await here.call(give, null);
      assert.deepEqual(
        [
          [...new Float64Array(got)],
          buffer.byteLength,
          thereRaw.posted.map((sent) => sent.buffers),
        ],
        [[1, 2], 0, [1]],
      );
    }));

  it('move with a call', () =>
    withScene(async ({ here, there }) => {
      const buffer = new ArrayBuffer(24);
      there.answer(take, (got) => got.byteLength);
      assert.deepEqual([await here.call(take, buffer, [buffer]), buffer.byteLength], [24, 0]);
    }));

  it('are copied when they are not named', () =>
    withScene(async ({ here, there }) => {
      const buffer = new ArrayBuffer(8);
      there.answer(give, () => buffer);
      const got = await here.call(give, null);
      assert.deepEqual([got.byteLength, buffer.byteLength], [8, 8]);
    }));
});

describe('a notice', () => {
  it('reaches the handler in the order sent', () =>
    withScene(async ({ here, there }) => {
      const heard: string[] = [];
      there.on(said, (word) => heard.push(word));
      here.notify(said, 'a');
      here.notify(said, 'b');
      await settle();
      assert.deepEqual(heard, ['a', 'b']);
    }));

  it('that nobody handles is ignored', () =>
    withScene(async ({ here, thereRaw, reported }) => {
      here.notify(said, 'a');
      await settle();
      assert.deepEqual([thereRaw.posted, reported], [[], []]);
    }));

  it('whose handler throws is reported, and the next one arrives', () =>
    withScene(async ({ here, there, reported }) => {
      const heard: string[] = [];
      there.on(said, (word) => {
        if (word === 'bad') throw new Error('cannot hear');
        heard.push(word);
      });
      here.notify(said, 'bad');
      here.notify(said, 'good');
      await settle();
      assert.deepEqual([heard, reported], [['good'], ['cannot hear']]);
    }));
});

describe('a closed connection', () => {
  it('rejects what waits and what is asked afterwards', () =>
    withScene(async ({ here, there }) => {
      there.answer(never, () => new Promise<null>(() => undefined));
      const waiting = outcomeOf(here.call(never, null));
      await settle();
      here.dispose();
      const outcomes = [await waiting, await outcomeOf(here.call(never, null))];
      assert.deepEqual(outcomes, [
        {
          reason: 'closed',
          message: 'the connection was closed before the answer came',
        },
        { reason: 'closed', message: 'test/never: the connection is closed' },
      ]);
    }));

  it('sends nothing, not even an answer that was under way', () =>
    withScene(async ({ here, there, thereRaw }) => {
      let release = (): void => undefined;
      there.answer(
        never,
        () =>
          new Promise<null>(
            (resolve) =>
              (release = () => {
                resolve(null);
              }),
          ),
      );
      const waiting = outcomeOf(here.call(never, null));
      await settle();
      there.dispose();
      release();
      there.notify(said, 'late');
      await settle();
      here.dispose();
      await waiting;
      assert.deepEqual(thereRaw.posted, []);
    }));

  it('hears nothing', () =>
    withScene(({ there, thereRaw }) => {
      const heard: string[] = [];
      there.on(said, (word) => heard.push(word));
      there.dispose();
      thereRaw.inject({ t: 'notice', method: 'test/said', body: 'late' });
      assert.deepEqual(heard, []);
    }));
});

describe('rubbish on the wire', () => {
  const rubbish: readonly unknown[] = [
    null,
    undefined,
    0,
    'call',
    [],
    {},
    { t: 'hello' },
    { t: 'call' },
    { t: 'call', id: 1 },
    { t: 'call', id: 'one', method: 'test/add', body: null },
    { t: 'call', id: 1, method: { toString: 'test/add' }, body: null },
    { t: 'ok' },
    { t: 'ok', id: 99, body: 1 },
    { t: 'failed', id: 1, reason: 'because', message: 'x' },
    { t: 'failed', id: 1, reason: 'failed', message: 7 },
    { t: 'notice' },
    { t: 'notice', method: '__proto__', body: null },
  ];

  it('is dropped without an answer, a report or harm to calls that wait', () =>
    withScene(async ({ here, there, hereRaw, reported }) => {
      let release = (): void => undefined;
      there.answer(
        add,
        ({ a, b }) =>
          new Promise(
            (resolve) =>
              (release = () => {
                resolve(a + b);
              }),
          ),
      );
      const sum = here.call(add, { a: 1, b: 2 });
      await settle();
      const postedBefore = hereRaw.posted.length;
      rubbish.forEach((message) => {
        hereRaw.inject(message);
      });
      await settle();
      release();
      assert.deepEqual([await sum, hereRaw.posted.length - postedBefore, reported], [3, 0, []]);
    }));

  it('settles no call twice', () =>
    withScene(async ({ here, hereRaw }) => {
      const sum = here.call(add, { a: 1, b: 2 });
      hereRaw.inject({ t: 'ok', id: 1, body: 'first' });
      hereRaw.inject({ t: 'ok', id: 1, body: 'second' });
      assert.equal(await sum, 'first');
    }));
});
