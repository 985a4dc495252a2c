// The two ends of a large run file say what a list of runs needs, before the rest is read or instead of it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { wandbFormat } from '../../../../src/core/formats/wandb/format';
import { readGlance } from '../../../../src/core/ingest/glance';
import { EngineRig } from '../../../support/engineRig';
import { message } from '../../../support/eventFiles';
import { useTemporaryFolder } from '../../../support/temporaryFolder';
import { exitRecord, historyRecord, recordOf, wandbFile } from '../../../support/wandbFiles';

const rowBytes = 20_000;

function named(name: string): Uint8Array {
  return recordOf(
    17,
    message((writer) => writer.uint32(0x0a).string('id').uint32(0x42).string(name)),
  );
}

/** Rows with texts between them that make the file large. */
function rows(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, step) =>
    historyRecord(step, 1_000 + step, [
      [['loss'], String(1 / (step + 1))],
      [['pad'], `"${'x'.repeat(rowBytes)}"`],
    ]),
  );
}

const large = wandbFile(named('a name'), ...rows(250), exitRecord(3, 249));

describe('the ends of a large run file', () => {
  const folder = useTemporaryFolder();
  const write = (bytes: Uint8Array): string => {
    const file = path.join(folder(), 'run-a.wandb');
    writeFileSync(file, bytes);
    return file;
  };

  it('say its name, how far it came and how it ended', async () => {
    const glance = (await readGlance(write(large), wandbFormat))!;
    assert.deepEqual(
      [
        glance.sheet.get('about', ['name']),
        glance.firstWallTime,
        glance.lastWallTime,
        glance.lastStep,
        glance.ended,
        glance.lastValues,
      ],
      [
        'a name',
        1_000,
        1_249,
        249,
        { wallTime: 1_249, exitCode: 3, said: null },
        [{ tag: 'loss', step: 249, value: 1 / 250 }],
      ],
    );
  });

  it('say it wherever the file is cut off', async () => {
    for (let cut = 0; cut < 40_000; cut += 1_777) {
      const glance = (await readGlance(write(large.subarray(0, large.length - cut)), wandbFormat))!;
      assert.ok(glance.lastStep! >= 246, `${cut}: ${glance.lastStep}`);
    }
  });

  it('are looked for further in front where the last blocks tell nothing', async () => {
    const noise = Array.from({ length: 20 }, () =>
      recordOf(
        13,
        message((writer) => writer.uint32(0x1a).string('line'.repeat(8_000))),
      ),
    );
    const file = write(wandbFile(named('a name'), ...rows(250), ...noise));
    const glance = await readGlance(file, wandbFormat);
    assert.deepEqual([glance?.lastStep, glance?.ended], [249, null]);
  });

  it('are not looked at in small files, nor where the middle would be needed', async () => {
    assert.equal(await readGlance(write(wandbFile(...rows(3))), wandbFormat), null);
    const { blockBytes, ...other } = wandbFormat;
    assert.equal(await readGlance(write(large), other), null);
    assert.equal(blockBytes, 32_768);
  });
});

describe('a list of large runs', () => {
  const folder = useTemporaryFolder();

  it('is told from the ends alone where that is asked, and in full else', async () => {
    const rig = new EngineRig(folder());
    rig.write('run/run-a.wandb', large);
    const summary = async (glanceOnly: boolean): Promise<unknown> => {
      const one = new EngineRig(folder());
      const [run] = await one.load({ glanceOnly });
      one.engine.dispose();
      const { title, state, evidence, lastStep, lastWallTime, lastValues, points, loading } = run!;
      return { title, state, evidence, lastStep, lastWallTime, lastValues, points, loading };
    };
    const whole = (await summary(false)) as Record<string, unknown>;
    assert.deepEqual(await summary(true), { ...whole, points: 0 });
    assert.deepEqual([whole['points'], whole['state'], whole['title']], [250, 'failed', 'a name']);
    rig.engine.dispose();
  });
});
