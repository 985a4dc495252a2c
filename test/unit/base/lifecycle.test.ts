// Ownership: order of release, late arrivals, errors on the way, and what the tracker is told.
import assert from 'node:assert/strict';
import { Disposable, DisposableStore, toDisposable, type Owned } from '../../../src/base/lifecycle';

class House extends Disposable {
  readonly said: string[] = [];

  furnish(name: string): Owned {
    return this.own(toDisposable(() => this.said.push(name)));
  }

  removeEarly(thing: Owned): void {
    this.disown(thing);
  }
}

/** Disposes are not counted by the leak guard here: these are plain objects. */
function failing(message: string): Owned {
  return {
    dispose: () => {
      throw new Error(message);
    },
  };
}

describe('a disposable from a function', () => {
  it('runs the function once', () => {
    let runs = 0;
    const thing = toDisposable(() => runs++);
    thing.dispose();
    thing.dispose();
    assert.equal(runs, 1);
  });
});

describe('a disposable store', () => {
  it('releases in reverse order of arrival, once', () => {
    const said: string[] = [];
    const store = new DisposableStore();
    for (const name of ['a', 'b', 'c']) store.add({ dispose: () => said.push(name) });
    store.dispose();
    store.dispose();
    assert.deepEqual(said, ['c', 'b', 'a']);
  });

  it('disposes at once what arrives late', () => {
    const said: string[] = [];
    const store = new DisposableStore();
    store.dispose();
    store.add({ dispose: () => said.push('late') });
    assert.deepEqual(said, ['late']);
  });

  it('disposes at once what arrives while it is being disposed', () => {
    const said: string[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => said.push('first') });
    store.add({
      dispose: () => {
        store.add({ dispose: () => said.push('late') });
      },
    });
    store.dispose();
    assert.deepEqual(said, ['late', 'first']);
  });

  it('releases one thing early and forgets it', () => {
    let runs = 0;
    const store = new DisposableStore();
    const thing = store.add({ dispose: () => runs++ });
    store.release(thing);
    store.dispose();
    assert.equal(runs, 1);
  });

  it('throws the only error after the others were released', () => {
    const said: string[] = [];
    const store = new DisposableStore();
    store.add({ dispose: () => said.push('a') });
    store.add(failing('b'));
    assert.throws(() => {
      store.dispose();
    }, new Error('b'));
    assert.deepEqual(said, ['a']);
  });

  it('throws several errors together, in the order they came', () => {
    const store = new DisposableStore();
    store.add(failing('a'));
    store.add(failing('b'));
    assert.throws(
      () => {
        store.dispose();
      },
      (error) =>
        error instanceof AggregateError &&
        error.errors.map((each: Error) => each.message).join() === 'b,a',
    );
  });
});

describe('a disposable', () => {
  it('releases what it owns in reverse order, once, and knows that it is disposed', () => {
    const house = new House();
    house.furnish('table');
    house.furnish('lamp');
    const before = house.isDisposed;
    house.dispose();
    house.dispose();
    assert.deepEqual([before, house.isDisposed, house.said], [false, true, ['lamp', 'table']]);
  });

  it('releases early what it disowns', () => {
    const house = new House();
    const table = house.furnish('table');
    house.furnish('lamp');
    house.removeEarly(table);
    house.dispose();
    assert.deepEqual(house.said, ['table', 'lamp']);
  });

  it('disposes at once what it comes to own late', () => {
    const house = new House();
    house.dispose();
    house.furnish('chair');
    assert.deepEqual(house.said, ['chair']);
  });
});
