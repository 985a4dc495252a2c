// Writes a small database as MLflow does, with the tables that tell it.
import { DatabaseSync } from 'node:sqlite';

const schema = `
  CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
  CREATE TABLE experiments (experiment_id INTEGER NOT NULL, name VARCHAR(256), PRIMARY KEY (experiment_id));
  CREATE TABLE runs (run_uuid VARCHAR(32) NOT NULL, name VARCHAR(250), status VARCHAR(9),
    start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR(20), experiment_id INTEGER,
    PRIMARY KEY (run_uuid));
  CREATE TABLE metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL,
    run_uuid VARCHAR(32) NOT NULL, step BIGINT NOT NULL, is_nan BOOLEAN NOT NULL);
  CREATE TABLE latest_metrics (key VARCHAR(250) NOT NULL);
  CREATE TABLE params (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32));
  CREATE TABLE tags (key VARCHAR(250) NOT NULL, value VARCHAR(8000), run_uuid VARCHAR(32));
  INSERT INTO experiments VALUES (1, 'digits');`;

export class MlflowDatabase {
  readonly #db: DatabaseSync;

  constructor(file: string, pragma = '') {
    this.#db = new DatabaseSync(file);
    this.#db.exec(pragma + schema);
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  startRun(id: string, name: string, startMs = Date.now()): void {
    this.#db
      .prepare("INSERT INTO runs VALUES (?, ?, 'RUNNING', ?, NULL, 'active', 1)")
      .run(id, name, startMs);
  }

  endRun(id: string, status: 'FINISHED' | 'FAILED' | 'KILLED', endMs = Date.now()): void {
    const sql = 'UPDATE runs SET status = ?, end_time = ? WHERE run_uuid = ?';
    this.#db.prepare(sql).run(status, endMs, id);
  }

  param(id: string, key: string, value: string): void {
    this.#db.prepare('INSERT INTO params VALUES (?, ?, ?)').run(key, value, id);
  }

  /** The points of these steps, each half its step, in one commit. */
  log(id: string, key: string, steps: readonly number[]): void {
    const insert = this.#db.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)');
    this.#db.exec('BEGIN');
    for (const step of steps) insert.run(key, step / 2, Date.now(), id, step);
    this.#db.exec('COMMIT');
  }

  close(): void {
    this.#db.close();
  }
}
