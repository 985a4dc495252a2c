// A run belongs to the launch whose process wrote it, and to none where that is not sure.
import assert from 'node:assert/strict';
import {
  launchOfRun,
  stateByProcess,
  type KnownLaunch,
} from '../../../../src/core/launch/launchOfRun';
import { advance, firstState, type LaunchEvent } from '../../../../src/core/launch/launchState';
import type { LaunchCondition } from '../../../../src/core/launch/liveness';
import { specOf } from '../../../support/supervisor';
import { makeRun } from '../../vscode/makeRun';

const startedAtMs = 1_000_000;

/** A launch of `/w/<script> <args>` that started at 1000 s, and ended at 2000 s where it has an end. */
function known(
  pid: number,
  args: readonly string[] = [],
  end: readonly LaunchEvent[] = [],
  condition: LaunchCondition = 'supervised',
): KnownLaunch {
  const begun = firstState('box', { pid: 1, startMark: 'a' }, 0);
  const started = advance(
    begun,
    { kind: 'started', process: { pid, startMark: 'b' } },
    startedAtMs,
  );
  const state = end.reduce((at, event) => advance(at, event, 2_000_000), started);
  const spec = { ...specOf(''), argv: ['python', 'train.py', ...args], cwd: '/w' };
  return { id: String(pid), folder: `/w/.trackside/launches/${pid}`, spec, state, condition };
}

const failed: readonly LaunchEvent[] = [
  { kind: 'exited', code: 3, signal: null },
  { kind: 'cleared', willRestart: false },
];
const wrote = { firstWallTime: 1001, lastWallTime: 1500 };
const source = (file: string) => [{ file, format: 'tensorboard', sizeBytes: 1, bytesRead: 1 }];

describe('the launch of a run', () => {
  const idOf = (run: object, ...launches: readonly KnownLaunch[]): string | undefined =>
    launchOfRun({ ...makeRun('r'), directory: '/w/r', sources: [], ...run }, launches)?.id;

  it('is the one whose process the files name', () => {
    const sources = source('events.out.tfevents.1200.box.12.0');
    assert.equal(idOf({ sources }, known(11), known(12)), '12');
    const [old, other] = ['900.box.12.0', '1200.far.12.0'].map((rest) =>
      idOf({ sources: source(`events.out.tfevents.${rest}`) }, known(12)),
    );
    assert.deepEqual([old, other], [undefined, undefined]);
  });

  it('is the one whose command names the directory while it grows', () => {
    const evidence = { kind: 'growing', lastGrowthAtMs: 1_500_000, usualGapMs: null };
    assert.equal(idOf({ evidence }, known(11, ['--out=r']), known(12)), '11');
    const before = { kind: 'growing', lastGrowthAtMs: 500_000, usualGapMs: null };
    assert.equal(idOf({ evidence: before }, known(11, ['--out=r'])), undefined);
  });

  it('is the only one that ran while all of the run was written, and none where there are two', () => {
    assert.equal(idOf(wrote, known(11)), '11');
    assert.equal(idOf(wrote, known(11), known(12)), undefined);
    assert.equal(idOf({ ...wrote, directory: '/other/r' }, known(11)), undefined);
    assert.equal(idOf({ ...wrote, lastWallTime: 2100 }, known(11, [], failed, 'ended')), undefined);
  });
});

describe('the state of a run by its process', () => {
  const run = (state: string, evidence: object) => ({ state, evidence }) as never;
  const gone = { kind: 'writerGone', goneAtMs: 2_000_000, alwaysSaysEnd: false };

  it('is running as long as the process lives, though nobody has its files open', () => {
    assert.deepEqual(stateByProcess(run('stopped', gone), known(11)), {
      state: 'running',
      evidence: { kind: 'process', pid: 11, startedAtMs, lastGrowthAtMs: 2_000_000 },
    });
  });

  it('stays what it is where the run is silent, or its log tells its end', () => {
    const silent = { kind: 'silent', lastGrowthAtMs: 1, usualGapMs: null, thresholdMs: 1 };
    assert.equal(stateByProcess(run('stalled', silent), known(11)), null);
    const end = { kind: 'endRecord', endedAtMs: 1, exitCode: 0 };
    assert.equal(stateByProcess(run('finished', end), known(11, [], failed, 'ended')), null);
  });

  it('is failed, stopped or finished by how the process ended', () => {
    const stopped: readonly LaunchEvent[] = [
      { kind: 'stopAsked' },
      { kind: 'exited', code: null, signal: 'SIGINT' },
      { kind: 'cleared', willRestart: false },
    ];
    const well: readonly LaunchEvent[] = [{ kind: 'exited', code: 0, signal: null }, failed[1]!];
    const states = [failed, stopped, well].map(
      (end) => stateByProcess(run('stopped', gone), known(11, [], end, 'ended'))?.state,
    );
    assert.deepEqual(states, ['failed', 'stopped', 'finished']);
    const lost = stateByProcess(run('unknown', gone), known(11, [], [], 'lost'));
    assert.equal(lost, null);
  });
});
