// MLflow's database (`mlflow/store/tracking/dbmodels/models.py`): experiments, runs, and a row for each point of a metric.
import type { CollectionSink } from '../../model/collection';
import { MemberPoints, MemberTags } from '../memberPoints';
import type { Database, ScanEnd } from '../sqlite/database';
import type { DatabaseFormat, DatabaseReader, ReadEnd } from '../sqlite/databaseFormat';
import { GrowingTable } from '../sqlite/growingTable';
import type { Row } from '../sqlite/record';
import { columnsOf, type Table } from '../sqlite/schema';
import { TagTable } from '../tagTable';
import { recordOf, type MlflowRun } from './runRecord';

export const mlflowDatabase: DatabaseFormat = {
  id: 'mlflow',
  tables: ['alembic_version', 'experiments', 'runs', 'metrics', 'latest_metrics', 'params', 'tags'],
  createReader: () => new MlflowReader(),
};

/** The store has no infinities: it writes the largest double instead (`sanitize_metric_value`). */
const largest = Number.MAX_VALUE;
/** Tags may be changed. So many rows are gone over each time; of larger tables it takes several times. */
const mostRowsEachTime = 2_000;

interface KnownRun extends MlflowRun {
  readonly experiment: number;
}

/** The metrics of one run. */
class RunMetrics extends MemberTags {
  readonly #names = new TagTable();

  tagOf(row: Row, column: number): number {
    const start = row.start(column);
    const length = row.length(column);
    const known = this.#names.find(row.bytes, start, length);
    if (known >= 0) return known;
    this.#names.add(row.bytes, start, length);
    return this.add(row.text(column) ?? '');
  }
}

/** A point is known by its place: the columns of the primary key that it has. */
function metricMark(row: Row): string {
  return [0, 1, 2, 3, 4].map((column) => row.text(column)).join(' ');
}

class MlflowReader implements DatabaseReader {
  readonly #metrics = new GrowingTable(metricMark);
  readonly #params = new RunTexts();
  #tags = new RunTexts();
  #readings = 0;
  /** What was told of each run. */
  readonly #told = new Map<string, string>();
  readonly #ids = new TagTable();
  /** By the number of its id; null for a run that is not shown, whose points are passed over. */
  readonly #runs: (RunMetrics | null)[] = [];
  #last = -1;
  #lastId: Uint8Array = new Uint8Array(0);

  async read(database: Database, sink: CollectionSink): Promise<ReadEnd> {
    const metrics = database.tables.get('metrics')!;
    // What is in the table by now belongs to runs that are found after that.
    const limit = (await database.lastRowid(metrics)) ?? Infinity;
    const end = await this.#readRuns(database, sink);
    return end === 'done' ? this.#readMetrics(database, metrics, sink, limit) : end;
  }

