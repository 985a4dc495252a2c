// Trackio's database (`trackio/sqlite_storage.py`), one for each project: a row for each call of `log`, with its metrics as
// JSON. It says nothing of how a run ended.
import type { FactValue } from '../../../shared/facts';
import type { CollectionSink, MemberRecord } from '../../model/collection';
import type { DecodedFact } from '../../model/facts';
import { MemberPoints, MemberTags } from '../memberPoints';
import type { Database, ScanEnd } from '../sqlite/database';
import {
  worstOf,
  type DatabaseFormat,
  type DatabaseReader,
  type ReadEnd,
} from '../sqlite/databaseFormat';
import { GrowingTable } from '../sqlite/growingTable';
import type { Row } from '../sqlite/record';
import { columnsOf, type Table } from '../sqlite/schema';
import { filesOf, kindOf, readContent } from './content';
import { jsonObject, takeValues, type JsonObject } from './metricRow';

export const trackioDatabase: DatabaseFormat = {
  id: 'trackio',
  tables: ['metrics', 'configs', 'system_metrics'],
  items: { table: 'metrics', column: 'metrics', filesOf, readContent },
  createReader: (project) => new TrackioReader(project),
};

/** More tags than anybody can look at; values of others are left out. */
const mostTags = 16_000;

/** What is known of one run. */
class TrackioRun extends MemberTags {
  name: string;
  /** Milliseconds since the Unix epoch. */
  createdAtMs: number | null = null;
  config: JsonObject | null = null;
  readonly alerts: FactValue[] = [];
  /** Measurements of the machine have no step: they are numbered. */
  systemRows = 0;

  constructor(key: string, name: string) {
    super(key);
    this.name = name;
  }
}

class TrackioReader implements DatabaseReader {
  readonly #project: string;
  readonly #runs = new Map<string, TrackioRun>();
  readonly #told = new Map<string, string>();
  readonly #alerts = new GrowingTable(runMark);
  readonly #metrics = new GrowingTable(runMark);
  readonly #system = new GrowingTable(runMark);

  constructor(project: string) {
    this.#project = project;
  }

  async read(database: Database, sink: CollectionSink): Promise<ReadEnd> {
    const ends = [await this.#readConfigs(database, sink), await this.#readAlerts(database)];
    for (const run of this.#runs.values()) this.#tell(run, sink);
    const points = new MemberPoints(sink);
    ends.push(await this.#readMetrics(database, points, sink));
    ends.push(await this.#readSystem(database, points, sink));
    points.flush();
    return worstOf(ends);
  }

  /** Configurations may be written anew, and go when their run is deleted. */
  async #readConfigs(database: Database, sink: CollectionSink): Promise<ScanEnd> {
    const table = database.tables.get('configs')!;
    const [config, created] = columnsOf(table, ['config', 'created_at']);
    const found = new Set<TrackioRun>();
    const end = await database.scan(table, -Infinity, (row) => {
      const run = this.#runOf(row, table);
      found.add(run);
      run.name = row.text(table.columns.indexOf('run_name')) ?? run.name;
      run.config = jsonObject(row.text(config!));
      run.createdAtMs = momentOf(run.config['_Created'] ?? row.text(created!));
    });
    if (end === 'busy') return end;
    for (const run of this.#runs.values()) {
      if (run.config === null || found.has(run)) continue;
      this.#runs.delete(run.key);
      if (this.#told.delete(run.key)) sink.forget(run.key);
    }
    return end;
  }

  async #readAlerts(database: Database): Promise<ReadEnd> {
    const table = database.tables.get('alerts');
    if (!table) return 'done';
    const names = ['title', 'text', 'level', 'step', 'timestamp'];
    const columns = columnsOf(table, names);
    return this.#alerts.read(database, table, (row) => {
      const told = names.flatMap((name, at): [string, FactValue][] => {
        const text = row.text(columns[at]!);
        return text === null ? [] : [[name, name === 'step' ? Number(text) : text]];
      });
      this.#runOf(row, table).alerts.push(Object.fromEntries(told));
    });
  }

  #readMetrics(database: Database, points: MemberPoints, sink: CollectionSink): Promise<ReadEnd> {
    const table = database.tables.get('metrics')!;
    const step = table.columns.indexOf('step');
    const take = this.#taker(table, '', points, sink, (row) => row.number(step));
    return this.#metrics.read(database, table, take, () => points.drain());
  }

