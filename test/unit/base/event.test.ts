// Typed events: who hears what, and what a failing listener costs.
import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/event';
import type { Owned } from '../../../src/base/lifecycle';

function rethrow(error: unknown): never {
  throw error;
}

describe('an emitter', () => {
  it('fires to every listener in order of subscription', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>(rethrow);
    const first = emitter.event((value) => heard.push(`first ${value}`));
    const second = emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire('a');
    first.dispose();
    emitter.fire('b');
    second.dispose();
    emitter.fire('c');
    assert.deepEqual(heard, ['first a', 'second a', 'second b']);
  });

  it('counts one function subscribed twice as two listeners', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>(rethrow);
    const listener = (value: number): void => void heard.push(value);
    const first = emitter.event(listener);
    const second = emitter.event(listener);
    emitter.fire(1);
    first.dispose();
    emitter.fire(2);
    second.dispose();
    assert.deepEqual(heard, [1, 1, 2]);
  });

  it('reports a listener that throws and goes on to the others', () => {
    const heard: unknown[] = [];
    const emitter = new Emitter<number>((error) => heard.push((error as Error).message));
    const subscriptions = [
      emitter.event(() => {
        throw new Error('broken');
      }),
      emitter.event((value) => heard.push(value)),
    ];
    emitter.fire(1);
    subscriptions.forEach((subscription) => {
      subscription.dispose();
    });
    assert.deepEqual(heard, ['broken', 1]);
  });

  it('does not call a listener that another one disposed of in the same firing', () => {
    const heard: string[] = [];
    const emitter = new Emitter<null>(rethrow);
    const later: Owned[] = [];
    const first = emitter.event(() => {
      later.forEach((subscription) => {
        subscription.dispose();
      });
    });
    later.push(emitter.event(() => heard.push('disposed')));
    emitter.fire(null);
    first.dispose();
    assert.deepEqual(heard, []);
  });

  it('tells a listener added during a firing only about the next one', () => {
    const heard: string[] = [];
    const emitter = new Emitter<string>(rethrow);
    const added: Owned[] = [];
    const first = emitter.event((outer) => {
      if (added.length === 0) added.push(emitter.event((value) => heard.push(`${outer}:${value}`)));
    });
    emitter.fire('a');
    emitter.fire('b');
    [first, ...added].forEach((subscription) => {
      subscription.dispose();
    });
    assert.deepEqual(heard, ['a:b']);
  });

  it('is silent after it was disposed', () => {
    const heard: number[] = [];
    const emitter = new Emitter<number>(rethrow);
    const subscription = emitter.event((value) => heard.push(value));
    emitter.dispose();
    emitter.fire(1);
    subscription.dispose();
    assert.deepEqual(heard, []);
  });
});
