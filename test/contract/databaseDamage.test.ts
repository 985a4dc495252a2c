// What damage to a database costs: nothing but what stands in the damaged page, or in its log or rollback journal from
// the damage on. Small ones are cut at every byte, and fifty thousand times a few of their bits are turned over.
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
const journalHeaderBytes = 512;
const journalRecordBytes = pageSize + 8;
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

/**
 * A table with long rows, with more rows in the log only, in commits of four.
 * @param inMain rows in the main file; 600 make three levels
 */
async function makeSample(folder: string, inMain: number, inLog = 0): Promise<Sample> {
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
  add(0, inMain);
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  for (let at = inMain; at < inMain + inLog; at += 4) {
    db.exec('BEGIN');
    add(at, at + 4);
    db.exec('COMMIT');
  }
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

async function rowsOf(main: Uint8Array, wal?: Uint8Array, journal?: Uint8Array): Promise<string[]> {
  const files = new MemoryDatabase(main, wal, journal);
  const found = await readTable(files, 't');
  const reads = files.main.reads + (files.wal?.reads ?? 0) + (files.journal?.reads ?? 0);
  assert.ok(reads < mostReads, `${reads} reads`);
  return (found?.rows ?? []).map((row: RowText) => row.join(' '));
}

/** Up to three bits that are near to each other; returns where the first of them stands. */
function turnOver(bytes: Uint8Array, below: (limit: number) => number): number {
  const place = below(bytes.length);
  const bits = [0, below(4), below(4)].slice(0, 1 + below(3));
  for (const further of new Set(bits)) {
    const at = place + further;
    if (at < bytes.length) bytes[at]! ^= 1 << below(8);
  }
  return place;
}

describe('a damaged database', () => {
  const folder = useTemporaryFolder();

  it('loses with a page of the table only the rows in it', async () => {
    const { lost, rows } = await makeSample(folder(), 600);
    const ofLeaves = lost.filter(({ size }) => size > 0 && size < 60);
    assert.ok(ofLeaves.length > 20);
    assert.deepEqual(new Set(ofLeaves.flatMap((one) => [...one])), new Set(rows));
  });

  it('is read as far as it goes wherever it is cut', async () => {
    const { main, lost, rows } = await makeSample(folder(), 160);
    for (let end = 0; end < main.length; end++) {
      const found = new Set(await rowsOf(main.subarray(0, end)));
      const gone = new Set(lost.slice(1 + Math.floor(end / pageSize)).flatMap((one) => [...one]));
      const missing = rows.find((row) => !gone.has(row) && !found.has(row));
      assert.equal(end < pageSize ? undefined : missing, undefined, `cut at ${end}`);
    }
  });

  it(`keeps what is elsewhere when bits are turned over (${attacks} times)`, async () => {
    const { main, lost, rows } = await makeSample(folder(), 160);
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

  it(`keeps what was committed before damage in the log (${attacks} times, and wherever it is cut)`, async () => {
    const { main, wal, rows } = await makeSample(folder(), 12, 28);
    const inMain = (await rowsOf(main)).length;
    assert.ok(inMain < rows.length);
    const before: number[] = [];
    for (let end = 0; end <= wal.length; end++) {
      const found = await rowsOf(main, wal.subarray(0, end));
      const frames = Math.max(0, Math.floor((end - walHeaderBytes) / frameBytes));
      if (end >= walHeaderBytes) before[frames] ??= found.length;
      assert.deepEqual(found, rows.slice(0, before[frames] ?? inMain), `cut at ${end}`);
    }
    assert.deepEqual([before[0], before.at(-1)], [inMain, rows.length]);
    const below = seededNumbers(11);
    for (let attack = 0; attack < attacks; attack++) {
      const bytes = wal.slice();
      const place = turnOver(bytes, below);
      const frame = Math.max(0, Math.floor((place - walHeaderBytes) / frameBytes));
      const found = await rowsOf(main, bytes);
      const wanted = rows.slice(0, before[place < walHeaderBytes ? 0 : frame]);
      assert.deepEqual(found, wanted, `attack ${attack} at ${place}`);
    }
  });

  it(`takes back what was not committed, as far as the journal is whole (${attacks} times, and wherever it is cut)`, async () => {
    const { main, journal, rows } = makeRolledBack(folder());
    const records = recordsIn(journal);
    const wholeBefore = (end: number): number =>
      records.filter((start) => start + journalRecordBytes <= end).length;
    const before: ReadonlySet<string>[] = [];
    for (let end = 0; end <= journal.length; end++) {
      const found = new Set(await rowsOf(main, undefined, journal.subarray(0, end)));
      const whole = wholeBefore(end);
      before[whole] ??= found;
      assert.deepEqual(found, before[whole], `cut at ${end}`);
    }
    assert.deepEqual([...before[records.length]!], rows);
    assert.ok(rows.filter((row) => before[0]!.has(row)).length < rows.length / 4);
    const lost: ReadonlySet<string>[] = [];
    for (const start of records) lost.push(await lostWith(start, journal));
    const below = seededNumbers(13);
    for (let attack = 0; attack < attacks; attack++) {
      const bytes = journal.slice();
      const place = turnOver(bytes, below);
      const found = new Set(await rowsOf(main, undefined, bytes));
      const record = wholeBefore(place);
      // No checksum is over the number of a page: another one is restored.
      const inRecord = place - (records[record] ?? Infinity);
      if (inRecord >= 0 && inRecord < 4) continue;
      // Of a page it is over few bytes: then it is restored with its damage.
      const nothing: ReadonlySet<string> = new Set();
      const [here, next] = [lost[record] ?? nothing, lost[record + 1] ?? nothing];
      const missing = [...before[record]!].find(
        (row) => rows.includes(row) && !here.has(row) && !next.has(row) && !found.has(row),
      );
      assert.equal(missing, undefined, `attack ${attack} at ${place}`);
    }

    async function lostWith(start: number, whole: Uint8Array): Promise<ReadonlySet<string>> {
      const bytes = whole.slice();
      const view = new DataView(bytes.buffer);
      const end = start + 4 + pageSize;
      // The checksum adds two bytes of a page of this size to what the header has for all.
      const sum = view.getUint32(end) - bytes[end - 200]! - bytes[end - 400]!;
      bytes.fill(0, start + 4, end);
      view.setUint32(end, sum);
      const left = new Set(await rowsOf(main, undefined, bytes));
      return new Set(rows.filter((row) => !left.has(row)));
    }
  });
});

/** Where the records of a journal begin: behind each header as many as it says, up to the one that was not synced yet. */
function recordsIn(journal: Uint8Array): number[] {
  const view = new DataView(journal.buffer, journal.byteOffset, journal.byteLength);
  const starts: number[] = [];
  for (let at = 0; at + journalHeaderBytes < journal.length;) {
    const count = view.getUint32(at + 8);
    if (count === 0) break;
    for (let record = 0; record < count; record++) {
      starts.push(at + journalHeaderBytes + record * journalRecordBytes);
    }
    const end = at + journalHeaderBytes + count * journalRecordBytes;
    at = Math.ceil(end / journalHeaderBytes) * journalHeaderBytes;
  }
  return starts;
}

/** A database in the middle of a transaction that changes every row, and the rows as they were before. */
function makeRolledBack(folder: string): {
  readonly main: Uint8Array;
  readonly journal: Uint8Array;
  readonly rows: readonly string[];
} {
  const file = path.join(folder, 'b.db');
  const db = new DatabaseSync(file);
  // With so little room changed pages are written before their transaction ends.
  db.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2`);
  db.exec('CREATE TABLE t(a TEXT, b REAL); BEGIN');
  const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
  for (let at = 0; at < 80; at++) insert.run(`r${at}`.padEnd(40), at);
  db.exec('COMMIT');
  const rows = Array.from({ length: 80 }, (_, at) => `${at + 1} ${`r${at}`.padEnd(40)} ${at}`);
  db.exec('BEGIN');
  const update = db.prepare('UPDATE t SET a = ? WHERE rowid = ?');
  for (let at = 0; at < 80; at++) update.run(`x${at}`.padEnd(40), at + 1);
  const { main, journal } = MemoryDatabase.copyOf(file);
  db.exec('COMMIT');
  db.close();
  return { main: main.bytes, journal: journal!.bytes, rows };
}
