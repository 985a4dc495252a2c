// The reader against SQLite itself: whatever SQLite wrote, both find the same rows.
import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { Database } from '../../../../../src/core/formats/sqlite/database';
import { MemoryDatabase, readTable, type RowText } from '../../../../support/memoryDatabase';
import { seededNumbers } from '../../../../support/seededNumbers';
import { useTemporaryFolder } from '../../../../support/temporaryFolder';

/** What SQLite itself says is in a table, numbers as JavaScript writes them. */
function rowsOf(db: DatabaseSync, table = 't'): RowText[] {
  const statement = db.prepare(`SELECT rowid AS rowid_, * FROM ${table} ORDER BY rowid_`);
  return statement.all().map((row) => {
    const [rowid, ...values] = Object.values(row);
    return [Number(rowid), ...values.map(textOf)];
  });
}

function textOf(value: SQLOutputValue): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
}

function fill(db: DatabaseSync, from: number, to: number): void {
  const insert = db.prepare('INSERT INTO t(a, b, c) VALUES (?, ?, ?)');
  db.exec('BEGIN');
  for (let at = from; at < to; at++) insert.run(`key ${at % 7}`, at / 3, at * 1_000_003);
  db.exec('COMMIT');
}

const plain = 'CREATE TABLE t(a TEXT, b REAL, c INTEGER)';

