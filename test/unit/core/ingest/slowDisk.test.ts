// Disks that tell of changes late, coarsely or not at all: network mounts, containers, old file systems.
import assert from 'node:assert/strict';
import { appendFileSync, closeSync, openSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { nodeDisk, type Disk } from '../../../../src/core/ingest/disk';
import { Intake } from '../../../../src/core/ingest/intake';
import type { FileLook } from '../../../../src/core/ingest/fileLook';
import { FileTail } from '../../../../src/core/ingest/tail';
import { tensorboardFormat } from '../../../../src/core/formats/tensorboard/format';
import { joinBytes, scalarRecord } from '../../../support/eventFiles';
import { ManualClock } from '../../../support/manualClock';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const pollMs = 1_000;

/** A mount that answers `stat` from memory: it asks the server only where a file is opened. */
function forgetfulDisk(): Disk {
  const known = new Map<string, FileLook>();
  return {
    look: async (file) => known.get(file) ?? (await remember(file)),
    lookAfresh: (file) => remember(file),
  };

  async function remember(file: string): Promise<FileLook> {
    const look = await nodeDisk.look(file, null);
    known.set(file, look);
    return look;
  }
}

describe('a slow disk', () => {
  const folder = useTemporaryFolder();
  const record = (step: number): Uint8Array => scalarRecord('loss', step, step);
  let intake: Intake;

  afterEach(() => {
    intake.dispose();
  });

  async function follow(
    disk: Disk,
    bytes: Uint8Array,
  ): Promise<{ file: string; steps: number[]; poll: () => Promise<void> }> {
    const clock = new ManualClock(Date.now());
    const name = 'a.tfevents';
    const file = path.join(folder(), name);
    const steps: number[] = [];
    writeFileSync(file, bytes);
    intake = new Intake(clock, pollMs, { changed: () => undefined }, undefined, disk);
    intake.add(
      new FileTail(folder(), name, tensorboardFormat, {
        append: (_tags, { points }) => steps.push(...points.steps.subarray(0, points.count)),
        reset: () => {
          steps.length = 0;
        },
      }),
    );
    await intake.idle();
    const poll = async (): Promise<void> => {
      clock.advance(pollMs);
      await intake.idle();
    };
    return { file, steps, poll };
  }

  it('that answers from memory shows growth with the next poll', async () => {
    const { file, steps, poll } = await follow(forgetfulDisk(), record(0));
    const seen: number[] = [];
    for (const step of [1, 2, 3]) {
      appendFileSync(file, record(step));
      await poll();
      seen.push(steps.length);
    }
    assert.deepEqual(seen, [2, 3, 4]);
  });

  it('whose time stamps move only every two seconds shows growth with the next poll', async () => {
    const { file, steps, poll } = await follow(nodeDisk, record(0));
    const seen: number[] = [];
    for (const step of [1, 2, 3, 4]) {
      appendFileSync(file, record(step));
      const grain = Math.floor(Date.now() / 2000) * 2;
      utimesSync(file, grain, grain);
      await poll();
      seen.push(steps.length);
    }
    assert.deepEqual(seen, [2, 3, 4, 5]);
  });

  it('whose time stamp did not move shows what filled a hole in place when the file has been quiet', async () => {
    const size = record(1).length;
    const { file, steps, poll } = await follow(
      nodeDisk,
      joinBytes(record(0), new Uint8Array(size)),
    );
    const grain = Math.floor(Date.now() / 1000);
    utimesSync(file, grain, grain);
    await poll();
    const descriptor = openSync(file, 'r+');
    writeSync(descriptor, record(1), 0, size, record(0).length);
    closeSync(descriptor);
    utimesSync(file, grain, grain);
    for (let polls = 0; polls < 3; polls++) await poll();
    assert.deepEqual(steps, [0, 1]);
  });
});