  #readSystem(database: Database, points: MemberPoints, sink: CollectionSink): Promise<ReadEnd> {
    const table = database.tables.get('system_metrics')!;
    const take = this.#taker(table, 'system/', points, sink, (_row, run) => run.systemRows++);
    return this.#system.read(database, table, take, () => points.drain());
  }

  #taker(
    table: Table,
    prefix: string,
    points: MemberPoints,
    sink: CollectionSink,
    stepOf: (row: Row, run: TrackioRun) => number,
  ): (row: Row) => void {
    const [metrics, timestamp] = columnsOf(table, ['metrics', 'timestamp']);
    return (row) => {
      const run = this.#runOf(row, table);
      const atMs = momentOf(row.text(timestamp!));
      run.createdAtMs ??= atMs;
      if (!this.#told.has(run.key)) this.#tell(run, sink);
      const step = stepOf(row, run);
      const seconds = (atMs ?? NaN) / 1000;
      takeValues(jsonObject(row.text(metrics!)), {
        number: (name, value) => {
          const tag = prefix + name;
          if (run.tags.length >= mostTags && !run.has(tag)) return;
          points.add(run, run.indexOf(tag), step, seconds, value);
        },
        typed: (name, object) => {
          // The machine's measurements are numbers alone.
          const kind = prefix === '' ? kindOf(object) : null;
          if (kind === null || run.tags.length >= mostTags) return;
          const place = { offset: row.rowid, length: row.length(metrics!) };
          points.add(run, run.indexOfItems(name, kind), step, seconds, run.addItem(place));
        },
      });
    };
  }

  /** Older databases know runs by their names alone. */
  #runOf(row: Row, table: Table): TrackioRun {
    const [id, nameColumn] = columnsOf(table, ['run_id', 'run_name']);
    const name = row.text(nameColumn!) ?? '';
    const key = row.text(id!) ?? name;
    let run = this.#runs.get(key);
    if (!run) this.#runs.set(key, (run = new TrackioRun(key, name)));
    return run;
  }

  #tell(run: TrackioRun, sink: CollectionSink): void {
    const record = recordOf(run, this.#project);
    const told = JSON.stringify(record);
    if (this.#told.get(run.key) === told) return;
    this.#told.set(run.key, told);
    sink.tell(record);
  }
}

/** Rows are known by their ids, which are not given twice, and by their runs. */
function runMark(row: Row): string {
  return `${row.text(1)}`;
}

function recordOf(run: TrackioRun, project: string): MemberRecord {
  const facts: DecodedFact[] = [
    { kind: 'set', section: 'about', path: ['name'], value: run.name },
    { kind: 'set', section: 'about', path: ['project'], value: project },
  ];
  for (const [key, value] of Object.entries(run.config ?? {})) {
    const told = aboutKeys[key];
    if (told === undefined) facts.push({ kind: 'set', section: 'config', path: [key], value });
    else if (value !== null) facts.push({ kind: 'set', section: 'about', path: [told], value });
  }
  run.alerts.forEach((value, at) => {
    facts.push({ kind: 'set', section: 'alerts', path: [String(at)], value });
  });
  const names = [project, run.name];
  return { key: run.key, names, createdAtMs: run.createdAtMs, end: null, facts };
}

/** What Trackio itself adds to a configuration. */
const aboutKeys: Readonly<Record<string, string>> = {
  _Username: 'user',
  _Created: 'created',
  _Group: 'group',
};

/** Milliseconds since the Unix epoch of a time in ISO 8601. */
function momentOf(text: FactValue | undefined): number | null {
  const atMs = typeof text === 'string' ? Date.parse(text) : NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
