// One question at a time, and only the newest.
import assert from 'node:assert/strict';
import { LatestCall } from '../../../webview/charts/latestCall';
import { ManualClock } from '../../support/manualClock';

interface Asked {
  readonly params: number;
  resolve(answer: string): void;
  reject(error: unknown): void;
}

function setUp() {
  const clock = new ManualClock();
  const asked: Asked[] = [];
  const heard: string[] = [];
  const call = new LatestCall<number, string>({
    clock,
    gapMs: () => 33,
    call: (params) =>
      new Promise((resolve, reject) => {
        asked.push({ params, resolve, reject });
      }),
    answered: (params, answer) => heard.push(`${params} ${answer}`),
    failed: (params) => heard.push(`${params} failed`),
  });
  const settle = (): Promise<void> => new Promise((go) => setImmediate(go));
  return { clock, asked, heard, call, settle };
}

describe('latest call', () => {
  it('asks at once, and then only for the newest wish', async () => {
    const { clock, asked, heard, call, settle } = setUp();
    call.want(1);
    call.want(2);
    call.want(3);
    asked[0]?.resolve('a');
    await settle();
    clock.advance(33);
    asked[1]?.resolve('b');
    await settle();
    assert.deepEqual(
      [asked.map(({ params }) => params), heard],
      [
        [1, 3],
        ['1 a', '3 b'],
      ],
    );
    call.dispose();
  });

  it('keeps the gap between two questions', async () => {
    const { clock, asked, call, settle } = setUp();
    call.want(1);
    asked[0]?.resolve('a');
    await settle();
    call.want(2);
    assert.equal(asked.length, 1);
    clock.advance(32);
    assert.equal(asked.length, 1);
    clock.advance(1);
    assert.equal(asked.length, 2);
    call.dispose();
  });

  it('drops the answer that is under way when cancelled, and asks on', async () => {
    const { clock, asked, heard, call, settle } = setUp();
    call.want(1);
    call.cancel();
    call.want(2);
    asked[0]?.resolve('old');
    await settle();
    clock.advance(33);
    asked[1]?.resolve('new');
    await settle();
    assert.deepEqual(heard, ['2 new']);
    call.dispose();
  });

  it('tells of a failure and goes on', async () => {
    const { clock, asked, heard, call, settle } = setUp();
    call.want(1);
    call.want(2);
    asked[0]?.reject(new Error('gone'));
    await settle();
    clock.advance(33);
    asked[1]?.resolve('b');
    await settle();
    assert.deepEqual(heard, ['1 failed', '2 b']);
    call.dispose();
  });

  it('says nothing after it was disposed', async () => {
    const { asked, heard, call, settle } = setUp();
    call.want(1);
    call.dispose();
    asked[0]?.resolve('a');
    call.want(2);
    await settle();
    assert.deepEqual([heard, asked.length], [[], 1]);
  });
});
