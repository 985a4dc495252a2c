// Results, and the message of whatever was thrown.
import assert from 'node:assert/strict';
import { fail, messageOf, succeed } from '../../../src/base/result';

describe('a result', () => {
  it('carries a value or an error', () => {
    assert.deepEqual(
      [succeed(1), fail({ kind: 'gone' })],
      [
        { ok: true, value: 1 },
        { ok: false, error: { kind: 'gone' } },
      ],
    );
  });
});

describe('the message of something thrown', () => {
  it('is found whatever was thrown', () => {
    const thrown = [new TypeError('bad type'), 'plain', 7, undefined, null, Symbol('s')];
    assert.deepEqual(thrown.map(messageOf), [
      'bad type',
      'plain',
      '7',
      'undefined',
      'null',
      'Symbol(s)',
    ]);
  });

  it('is found for an object that cannot be made a string', () => {
    assert.equal(messageOf(Object.create(null)), 'unknown error');
  });
});
