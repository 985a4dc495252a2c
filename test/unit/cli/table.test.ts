// `trackside table`: the runs side by side as text, CSV and JSON.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { useCommandLine } from '../../support/commandLine';
import { fileVersionRecord, joinBytes, scalarRecord } from '../../support/eventFiles';
import { useTemporaryFolder } from '../../support/temporaryFolder';

describe('trackside table', () => {
  const folder = useTemporaryFolder();
  const run = useCommandLine();

  beforeEach(() => {
    for (const [name, lr, losses] of [
      ['a', '0.1', [3, 1, 2]],
      ['b', '0.01', [4, 0.5]],
    ] as const) {
      const directory = path.join(folder(), name);
      mkdirSync(directory, { recursive: true });
      const records = losses.map((loss, step) => scalarRecord('loss', step, loss));
      const file = path.join(directory, 'events.out.tfevents.1');
      writeFileSync(file, joinBytes(fileVersionRecord(), ...records));
      writeFileSync(path.join(directory, 'hparams.yaml'), `lr: ${lr}\ntext: "a, =b"\n`);
    }
  });

  it('prints the columns that were asked for, filtered and sorted', async () => {
    const columns = ['--columns', 'name,lr,loss,loss.min,text'];
    const text = await run('table', folder(), ...columns, '--sort=-loss.min');
    const csv = await run('table', folder(), ...columns, '--filter', 'lr < 0.05', '--csv');
    const json = await run('table', folder(), ...columns, '--filter', 'loss.min < 0.9', '--json');
    assert.deepEqual(
      [text.stdout, csv.stdout, JSON.parse(json.stdout)],
      [
        'Name    lr  loss  loss lowest  text\na      0.1     2            1  a, =b\nb     0.01   0.5          0.5  a, =b\n',
        'name,lr,loss,loss.min,text\r\nb,0.01,0.5,0.5,"a, =b"\r\n',
        [{ name: 'b', lr: 0.01, loss: 0.5, 'loss.min': 0.5, text: 'a, =b' }],
      ],
    );
  });

  it('says what is wrong with a filter or a column', async () => {
    const filter = await run('table', folder(), '--filter', 'lr <');
    const column = await run('table', folder(), '--columns', 'nothing');
    assert.deepEqual(
      [filter.code, filter.stderr.split('\n')[0], column.code, column.stderr.split('\n')[0]],
      [
        2,
        'error: filter: Expected a value, such as 0.1, failed or 2h.',
        2,
        'error: there is no column nothing',
      ],
    );
  });
});
