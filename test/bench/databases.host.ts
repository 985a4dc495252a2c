// Writes a database as MLflow has it: many rows at once, or a commit every ten milliseconds until it is told to stop.
// Usage: node databases.host.js fill FILE ROWS | node databases.host.js append FILE JOURNAL_MODE
import { DatabaseSync } from 'node:sqlite';
import process from 'node:process';
import { performance } from 'node:perf_hooks';

const runs = 20;
const keys = ['train/loss', 'train/acc', 'val/loss', 'lr', 'grad_norm', 'epoch', 'mem', 'tput'];
const commitEveryMs = 10;
const rowsPerCommit = 100_000;

/** The tables that tell MLflow's database, with the indices that come with them (MLflow 3.17). */
const schema = `
  CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
  CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256) NOT NULL,
    lifecycle_stage VARCHAR(32), PRIMARY KEY (experiment_id));
  CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), user_id VARCHAR(256),
    status VARCHAR(9), start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20),
    artifact_uri VARCHAR(200), experiment_id INTEGER, PRIMARY KEY (run_uuid));
  CREATE TABLE metrics ("key" VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL,
    is_nan BOOLEAN DEFAULT '0' NOT NULL,
    PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan));
  CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
  CREATE TABLE latest_metrics ("key" VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT,
    step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL, run_uuid VARCHAR(32) NOT NULL,
    PRIMARY KEY ("key", run_uuid));
  CREATE TABLE params ("key" VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL,
    run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY ("key", run_uuid));
  CREATE TABLE tags ("key" VARCHAR(250) NOT NULL, value VARCHAR(8000),
    run_uuid VARCHAR(32) NOT NULL, PRIMARY KEY ("key", run_uuid));
  INSERT INTO experiments VALUES (1, 'bench', 'active');`;

const insertMetric = 'INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)';

/** How long commits took, in milliseconds. */
export interface WriterReport {
  readonly commitMs: readonly number[];
  readonly refused: number;
}

function idOf(run: number): string {
  return String(run).padStart(32, '0');
}

function fill(file: string, rows: number): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA synchronous = OFF');
  db.exec(schema);
  const addRun = db.prepare(
    "INSERT INTO runs VALUES (?, ?, 'me', 'RUNNING', ?, NULL, 'active', NULL, 1)",
  );
  const startMs = Date.now() - 3_600_000;
  for (let run = 0; run < runs; run++) addRun.run(idOf(run), `run ${run}`, startMs);
  const insert = db.prepare(insertMetric);
  for (let at = 0; at < rows; at++) {
    if (at % rowsPerCommit === 0) db.exec(at === 0 ? 'BEGIN' : 'COMMIT; BEGIN');
    const step = Math.floor(at / keys.length / runs);
    const run = Math.floor(at / keys.length) % runs;
    insert.run(keys[at % keys.length]!, Math.sin(at), startMs + step, idOf(run), step);
  }
  db.exec('COMMIT');
  db.close();
}

function append(file: string, mode: string): void {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = ${mode}`);
  const insert = db.prepare(insertMetric);
  const latest = db.prepare('INSERT OR REPLACE INTO latest_metrics VALUES (?, ?, ?, ?, 0, ?)');
  const commitMs: number[] = [];
  let refused = 0;
  let step = 10_000_000;
  const timer = setInterval(() => {
    const start = performance.now();
    try {
      db.exec('BEGIN IMMEDIATE');
      const now = Date.now();
      insert.run('train/loss', Math.cos(step), now, idOf(0), ++step);
      latest.run('train/loss', Math.cos(step), now, step, idOf(0));
      db.exec('COMMIT');
      commitMs.push(performance.now() - start);
    } catch {
      refused++;
    }
  }, commitEveryMs);
  process.on('message', (asked) => {
    process.send?.({ commitMs: commitMs.splice(0), refused } satisfies WriterReport);
    if (asked !== 'stop') return;
    clearInterval(timer);
    db.close();
    process.disconnect();
  });
  process.send?.('ready');
}

const [what, file = '', argument = ''] = process.argv.slice(2);
if (what === 'fill') fill(file, Number(argument));
else append(file, argument);
