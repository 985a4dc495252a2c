// The files of one run as they come, go and come again while they are read.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { RunEntry } from '../../../../src/core/engine/runEntry';
import { runIdOf } from '../../../../src/core/engine/runId';
import { ReadBuffer } from '../../../../src/core/ingest/readBuffer';
import { RunStore } from '../../../../src/core/store/store';
import { head, scalars } from '../../../support/engineRig';
import { joinBytes } from '../../../support/eventFiles';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

const events = 'events.out.tfevents.1';
const table = 'metrics.csv';

describe('a file of a run that is forgotten while it is read', () => {
  const folder = useTemporaryFolder();

  function newRun(): RunEntry {
    writeFileSync(path.join(folder(), events), joinBytes(head, scalars([1, 2], 'loss')));
    writeFileSync(path.join(folder(), table), 'step,loss\n1,0.5\n2,0.25\n3,0.125\n');
    return new RunEntry(folder(), folder(), new RunStore().addRun(runIdOf(folder())));
  }

  async function readAll(run: RunEntry, name: string, meanwhile?: () => void): Promise<void> {
    const reading = run.addFile(name, 'always')!.read(new ReadBuffer(), 1 << 20);
    meanwhile?.();
    await reading;
  }

  it('claims no metric of the others', async () => {
    const run = newRun();
    await readAll(run, events, () => run.removeFile(events));
    await readAll(run, table);
    assert.equal(run.data.find('scalar', 'loss')?.points, 3);
  });

  it('leaves what is read of it anew alone', async () => {
    const run = newRun();
    await readAll(run, events, () => {
      run.removeFile(events);
      run.addFile(events, 'always');
    });
    assert.deepEqual([run.data.points, run.collectSources()], [0, []]);
  });
});
