// A launch's state moves on by events, and says what is true of it at every time.
import assert from 'node:assert/strict';
import {
  advance,
  firstState,
  hasFailed,
  parseState,
  type LaunchEvent,
  type LaunchState,
} from '../../../../src/core/launch/launchState';
import { conditionOf } from '../../../../src/core/launch/liveness';
import { nextStop } from '../../../../src/core/launch/stopPlan';

const supervisor = { pid: 10, startMark: 'a' };
const program = { pid: 11, startMark: 'b' };

function after(...events: readonly LaunchEvent[]): LaunchState {
  return events.reduce(
    (state, event, at) => advance(state, event, at + 1),
    firstState('box', supervisor, 0),
  );
}

const started: LaunchEvent = { kind: 'started', process: program };
const exited = (code: number | null, signal: string | null = null): LaunchEvent => ({
  kind: 'exited',
  code,
  signal,
});
const cleared: LaunchEvent = { kind: 'cleared', willRestart: false };

describe('the state of a launch', () => {
  it('tells a program from its start to its end', () => {
    assert.deepEqual(after(started, exited(0), cleared), {
      version: 1,
      phase: 'ended',
      host: 'box',
      supervisor,
      process: program,
      startedAtMs: 1,
      exit: { code: 0, signal: null, atMs: 2 },
      startError: null,
      restarts: 0,
      stop: null,
      lostBytes: 0,
      updatedAtMs: 3,
    });
  });

  it('tells how far a stop has come, and by which signal the program ended', () => {
    const stopping = after(
      started,
      { kind: 'stopAsked' },
      { kind: 'signalled', signal: 'SIGINT', nextAtMs: 30 },
      { kind: 'stopAsked' },
    );
    assert.deepEqual(
      [stopping.phase, stopping.stop],
      ['stopping', { askedAtMs: 2, signal: 'SIGINT', nextAtMs: 30 }],
    );
    const ended = [exited(null, 'SIGINT'), cleared].reduce(
      (state, event) => advance(state, event, 9),
      stopping,
    );
    assert.deepEqual(
      [ended.phase, ended.exit?.signal, hasFailed(ended)],
      ['ended', 'SIGINT', false],
    );
  });

  it('counts restarts, and forgets the end before', () => {
    const again = after(
      started,
      exited(1),
      { kind: 'cleared', willRestart: true },
      { kind: 'restarting' },
      started,
    );
    assert.deepEqual([again.phase, again.restarts, again.exit], ['running', 1, null]);
  });

  it('stays as it is once it ended', () => {
    const ended = after({ kind: 'startFailed', code: 'ENOENT' });
    assert.deepEqual([ended.phase, ended.startError, hasFailed(ended)], ['ended', 'ENOENT', true]);
    assert.equal(advance(ended, started, 9), ended);
  });

  it('fails by a code or a signal that nobody asked for', () => {
    assert.deepEqual(
      [exited(0), exited(1), exited(null, 'SIGKILL')].map((end) => hasFailed(after(started, end))),
      [false, true, true],
    );
  });

  it('is read back as it was written, and not at all where it cannot be one', () => {
    const state = after(started);
    assert.deepEqual(parseState(JSON.stringify(state)), state);
    const broken = ['', '{', '[]', '{"version":1,"phase":"running"}', '{"version":2}'];
    assert.deepEqual(
      broken.map(parseState),
      broken.map(() => undefined),
    );
  });
});

describe('what can be said of a launch now', () => {
  const conditionWith = (state: LaunchState, ...alive: readonly object[]) =>
    conditionOf(state, 'box', (identity) => Promise.resolve(alive.includes(identity)));

  it('depends on whether its processes are those that the state tells of', async () => {
    const state = after(started);
    const gone = after(started, exited(1));
    assert.deepEqual(
      await Promise.all([
        conditionWith(state, supervisor, program),
        conditionWith(state, program),
        conditionWith(state),
        conditionWith(gone, program),
        conditionWith({ ...state, host: 'other' }, supervisor),
        conditionWith(after(started, exited(1), cleared)),
      ]),
      ['supervised', 'unsupervised', 'lost', 'lost', 'elsewhere', 'ended'],
    );
  });
});

describe('stopping', () => {
  const grace = { interruptMs: 30, terminateMs: 10 };

  it('asks, then tells, then kills', () => {
    const steps = [nextStop(null, grace), nextStop('SIGINT', grace), nextStop('SIGTERM', grace)];
    assert.deepEqual(steps, [
      { signal: 'SIGINT', nextInMs: 30 },
      { signal: 'SIGTERM', nextInMs: 10 },
      { signal: 'SIGKILL', nextInMs: null },
    ]);
    assert.equal(nextStop('SIGKILL', grace), null);
  });

  it('kills at once where there is no patience left', () => {
    assert.deepEqual(nextStop('SIGINT', grace, true), { signal: 'SIGKILL', nextInMs: null });
  });
});
