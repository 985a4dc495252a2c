// What a file has told of its run: the newest value of every path, whatever it says.
import assert from 'node:assert/strict';
import { FactSheet } from '../../../../src/core/model/factSheet';
import type { DecodedFact } from '../../../../src/core/model/facts';
import type { FactValue } from '../../../../src/shared/facts';

function set(path: readonly string[], value: FactValue): DecodedFact {
  return { kind: 'set', section: 'config', path, value };
}

function remove(...path: string[]): DecodedFact {
  return { kind: 'remove', section: 'config', path };
}

function sheetOf(...facts: DecodedFact[]): FactSheet {
  const sheet = new FactSheet();
  sheet.apply(facts);
  return sheet;
}

function leavesOf(sheet: FactSheet): unknown[] {
  return [...sheet.leaves()].map(({ section, path, value }) => [section, path.join(' '), value]);
}

describe('fact sheet', () => {
  it('takes objects apart into leaves, and keeps lists whole', () => {
    const sheet = sheetOf(set(['optimizer'], { name: 'adam', betas: [0.9, 0.95], extra: {} }));
    assert.deepEqual(leavesOf(sheet), [
      ['config', 'optimizer name', 'adam'],
      ['config', 'optimizer betas', [0.9, 0.95]],
      ['config', 'optimizer extra', {}],
    ]);
  });

  it('has the newest value of a path, in the place of the first', () => {
    const sheet = sheetOf(set(['a'], 1), set(['b'], 2), set(['b'], { c: 3 }), set(['b', 'c'], 4));
    assert.deepEqual(leavesOf(sheet), [
      ['config', 'a', 1],
      ['config', 'b c', 4],
    ]);
    assert.equal(sheet.get('config', ['b', 'c']), 4);
    assert.equal(sheet.get('config', ['b']), undefined);
  });

  it('forgets what was removed with all below it', () => {
    const sheet = sheetOf(set(['a', 'b'], 1), set(['a', 'c'], 2), set(['d'], 3), remove('a'));
    assert.deepEqual(leavesOf(sheet), [['config', 'd', 3]]);
    sheet.apply([remove('never', 'there'), remove()]);
    assert.deepEqual(leavesOf(sheet), []);
  });

  it('keeps keys apart that contain dots, and those that objects have by themselves', () => {
    const hostile = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as FactValue;
    const sheet = sheetOf(set(['a.b'], 1), set(['a', 'b'], 2), set(['h'], hostile));
    assert.deepEqual(
      [...sheet.leaves()].map(({ path, value }) => [path, value]),
      [
        [['a.b'], 1],
        [['a', 'b'], 2],
        [['h', '__proto__', 'x'], 1],
        [['h', 'constructor'], 2],
      ],
    );
  });

  it('is bounded, and says so', () => {
    const many = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, at]));
    const sheet = sheetOf(set(['many'], many));
    assert.equal([...sheet.leaves()].length, 20_000);
    assert.equal(sheet.isCut, true);
    sheet.apply([remove('many'), set(['one'], 1)]);
    assert.deepEqual(leavesOf(sheet), [['config', 'one', 1]]);

    const long = sheetOf(set(['text'], 'x'.repeat(20_000)), set(['list'], Array(50_000).fill(1)));
    const [text, list] = [...long.leaves()].map(({ value }) => value as string | number[]);
    assert.deepEqual([text?.length, list?.length, long.isCut], [16_385, 1_000, true]);
    assert.equal(sheetOf(set(Array<string>(40).fill('deep'), 1)).isCut, true);
  });

  it('has another stamp after every change, and none that another sheet has', () => {
    const [one, other] = [sheetOf(set(['lr'], 1)), sheetOf(set(['lr'], 1))];
    const stamps = [one.stamp, other.stamp];
    other.apply([]);
    stamps.push(new FactSheet().stamp);
    one.apply([set(['lr'], 2)]);
    stamps.push(one.stamp);
    assert.deepEqual([new Set(stamps).size, stamps[2], other.stamp], [4, 0, stamps[1]]);
  });

  it('knows the newest progress', () => {
    const rest = { unit: 'step', elapsed: null, remaining: null };
    const sheet = sheetOf(
      { kind: 'progress', progress: { ...rest, done: 1, total: 9 } },
      { kind: 'progress', progress: { ...rest, done: 2, total: 9 } },
    );
    assert.deepEqual(sheet.progress, { ...rest, done: 2, total: 9 });
  });
});
