// What damage to a database costs: nothing but what stands in the damaged page, or in the log from the damaged frame on.
// A small database is cut at every byte, and fifty thousand times a few of its bits are turned over.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MemoryDatabase, readTable, type RowText } from '../support/memoryDatabase';
import { seededNumbers } from '../support/seededNumbers';
import { useTemporaryFolder } from '../support/temporaryFolder';

const attacks = 50_000;
const pageSize = 512;
const walHeaderBytes = 32;
const frameBytes = pageSize + 24;
/** More reads than a walk over every page in any order takes. */
const mostReads = 2_000;

interface Sample {
  readonly main: Uint8Array;
  readonly wal: Uint8Array;
  /** Rows as text, by what is in the log up to this many frames. */
  readonly rows: readonly string[];
  /** By page: the rows that are not found without it. */
  readonly lost: readonly ReadonlySet<string>[];
}

/** A table of three levels with long rows; with part of it in the log only, if asked. */
async function makeSample(folder: string, isInLog: boolean): Promise<Sample> {
  const file = path.join(folder, 'a.db');
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL`);
  db.exec('CREATE TABLE other(x); CREATE TABLE t(a TEXT, b REAL)');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
  const add = (from: number, to: number): void => {
    for (let at = from; at < to; at++)
      insert.run(at % 40 === 7 ? 'long '.repeat(300) : `r${at}`, at);
  };
  db.exec('BEGIN');
  add(0, 600);
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  if (isInLog) for (let at = 600; at < 660; at += 10) add(at, at + 10);
  const { main, wal } = MemoryDatabase.copyOf(file);
  db.close();
  const whole = await rowsOf(main.bytes, wal?.bytes);
  const lost: ReadonlySet<string>[] = [new Set()];
  for (let page = 1; page * pageSize <= main.bytes.length; page++) {
    const without = main.bytes.slice().fill(0, (page - 1) * pageSize, page * pageSize);
    const left = new Set(await rowsOf(without, wal?.bytes));
    lost.push(new Set(whole.filter((row) => !left.has(row))));
  }
  return { main: main.bytes, wal: wal?.bytes ?? new Uint8Array(0), rows: whole, lost };
}

async function rowsOf(main: Uint8Array, wal?: Uint8Array): Promise<string[]> {
  const files = new MemoryDatabase(main, wal);
  const found = await readTable(files, 't');
  const reads = files.main.reads + (files.wal?.reads ?? 0);
  assert.ok(reads < mostReads, `${reads} reads`);
  return (found?.rows ?? []).map((row: RowText) => row.join(' '));
}

/** Up to three bits that are near to each other; returns where the first of them stands. */
function turnOver(bytes: Uint8Array, below: (limit: number) => number): number {
  const place = below(bytes.length);
  const bits = [0, below(4), below(4)].slice(0, 1 + below(3));
  for (const further of new Set(bits)) {
    const at = Math.min(bytes.length - 1, place + further);
    bytes[at]! ^= 1 << below(8);
  }
  return place;
}

describe('a damaged database', () => {
  const folder = useTemporaryFolder();

  it('loses with a page of the table only the rows in it', async () => {
    const { lost, rows } = await makeSample(folder(), false);
    const ofLeaves = lost.filter(({ size }) => size > 0 && size < 60);
    assert.ok(ofLeaves.length > 20);
    assert.deepEqual(new Set(ofLeaves.flatMap((one) => [...one])), new Set(rows));
  });

  it('is read as far as it goes wherever it is cut', async () => {
    const { main, lost, rows } = await makeSample(folder(), false);
    for (let end = 0; end < main.length; end++) {
      const found = new Set(await rowsOf(main.subarray(0, end)));
      const gone = new Set(lost.slice(1 + Math.floor(end / pageSize)).flatMap((one) => [...one]));
      const missing = rows.find((row) => !gone.has(row) && !found.has(row));
      assert.equal(end < pageSize ? undefined : missing, undefined, `cut at ${end}`);
    }
  });

  it(`keeps what is elsewhere when bits are turned over (${attacks} times)`, async () => {
    const { main, lost, rows } = await makeSample(folder(), false);
    const below = seededNumbers(7);
    for (let attack = 0; attack < attacks; attack++) {
      const bytes = main.slice();
      const place = turnOver(bytes, below);
      const found = new Set(await rowsOf(bytes));
      const first = 1 + Math.floor(place / pageSize);
      // The first page says what tables there are.
      if (place < pageSize) continue;
      const [here, next] = [lost[first]!, lost[first + 1] ?? new Set()];
      const missing = rows.find((row) => !here.has(row) && !next.has(row) && !found.has(row));
      assert.equal(missing, undefined, `attack ${attack} at ${place}`);
    }
  });

  it('keeps what was committed before damage in the log', async () => {
    const { main, wal, rows } = await makeSample(folder(), true);
    const inMain = (await rowsOf(main)).length;
    assert.ok(inMain < rows.length);
    const below = seededNumbers(11);
    const whole = Math.floor((wal.length - walHeaderBytes) / frameBytes);
    const before = new Map<number, number>();
    for (let frame = 0; frame <= whole; frame++) {
      const cut = wal.subarray(0, walHeaderBytes + frame * frameBytes);
      before.set(frame, (await rowsOf(main, cut)).length);
    }
    for (let attack = 0; attack < attacks / 10; attack++) {
      const bytes = wal.slice();
      const place = turnOver(bytes, below);
      const frame = Math.max(0, Math.floor((place - walHeaderBytes) / frameBytes));
      const found = await rowsOf(main, bytes);
      assert.deepEqual(found, rows.slice(0, before.get(place < walHeaderBytes ? 0 : frame)));
    }
  });
});
