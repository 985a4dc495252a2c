// Checkpoints beside a run's logs as marks at their steps: whose they are, what is told of them, when they are looked for again.
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { RunMark } from '../../../../src/shared/runMarks';
import { checkpointTrees } from '../../../support/checkpointFixtures';
import { fileVersionRecord, scalarRecord } from '../../../support/eventFiles';
import { EngineRig } from '../../../support/engineRig';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('engine, checkpoints of a run', () => {
  const folder = useTemporaryFolder();
  let rig: EngineRig;

  beforeEach(() => {
    rig = new EngineRig(folder());
  });
  afterEach(() => rig.engine.dispose());

  function writeRun(name: string): void {
    rig.write(
      `${name}/events.out.tfevents.1.a`,
      fileVersionRecord(1_700_000_000),
      scalarRecord('loss', 0, 1, 1_700_000_000),
    );
  }

  const copy = (tree: string, place: string): void =>
    cpSync(path.join(checkpointTrees, tree), rig.pathOf(place), { recursive: true });

  async function marks(name: string): Promise<readonly RunMark[]> {
    const { id } = rig.engine.listRuns().runs.find((run) => run.name === name)!;
    return rig.engine.answers.getRunMarks({ runs: [id] });
  }

  const short = (told: readonly RunMark[]): unknown[] =>
    told.map(({ step, id, checkpoint }) => [
      step,
      id,
      checkpoint?.problem ? checkpoint.problem.kind : checkpoint?.resume,
    ]);

  it('are told with step, path, size and what is wrong with them', async () => {
    writeRun('run');
    copy('orbax-manager', 'run/ckpt');
    await rig.load();
    const told = await marks('run');
    assert.deepEqual(short(told), [
      [20, 'ckpt/20', 'weights'],
      [30, 'ckpt/30', 'missing-file'],
      [40, 'ckpt/40.orbax-checkpoint-tmp-1234', 'unfinished'],
    ]);
    assert.ok(told.every(({ checkpoint }) => checkpoint!.sizeBytes > 0));
  });

  it('belong to the nearest run above them', async () => {
    writeRun('.');
    writeRun('deep/run');
    copy('lightning', 'deep/run/version_0');
    await rig.load();
    assert.deepEqual(await marks('.'), []);
    assert.notDeepEqual(await marks('deep/run'), []);
  });

  it('are looked for again when a directory changed, and not before some seconds are over', async () => {
    writeRun('run');
    await rig.load();
    const before = await marks('run');
    copy('orbax-manager/20', 'run/20');
    const tooSoon = await marks('run');
    const heard: unknown[] = [];
    const listener = rig.engine.onDidChange(({ runs, list }) => heard.push([runs.length, list]));
    rig.clock.advance(5000);
    const later = await marks('run');
    rig.clock.advance(100);
    rmSync(rig.pathOf('run/20'), { recursive: true });
    rig.clock.advance(5000);
    assert.deepEqual([before, tooSoon, later, await marks('run')].map(short), [
      [],
      [],
      [[20, '20', 'weights']],
      [],
    ]);
    assert.deepEqual(heard[0], [1, true]);
    listener.dispose();
  });
});
