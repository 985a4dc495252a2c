// Replaying recorded runs: the files end as they were recorded, and grow by whole records on the way.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { demoRecording, readRecording } from '../../support/recording';
import { Replay } from '../../support/replay';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('a replay', () => {
  const folder = useTemporaryFolder();
  const recorded = readRecording(demoRecording);

  it('begins where it is asked to, at the end of a record', () => {
    const [run] = recorded;
    assert.ok(run);
    const replay = new Replay([run], folder(), { begun: { [run.name]: 0.5 }, pace: 0 });
    replay.dispose();
    const [file] = run.files;
    assert.ok(file);
    const { size } = statSync(path.join(folder(), run.name, file.name));
    const records = file.times.filter((time) => time <= run.seconds / 2).length;
    assert.equal(size, file.ends[records - 1]);
  });

  it('ends with the bytes that were recorded', async () => {
    const replay = new Replay(recorded, folder(), { begun: {}, pace: 1e6 });
    await replay.ended;
    replay.dispose();
    for (const run of recorded) {
      for (const { name, bytes } of run.files) {
        const written = readFileSync(path.join(folder(), run.name, name));
        assert.ok(written.equals(bytes), `${run.name}/${name}`);
      }
    }
  });
});
