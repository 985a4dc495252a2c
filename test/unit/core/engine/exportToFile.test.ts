// An export to a file is whole or not there, and can be cancelled on the way.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { FileExports } from '../../../../src/core/engine/exportToFile';
import { lineWriter, openDocument } from '../../../../src/core/report/pointLines';
import type { PointExportProgress } from '../../../../src/shared/pointExport';
import { fileVersionRecord, scalarRecord } from '../../../support/eventFiles';
import { useEngine } from '../../../support/engineRig';

describe('an export to a file', () => {
  const rig = useEngine();
  const name = 'events.out.tfevents.1';

  it('holds every point of the runs, and tells how far it is', async () => {
    rig().write(`a/${name}`, fileVersionRecord(), scalarRecord('loss', 1, 0.5, 10));
    rig().write(`b/${name}`, fileVersionRecord(), scalarRecord('loss', 2, NaN, 20));
    const runs = await rig().load();
    const told: PointExportProgress[] = [];
    const exports = new FileExports({ openDocument, lineWriter }, (each) => told.push(each));
    const path = rig().pathOf('out.csv');
    writeFileSync(path, 'old');
    const done = await exports.write({ id: 7, runs: [], format: 'csv', path }, runs);
    const text =
      'run,tag,kind,step,wallTime,value,segment\na,loss,scalar,1,10,0.5,0\nb,loss,scalar,2,20,NaN,0\n';
    assert.deepEqual(
      [done, readFileSync(path, 'utf8'), told.at(-1)],
      [
        { bytes: text.length, problems: 0, cancelled: false },
        text,
        { id: 7, runs: 1, bytes: text.length },
      ],
    );
  });

  it('is one array where a document is wanted, also of nothing', async () => {
    rig().write(`a/${name}`, fileVersionRecord(), scalarRecord('loss', 1, 0.5, 10));
    rig().write(`b/${name}`, fileVersionRecord(), scalarRecord('loss', 2, NaN, 20));
    const runs = await rig().load();
    const exports = new FileExports({ openDocument, lineWriter }, () => undefined);
    const path = rig().pathOf('out.json');
    const read = async (chosen: typeof runs): Promise<unknown> => {
      await exports.write({ id: 1, runs: [], format: 'json', path }, chosen);
      return JSON.parse(readFileSync(path, 'utf8')) as unknown;
    };
    const point = { tag: 'loss', kind: 'scalar', segment: 0 };
    assert.deepEqual(
      [await read(runs), await read([])],
      [
        [
          { ...point, run: 'a', step: 1, wallTime: 10, value: 0.5 },
          { ...point, run: 'b', step: 2, wallTime: 20, value: 'NaN' },
        ],
        [],
      ],
    );
  });

  it('leaves the file as it was when it is cancelled', async () => {
    rig().write(`a/${name}`, fileVersionRecord(), scalarRecord('loss', 1, 0.5, 10));
    const runs = await rig().load();
    const exports = new FileExports({ openDocument, lineWriter }, ({ id }) => exports.cancel(id));
    const path = rig().pathOf('out.jsonl');
    writeFileSync(path, 'old');
    const done = await exports.write({ id: 1, runs: [], format: 'csv', path }, runs);
    assert.deepEqual(
      [done.cancelled, readFileSync(path, 'utf8'), readdirSync(rig().folder)],
      [true, 'old', ['a', 'out.jsonl']],
    );
  });
});
