// Writes a small database as Trackio does, with the tables that tell it.
import { DatabaseSync } from 'node:sqlite';

const schema = `
  CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL,
    run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL);
  CREATE TABLE configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, run_name TEXT NOT NULL,
    config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_id));
  CREATE TABLE system_metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL, timestamp TEXT NOT NULL,
    run_name TEXT NOT NULL, metrics TEXT NOT NULL);`;

export class TrackioDatabase {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    this.#db.exec(schema);
  }

  /** A row of what one call of `log` gives, as it stands in the database. */
  log(run: string, step: number, values: Readonly<Record<string, unknown>>): void {
    this.#db
      .prepare(
        'INSERT INTO metrics(run_id, timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?, ?)',
      )
      .run(run, '2026-01-01T00:00:00+00:00', run, step, JSON.stringify(values));
  }

  close(): void {
    this.#db.close();
  }
}
