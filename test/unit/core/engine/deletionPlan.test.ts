// What deleting runs would take away: their own files, never those of others, never of a run that may still be written.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import type { RunDeletion } from '../../../../src/shared/tableContract';
import type { RunId } from '../../../../src/shared/vocabulary';
import { scalarRecord } from '../../../support/eventFiles';
import { scalars, head, useEngine } from '../../../support/engineRig';

describe('the plan of a deletion', () => {
  const rig = useEngine();

  /** A run whose log was last written long ago. */
  function writeOld(name: string): void {
    const file = rig().write(`${name}/events.out.tfevents.1`, head, scalars([0, 1]));
    utimesSync(file, 1_000_000, 1_000_000);
  }

  async function plan(...names: readonly string[]): Promise<readonly unknown[]> {
    const ids = names.map((name) => rig().run(name).id);
    const plans = await rig().engine.answers.planDeletion(ids);
    const short = (text: string): string => text.replace(rig().folder, '').replaceAll('\\', '/');
    return plans.map(
      ({ targets, files, refused }: RunDeletion) => refused ?? [targets.map(short), files],
    );
  }

  it('takes the whole directory of a run that lies alone', async () => {
    writeOld('a');
    rig().write('a/checkpoints/model.pt', new Uint8Array(100));
    await rig().load();
    const [deletion] = await rig().engine.answers.planDeletion([rig().run('a').id]);
    assert.deepEqual([await plan('a'), deletion!.bytes > 100], [[[['/a'], 2]], true]);
    assert.ok(existsSync(rig().pathOf('a')));
  });

  it('takes the files alone where other runs lie in the directory', async () => {
    writeOld('a');
    writeOld('a/b');
    rig().write('a/notes.txt', new Uint8Array(3));
    await rig().load();
    assert.deepEqual(await plan('a', 'a/b'), [
      [['/a/events.out.tfevents.1'], 1],
      [['/a/b'], 1],
    ]);
  });

  it('never takes the log folder itself', async () => {
    const file = rig().write('events.out.tfevents.1', head, scalars([0]));
    utimesSync(file, 1_000_000, 1_000_000);
    rig().write('train.py', new Uint8Array(3));
    await rig().load();
    assert.deepEqual(await plan('.'), [[['/events.out.tfevents.1'], 1]]);
  });

  it('keeps a run that may still be written', async () => {
    const seconds = rig().clock.now() / 1000;
    rig().write('live/events.out.tfevents.1', head, scalarRecord('loss', 0, 1, seconds));
    rig().touch('live/events.out.tfevents.1');
    await rig().load();
    assert.deepEqual(await plan('live'), ['running']);
  });

  it('does not follow links out of the directory', async () => {
    writeOld('a');
    mkdirSync(rig().pathOf('elsewhere'));
    rig().write('elsewhere/data.bin', new Uint8Array(5_000));
    symlinkSync(rig().pathOf('elsewhere'), rig().pathOf('a/data'));
    await rig().load();
    const [deletion] = await rig().engine.answers.planDeletion([rig().run('a').id]);
    assert.deepEqual([await plan('a'), deletion!.bytes < 5_000], [[[['/a'], 2]], true]);
  });

  it('says so where there is nothing any more', async () => {
    writeOld('a');
    await rig().load();
    assert.deepEqual(await rig().engine.answers.planDeletion(['nothing' as RunId]), []);
  });
});
