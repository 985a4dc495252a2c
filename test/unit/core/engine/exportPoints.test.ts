// Exporting a run whose file becomes another one meanwhile.
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportRun } from '../../../../src/core/engine/exportPoints';
import type { RunSummary } from '../../../../src/shared/vocabulary';
import { fileVersionRecord, joinBytes, scalarRecord } from '../../../support/eventFiles';
import { useTemporaryFolder } from '../../../support/temporaryFolder';

describe('export of points', () => {
  const folder = useTemporaryFolder();

  it('names the points of a file that was replaced in the middle by their own tags, and says so', async () => {
    const file = 'events.out.tfevents.1';
    const target = path.join(folder(), file);
    const many = Array.from({ length: 120_000 }, (_, step) => scalarRecord('old', step, 1));
    writeFileSync(target, joinBytes(fileVersionRecord(), ...many));
    const next = path.join(folder(), 'next');
    writeFileSync(next, joinBytes(fileVersionRecord(), scalarRecord('new', 7, 2)));
    const run = { directory: folder(), sources: [{ file }] } as unknown as RunSummary;
    const lines: string[] = [];
    let slices = 0;
    const problems = await exportRun(run, {
      lineFor: (tag) => (point) => `${tag} ${point.step} ${point.segment}\n`,
      write: (text) => {
        lines.push(...text.split('\n').slice(0, -1));
        if (slices++ === 0) renameSync(next, target);
        return undefined;
      },
    });
    assert.deepEqual(
      [lines[0], lines.at(-1), problems.map(({ kind }) => kind)],
      ['old 0 0', 'new 7 1', ['fileReplaced']],
    );
  });

  it('leaves out copies of a file and says so (trap 35)', async () => {
    const bytes = joinBytes(
      fileVersionRecord(),
      scalarRecord('loss', 0, 1),
      scalarRecord('loss', 1, 2),
    );
    const names = ['a.tfevents', 'a.tfevents.bak', 'a.tfevents~'];
    for (const name of names) writeFileSync(path.join(folder(), name), bytes);
    const sources = names.map((file) => ({ file }));
    const run = { directory: folder(), sources } as unknown as RunSummary;
    let text = '';
    const problems = await exportRun(run, {
      lineFor: () => (point) => `${point.step} `,
      write: (some) => {
        text += some;
        return undefined;
      },
    });
    assert.deepEqual(
      [text, problems.map(({ kind, file, detail }) => [kind, file, detail])],
      [
        '0 1 ',
        [
          ['copiedFile', 'a.tfevents.bak', 'a.tfevents'],
          ['copiedFile', 'a.tfevents~', 'a.tfevents'],
        ],
      ],
    );
  });
});
