// How soon the table of 10,000 runs and 300 columns stands, sorts, filters and scrolls, in a browser and in the engine.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/base/log';
import { Engine } from '../../src/core/engine/engine';
import { nodeClock } from '../../src/core/ingest/nodeClock';
import type { TableQuery } from '../../src/shared/tableContract';
import { TableHarness, type TablePage } from '../support/tablePage';
import { framesPerSecond, sampleFrames } from './frameTimes';
import { median, spread, type BenchContext, type BenchRow } from './row';
import { writeTableRuns } from './tableRuns';

const runs = 10_000;
const columns = 300;
const rounds = 5;
const openBarMs = 1_000;
const askBarMs = 150;
const framesBar = 55;

export async function measure({ scratch }: BenchContext): Promise<BenchRow[]> {
  return [...(await measurePage()), ...(await measureEngine(scratch))];
}

async function measurePage(): Promise<BenchRow[]> {
  const harness = await TableHarness.start();
  try {
    const opened: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const table = await harness.open({ runs, columns });
      opened.push(await table.page.evaluate(() => performance.now() - window.tableHost.readyAtMs));
      await table.close();
    }
    const table = await harness.open({ runs, columns });
    await table.settled();
    const sorted = await timeEach(table, () => table.head('run:step').click());
    const box = table.page.getByRole('combobox');
    const filters = ['lr < 0.01', 'lr < 0.01 and val/loss > 0.5', 'sgd', '', 'status = failed'];
    const filtered = await timeEach(table, (round) => box.fill(filters[round]!));
    await box.fill('');
    await table.settled();
    const frames = await sampleFrames(table.page, () => scroll(table));
    await table.close();
    return [
      rowOf('open, from the host’s answer being ready to rows drawn', opened, openBarMs),
      rowOf('sort, from the click to rows drawn', sorted, askBarMs),
      rowOf(
        'filter, from the last key and its pause of 120 ms to rows drawn',
        filtered,
        askBarMs + 120,
      ),
      framesRow(frames.gaps),
    ];
  } finally {
    await harness.stop();
  }
}

/** From an act of the user to the frame in which the lines stand. */
async function timeEach(
  table: TablePage,
  act: (round: number) => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await table.page.evaluate(() => {
      const body = document.querySelector('.grid-body')!;
      window.benchTable = new Promise((resolve) => {
        let began = 0;
        const begin = (): void => {
          began ||= performance.now();
        };
        addEventListener('click', begin, { capture: true, once: true });
        addEventListener('input', begin, { capture: true, once: true });
        const seen = new MutationObserver(() => {
          if (began === 0) return;
          seen.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - began));
        });
        seen.observe(body, { subtree: true, childList: true, characterData: true });
      });
    });
    await act(round);
    times.push(await table.page.evaluate(() => window.benchTable));
    await table.settled();
  }
  return times;
}

declare global {
  interface Window {
    benchTable: Promise<number>;
  }
}

/** Down and to the right, as fast as a wheel that is turned without a pause. */
function scroll(table: TablePage): Promise<void> {
  return table.grid.evaluate(async (grid) => {
    for (let frame = 0; frame < 240; frame++) {
      grid.scrollTop += 60;
      if (frame % 4 === 0) grid.scrollLeft = (grid.scrollLeft + 20) % 1200;
      await new Promise((go) => requestAnimationFrame(go));
    }
  });
}

/** The same table in the engine: runs that were read from files. */
async function measureEngine(scratch: string): Promise<BenchRow[]> {
  const folder = path.join(scratch, 'table');
  mkdirSync(folder);
  writeTableRuns(folder, runs, columns);
  const engine = new Engine(nodeClock, silentLog);
  try {
    engine.configure({
      folders: [folder],
      excludedDirectories: [],
      pollIntervalMs: 60_000,
      watch: false,
      memoryLimitBytes: Infinity,
    });
    await engine.settled();
    await engine.table.readAll();
    const first = cpuOf(() => engine.table.answer(query({})));
    const sorts = each((round) =>
      cpuOf(() =>
        engine.table.answer(query({ sort: [{ column: sortKeys[round]!, descending: false }] })),
      ),
    );
    const filters = each((round) =>
      cpuOf(() => engine.table.answer(query({ filter: `lr < 0.0${round + 1} and option7 > 0.5` }))),
    );
    return [
      rowOf('engine: the first answer', [first], openBarMs),
      rowOf('engine: sort', sorts, askBarMs),
      rowOf('engine: filter', filters, askBarMs),
    ];
  } finally {
    engine.dispose();
  }
}

const sortKeys = ['run:name', 'config:lr', 'config:option7', 'run:status', 'config:option8'];

function query(change: Partial<TableQuery>): TableQuery {
  const shown = ['run:name', 'run:status', 'run:started', 'config:lr'];
  const columns = [...shown, ...Array.from({ length: 14 }, (_, at) => `config:option${at}`)];
  return {
    filter: '',
    sort: [{ column: 'run:started', descending: true }],
    group: null,
    archived: 'hide',
    columns: columns.map((key) => ({ key, since: 0 })),
    known: null,
    ...change,
  };
}

function each(take: (round: number) => number): readonly number[] {
  return Array.from({ length: rounds }, (_, round) => take(round));
}

/** Processor time in milliseconds: the machine may be busy with other things. */
function cpuOf(act: () => unknown): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function rowOf(what: string, times: readonly number[], bar: number): BenchRow {
  return {
    what: `table of 10,000 runs × 300 columns: ${what}`,
    bar: `≤ ${bar} ms`,
    measured: `${median(times).toFixed(0)} ms of ${spread(times)}`,
    beside: what.startsWith('engine')
      ? 'processor time of the engine'
      : 'time on the clock, software drawing',
    met: median(times) <= bar,
  };
}

function framesRow(gaps: readonly number[]): BenchRow {
  const rate = framesPerSecond(gaps);
  return {
    what: 'table of 10,000 runs × 300 columns: scroll in both directions',
    bar: `≥ ${framesBar} frames/s`,
    measured: `${rate.toFixed(0)} frames/s`,
    beside: `longest frame ${Math.max(...gaps).toFixed(0)} ms`,
    met: rate >= framesBar,
  };
}