  async #readRuns(database: Database, sink: CollectionSink): Promise<ReadEnd> {
    const rereadEvery = Math.ceil(this.#tags.rows / mostRowsEachTime);
    if (this.#readings++ % Math.max(1, rereadEvery) === 0) this.#tags = new RunTexts();
    const experiments = new Map<number, string>();
    const runs = new Map<string, KnownRun>();
    const ends = [
      await scanExperiments(database, experiments),
      await this.#params.read(database, database.tables.get('params')!),
      await this.#tags.read(database, database.tables.get('tags')!),
      await this.#scanRuns(database, runs),
    ];
    if (ends.includes('busy')) return 'busy';
    const isBack = this.#runs.some((run, at) => run === null && runs.has(this.#ids.textOf(at)));
    if (isBack || ends.includes('changed')) return 'changed';
    this.#tell(runs, experiments, sink);
    return 'done';
  }

  #tell(
    runs: ReadonlyMap<string, KnownRun>,
    experiments: ReadonlyMap<number, string>,
    sink: CollectionSink,
  ): void {
    for (const id of [...this.#told.keys()].filter((one) => !runs.has(one))) {
      this.#told.delete(id);
      // Should it come back, its points must be told again.
      const known = this.#runs.findIndex((run) => run?.key === id);
      if (known >= 0) this.#runs[known] = null;
      sink.forget(id);
    }
    for (const run of runs.values()) {
      const experiment = experiments.get(run.experiment) ?? String(run.experiment);
      const record = recordOf(run, experiment, (id) => runs.get(id));
      const told = JSON.stringify(record);
      if (this.#told.get(run.id) === told) continue;
      this.#told.set(run.id, told);
      sink.tell(record);
    }
  }

  /** Without those that were deleted: MLflow keeps them until it is told to collect its garbage. */
  #scanRuns(database: Database, runs: Map<string, KnownRun>): Promise<ScanEnd> {
    const table = database.tables.get('runs')!;
    const [id, name, status, start, end, stage, experiment, user, uri] = columnsOf(table, [
      ...['run_uuid', 'name', 'status', 'start_time', 'end_time', 'lifecycle_stage'],
      ...['experiment_id', 'user_id', 'artifact_uri'],
    ]);
    return database.scan(table, -Infinity, (row) => {
      const key = row.text(id!);
      if (key === null || row.text(stage!) === 'deleted') return;
      runs.set(key, {
        id: key,
        name: row.text(name!),
        status: row.text(status!),
        startTime: timeOf(row.number(start!)),
        endTime: timeOf(row.number(end!)),
        user: row.text(user!),
        artifactUri: row.text(uri!),
        experiment: row.number(experiment!),
        params: this.#params.of(key),
        tags: this.#tags.of(key),
      });
    });
  }

  async #readMetrics(
    database: Database,
    table: Table,
    sink: CollectionSink,
    limit: number,
  ): Promise<ReadEnd> {
    const [key, value, timestamp, run, step, isNan] = columnsOf(table, [
      ...['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'],
    ]) as [number, number, number, number, number, number];
    const points = new MemberPoints(sink);
    const take = (row: Row): void => {
      const owner = this.#runOf(row, run);
      if (!owner) return;
      const tag = owner.tagOf(row, key);
      const stored = row.number(isNan) === 1 ? NaN : row.number(value);
      const real = Math.abs(stored) === largest ? Math.sign(stored) * Infinity : stored;
      // A database from before steps were kept has none.
      points.add(owner, tag, row.number(step) || 0, row.number(timestamp) / 1000, real);
    };
    const drain = (): Promise<void> => points.drain();
    const end = await this.#metrics.read(database, table, take, drain, limit);
    points.flush();
    return end;
  }

  #runOf(row: Row, column: number): RunMetrics | null {
    const start = row.start(column);
    const length = row.length(column);
    // Many rows of one run follow each other.
    if (this.#last >= 0 && holds(row.bytes, start, length, this.#lastId))
      return this.#runs[this.#last]!;
    const known = this.#ids.find(row.bytes, start, length);
    if (known >= 0) {
      this.#last = known;
      this.#lastId = this.#ids.bytesOf(known);
      return this.#runs[known]!;
    }
    const id = row.text(column) ?? '';
    const added = this.#ids.add(row.bytes, start, length);
    return (this.#runs[added] = this.#told.has(id) ? new RunMetrics(id) : null);
  }
}

/** A table of texts by run and key: parameters or tags. */
class RunTexts {
  readonly #table = new GrowingTable((row) => `${row.text(0)} ${row.text(2)}`);
  readonly #texts = new Map<string, Map<string, string>>();
  /** How many rows were read. */
  rows = 0;

  of(run: string): ReadonlyMap<string, string> {
    return this.#texts.get(run) ?? noTexts;
  }

  read(database: Database, table: Table): Promise<ReadEnd> {
    const [key, value, run] = columnsOf(table, ['key', 'value', 'run_uuid']);
    return this.#table.read(database, table, (row) => {
      this.rows++;
      const id = row.text(run!) ?? '';
      const known = this.#texts.get(id);
      if (known) known.set(row.text(key!) ?? '', row.text(value!) ?? '');
      else this.#texts.set(id, new Map([[row.text(key!) ?? '', row.text(value!) ?? '']]));
    });
  }
}

function holds(bytes: Uint8Array, start: number, length: number, wanted: Uint8Array): boolean {
  if (length !== wanted.length) return false;
  for (let at = 0; at < length; at++) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}

const noTexts: ReadonlyMap<string, string> = new Map();

function scanExperiments(database: Database, names: Map<number, string>): Promise<ScanEnd> {
  const table = database.tables.get('experiments')!;
  const [id, name] = columnsOf(table, ['experiment_id', 'name']);
  return database.scan(table, -Infinity, (row) => {
    names.set(row.number(id!), row.text(name!) ?? '');
  });
}

function timeOf(ms: number): number | null {
  return ms > 0 ? ms : null;
}