describe('a database', () => {
  const folder = useTemporaryFolder();
  const open = (...pragmas: readonly string[]): { db: DatabaseSync; file: string } => {
    const file = path.join(folder(), 'a.db');
    const db = new DatabaseSync(file);
    for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
    return { db, file };
  };

  describe('that nobody writes to', () => {
    it('reads every kind of value', async () => {
      const { db, file } = open();
      db.exec('CREATE TABLE t(id INTEGER PRIMARY KEY, v, w)');
      const insert = db.prepare('INSERT INTO t VALUES (?, ?, ?)');
      const numbers = [0, 1, -1, 127, -128, 32_767, -32_768, 8_388_607, -8_388_608, 2 ** 31 - 1];
      const longs = [-(2 ** 31), 2 ** 47 - 1, -(2 ** 47), 2 ** 53 - 1, -(2 ** 53) + 1, 0.1, -1e300];
      const others = [null, '', 'text', 'Grüße 🚀', new TextEncoder().encode('bytes'), Infinity];
      [...numbers, ...longs, ...others].forEach((value, at) => insert.run(at * 5 - 10, value, 'x'));
      assert.deepEqual((await readTable(MemoryDatabase.copyOf(file), 't'))?.rows, rowsOf(db));
      db.close();
    });

    for (const pageSize of [512, 1_024, 4_096, 65_536]) {
      for (const encoding of ['UTF-8', 'UTF-16le', 'UTF-16be']) {
        it(`reads many rows and long ones from pages of ${pageSize} in ${encoding}`, async () => {
          const { db, file } = open(`page_size = ${pageSize}`, `encoding = '${encoding}'`);
          db.exec(plain);
          fill(db, 0, 3_000);
          const below = seededNumbers(pageSize);
          const insert = db.prepare('INSERT INTO t(a, b, c) VALUES (?, ?, ?)');
          for (let at = 0; at < 60; at++) insert.run('ä'.repeat(below(3 * pageSize)), at, at);
          assert.deepEqual(await readTable(MemoryDatabase.copyOf(file), 't'), {
            rows: rowsOf(db),
            faults: [],
          });
          db.close();
        });
      }
    }

    it('reads only what comes after a rowid, with few pages', async () => {
      const { db, file } = open();
      db.exec(plain);
      fill(db, 0, 100_000);
      const files = MemoryDatabase.copyOf(file);
      const found = await readTable(files, 't', 99_990);
      assert.deepEqual(found?.rows, rowsOf(db).slice(99_990));
      assert.ok(files.main.reads < 30, `${files.main.reads} reads`);
      db.close();
    });

    it('finds the last rowid', async () => {
      const { db, file } = open('page_size = 512');
      db.exec(`${plain}; CREATE TABLE empty(x)`);
      fill(db, 0, 5_000);
      const database = new Database(() => undefined);
      await database.refresh(MemoryDatabase.copyOf(file));
      const last = await database.lastRowid(database.tables.get('t')!);
      const none = await database.lastRowid(database.tables.get('empty')!);
      assert.deepEqual([last, none], [5_000, null]);
      db.close();
    });

    it('takes columns that were added later as NULL in older rows, and misses deleted rows', async () => {
      const { db, file } = open();
      db.exec(plain);
      fill(db, 0, 10);
      db.exec('ALTER TABLE t ADD COLUMN d TEXT; DELETE FROM t WHERE rowid IN (3, 10)');
      db.exec("INSERT INTO t VALUES ('new', 1, 2, 'later')");
      assert.deepEqual((await readTable(MemoryDatabase.copyOf(file), 't'))?.rows, rowsOf(db));
      db.close();
    });

    it('has no table where rows have no rowid, and none of a view or a virtual table', async () => {
      const { db, file } = open();
      db.exec('CREATE TABLE k(a TEXT PRIMARY KEY) WITHOUT ROWID; CREATE VIEW v AS SELECT * FROM k');
      db.exec('CREATE TABLE t(a)');
      const database = new Database(() => undefined);
      await database.refresh(MemoryDatabase.copyOf(file));
      assert.deepEqual([...database.tables.keys()], ['t']);
      db.close();
    });
  });

  describe('with a write-ahead log', () => {
    it('shows what is committed in the log over the main file, and nothing else', async () => {
      const { db, file } = open('journal_mode = WAL', 'cache_size = 10');
      db.exec(plain);
      fill(db, 0, 500);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      fill(db, 500, 2_000);
      db.exec("UPDATE t SET a = 'changed' WHERE rowid < 100; DELETE FROM t WHERE rowid = 300");
      const committed = rowsOf(db);
      db.exec('BEGIN');
      db.exec('INSERT INTO t SELECT a, b, c FROM t');
      const files = MemoryDatabase.copyOf(file);
      db.exec('ROLLBACK');
      assert.ok(files.wal!.bytes.length > 100_000, 'pages of the open transaction are in the log');
      assert.deepEqual((await readTable(files, 't'))?.rows, committed);
      db.close();
    });

    it('follows the log while it grows, begins anew and is emptied', async () => {
      const { db, file } = open('journal_mode = WAL', 'wal_autocheckpoint = 0');
      db.exec(plain);
      const database = new Database(() => undefined);
      const counts: number[] = [];
      const count = async (): Promise<void> => {
        await database.refresh(MemoryDatabase.copyOf(file));
        let rows = 0;
        await database.scan(database.tables.get('t')!, -Infinity, () => rows++);
        counts.push(rows);
      };
      fill(db, 0, 100);
      await count();
      fill(db, 100, 300);
      await count();
      db.exec('PRAGMA wal_checkpoint(RESTART)');
      await count();
      fill(db, 300, 310);
      await count();
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      await count();
      db.close();
      await count();
      assert.deepEqual(counts, [100, 300, 300, 310, 310, 310]);
    });

    it('takes a log that is cut anywhere up to its last whole commit', async () => {
      const { db, file } = open('journal_mode = WAL', 'page_size = 512');
      db.exec(plain);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      for (let at = 0; at < 8; at++) fill(db, at * 10, at * 10 + 10);
      const { main, wal } = MemoryDatabase.copyOf(file);
      const all = rowsOf(db);
      let before = 0;
      for (let end = 0; end < wal!.bytes.length + 20; end += 20) {
        const files = new MemoryDatabase(main.bytes, wal!.bytes.subarray(0, end));
        const rows = (await readTable(files, 't'))?.rows ?? [];
        assert.deepEqual(rows, all.slice(0, rows.length));
        assert.ok(rows.length >= before && rows.length % 10 === 0);
        before = rows.length;
      }
      assert.equal(before, 80);
      db.close();
    });
  });

  describe('with a rollback journal', () => {
    it('shows what was there before the transaction that is being written', async () => {
      const { db, file } = open('page_size = 1024', 'cache_size = 5');
      db.exec(plain);
      fill(db, 0, 2_000);
      const before = rowsOf(db);
      db.exec('BEGIN');
      db.exec("UPDATE t SET a = 'not yet committed', b = 0");
      const files = MemoryDatabase.copyOf(file);
      db.exec('ROLLBACK');
      const touched = await readTable(new MemoryDatabase(files.main.bytes), 't');
      assert.ok(
        touched?.rows.some(([, a]) => a === 'not yet committed'),
        'pages were written early',
      );
      assert.deepEqual((await readTable(files, 't'))?.rows, before);
      db.close();
    });

    for (const mode of ['PERSIST', 'TRUNCATE', 'DELETE']) {
      it(`does not go back to a journal that is done with (${mode})`, async () => {
        const { db, file } = open(`journal_mode = ${mode}`);
        db.exec(plain);
        fill(db, 0, 100);
        db.exec("UPDATE t SET a = 'committed'");
        assert.deepEqual((await readTable(MemoryDatabase.copyOf(file), 't'))?.rows, rowsOf(db));
        db.close();
      });
    }
  });

  describe('that is written to while it is read', () => {
    it('is read again where it changed, each row once', async () => {
      const { db, file } = open('page_size = 512');
      db.exec(plain);
      fill(db, 0, 5_000);
      const files = MemoryDatabase.copyOf(file);
      let looks = 0;
      files.onStamp = () => {
        if (++looks % 5 !== 0 || looks > 400) return;
        fill(db, 5_000 + looks * 10, 5_010 + looks * 10);
        files.main.bytes = MemoryDatabase.copyOf(file).main.bytes;
        files.written++;
      };
      assert.deepEqual(await readTable(files, 't'), { rows: rowsOf(db), faults: [] });
      assert.ok(rowsOf(db).length > 5_000, 'rows came meanwhile');
      db.close();
    });

    it('is given up for now where it changes all the time', async () => {
      const { db, file } = open();
      db.exec(plain);
      const files = MemoryDatabase.copyOf(file);
      files.onStamp = () => files.written++;
      assert.equal(await readTable(files, 't'), null);
      db.close();
    });
  });
});
