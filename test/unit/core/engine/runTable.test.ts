// The table of runs: its columns come from all that runs say, and who holds it gets only what changed.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { HeldColumn } from '../../../../src/shared/heldColumn';
import type { RunNote, TableAnswer, TableQuery } from '../../../../src/shared/tableContract';
import { scalarRecord } from '../../../support/eventFiles';
import { head, useEngine } from '../../../support/engineRig';

const everything: TableQuery = {
  filter: '',
  sort: [{ column: 'run:name', descending: false }],
  group: null,
  archived: 'hide',
  columns: [],
  known: null,
};

const note: RunNote = {
  name: 'a',
  listed: true,
  plotted: true,
  alias: '',
  note: '',
  tags: [],
  star: false,
  archived: false,
};

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('the table of runs', () => {
  const rig = useEngine();

  /** Three runs with configurations beside their logs. */
  async function loadRuns(): Promise<void> {
    const runs = [
      ['a', 'lr: 0.1\nname: adam\n', [3, 1, 2]],
      ['b', 'lr: 0.01\nname: adam\n', [2, NaN, 0.5]],
      ['c', 'lr: auto\nname: adam\n', [9]],
    ] as const;
    for (const [name, config, losses] of runs) {
      const records = losses.map((loss, step) => scalarRecord('val/loss', step, loss));
      rig().write(`${name}/events.out.tfevents.1`, head, ...records);
      rig().write(`${name}/hparams.yaml`, text(config));
    }
    await rig().load();
    await rig().engine.table.readAll();
    rig().clock.advance(1_000);
  }

  function ask(change: Partial<TableQuery>): TableAnswer {
    return rig().engine.table.answer({ ...everything, ...change });
  }

  /** The shown rows with the cells of some columns. */
  function rowsOf(answer: TableAnswer): readonly (readonly (number | string | null)[])[] {
    const held = answer.cells.map((cells) => {
      const column = new HeldColumn();
      column.take(cells);
      return column;
    });
    return Array.from(answer.order, (row) => held.map((column) => column.cell(row)));
  }

  const columnsOf = (...keys: readonly string[]): TableQuery['columns'] =>
    keys.map((key) => ({ key, since: 0 }));

  it('has a column for everything that some run says', async () => {
    await loadRuns();
    const { directory } = ask({});
    assert.deepEqual(
      directory
        ?.filter(({ origin }) => origin === 'config' || origin === 'metric')
        .map(({ key, kind, filled, varies, goal }) => [key, kind, filled, varies, goal]),
      [
        ['metric:val/loss', 'number', 3, true, 'min'],
        ['config:lr', 'mixed', 3, true, null],
        ['config:name', 'text', 3, false, null],
      ],
    );
  });

  it('filters, sorts and tells figures of metrics', async () => {
    await loadRuns();
    const columns = columnsOf('run:path', 'config:lr', 'metric:val/loss', 'metric.min:val/loss');
    assert.deepEqual(
      {
        all: rowsOf(ask({ columns })),
        filtered: rowsOf(ask({ columns, filter: 'val/loss.min < 2 and lr < 1' })),
        sorted: rowsOf(ask({ columns, sort: [{ column: 'config:lr', descending: false }] })),
        mean: rowsOf(ask({ columns: columnsOf('metric.mean:val/loss', 'metric.count:val/loss') })),
      },
      {
        all: [
          ['a', 0.1, 2, 1],
          ['b', 0.01, 0.5, 0.5],
          ['c', 'auto', 9, 9],
        ],
        filtered: [
          ['a', 0.1, 2, 1],
          ['b', 0.01, 0.5, 0.5],
        ],
        sorted: [
          ['b', 0.01, 0.5, 0.5],
          ['a', 0.1, 2, 1],
          ['c', 'auto', 9, 9],
        ],
        mean: [
          [2, 3],
          [1.25, 3],
          [9, 1],
        ],
      },
    );
  });

  it('groups by equal values, those without any last', async () => {
    await loadRuns();
    rig().write('d/events.out.tfevents.1', head, scalarRecord('other', 0, 1));
    await rig().rescan();
    rig().clock.advance(100);
    const { groups, order } = ask({ group: 'config:name' });
    assert.deepEqual(
      [groups, order.length],
      [
        [
          { from: 0, count: 3, value: 'adam' },
          { from: 3, count: 1, value: null },
        ],
        4,
      ],
    );
  });

  it('says what is wrong with a filter, and does not apply it', async () => {
    await loadRuns();
    const { order, problem } = ask({ filter: 'nothing < 1' });
    assert.deepEqual([order.length, problem?.kind], [3, 'unknownColumn']);
  });

  it('tells the rows that changed since, and no others', async () => {
    await loadRuns();
    const first = ask({ columns: columnsOf('metric:val/loss', 'run:path') });
    rig().append('b/events.out.tfevents.1', scalarRecord('val/loss', 9, 0.25));
    await rig().poll();
    rig().clock.advance(100);
    const { generation, version } = first;
    const known = { generation, rows: 3, directory: first.directoryVersion };
    const columns = [{ key: 'metric:val/loss', since: version }];
    const next = ask({ known, columns });
    const held = new HeldColumn();
    held.take(first.cells[0]!);
    for (const cells of next.cells) held.take(cells);
    const rowOfB = Array.from(first.order)[1]!;
    assert.deepEqual(
      [next.runs, next.cells.map(({ rows }) => [...rows!]), held.cell(rowOfB)],
      [[], [[rowOfB]], 0.25],
    );
    const { cells } = ask({ known, columns: [{ key: 'metric:val/loss', since: next.version }] });
    assert.deepEqual(cells, []);
  });

  it('begins a new generation when a run goes', async () => {
    await loadRuns();
    const { generation } = ask({});
    rmSync(rig().pathOf('b'), { recursive: true });
    await rig().rescan();
    rig().clock.advance(60_000);
    await rig().rescan();
    const next = ask({ known: { generation, rows: 3, directory: 0 } });
    assert.deepEqual([next.generation > generation, next.runs.length], [true, 2]);
  });

  it('knows what the user says of runs', async () => {
    await loadRuns();
    const [a, b] = ['a', 'b'].map((name) => rig().run(name).id);
    rig().engine.table.setNotes({
      [a!]: { ...note, alias: 'the best', tags: ['paper', 'old'] },
      [b!]: { ...note, archived: true, plotted: false },
    });
    const columns = columnsOf('run:name', 'note:tags');
    assert.deepEqual(
      {
        hidden: rowsOf(ask({ columns })),
        only: rowsOf(ask({ columns, archived: 'only' })),
        tagged: rowsOf(ask({ columns, filter: 'tags = old' })),
        plotted: rig().engine.table.match('plotted = true').runs,
        word: rig().engine.table.match('best').runs,
      },
      {
        hidden: [
          ['c', null],
          ['the best', 'paper, old'],
        ],
        only: [['a', null]],
        tagged: [['the best', 'paper, old']],
        plotted: [a],
        word: [a],
      },
    );
  });

  it('masks secrets', async () => {
    rig().write('a/events.out.tfevents.1', head, scalarRecord('loss', 0, 1));
    rig().write('a/hparams.yaml', text('api_key: abcdef123456\nlr: 1\n'));
    await rig().load();
    await rig().engine.table.readAll();
    assert.deepEqual(rowsOf(ask({ columns: columnsOf('config:api_key', 'config:lr') })), [
      ['•••', 1],
    ]);
  });

  it('draws a metric small, with its extremes', async () => {
    const records = [1, 5, -2, 4].map((value, step) => scalarRecord('loss', step, value));
    rig().write('a/events.out.tfevents.1', head, ...records);
    await rig().load();
    const { id } = rig().run('a');
    const { values } = rig().engine.table.sketch({ tag: 'loss', runs: [id], columns: 2 });
    assert.deepEqual([...values], [1, 5, -2, 4]);
  });
});
