// Optuna's database (`optuna/storages/_rdb/models.py`). A study is a run with the values of its trials in the order in which
// they were told; each trial is a run with its intermediate values.
import type { CollectionSink, MemberRecord } from '../../model/collection';
import { MemberPoints } from '../memberPoints';
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
import { jsonOf, paramOf, Study, Trial, valueOf, type TrialRow } from './trials';

export const optunaDatabase: DatabaseFormat = {
  id: 'optuna',
  tables: [
    ...['studies', 'study_directions', 'trials', 'trial_params', 'trial_values'],
    ...['trial_intermediate_values', 'trial_user_attributes'],
  ],
  createReader: () => new OptunaReader(),
};

class OptunaReader implements DatabaseReader {
  readonly #studies = new Map<number, Study>();
  readonly #trials = new Map<number, Trial>();
  readonly #told = new Map<string, string>();
  readonly #params = new GrowingTable(ownerMark);
  readonly #values = new GrowingTable(ownerMark);
  readonly #steps = new GrowingTable(ownerMark);

  async read(database: Database, sink: CollectionSink): Promise<ReadEnd> {
    const tableOf = (name: string): Table => database.tables.get(name)!;
    const [values, steps] = [tableOf('trial_values'), tableOf('trial_intermediate_values')];
    // What is in the tables by now belongs to trials that are found after that.
    const limits = [await database.lastRowid(values), await database.lastRowid(steps)];
    const ends: ReadEnd[] = [
      await this.#scanStudies(database, sink),
      await this.#scanTrials(database, sink),
      await this.#readParams(database, tableOf('trial_params')),
      await this.#scanAttributes(database, tableOf('trial_user_attributes')),
    ];
    this.#tellAll(sink);
    const points = new MemberPoints(sink);
    ends.push(await this.#readValues(database, values, points, limits[0] ?? Infinity));
    ends.push(await this.#readSteps(database, steps, points, limits[1] ?? Infinity));
    points.flush();
    this.#tellAll(sink);
    return worstOf(ends);
  }

  async #scanStudies(database: Database, sink: CollectionSink): Promise<ScanEnd> {
    const table = database.tables.get('studies')!;
    const [id, name] = columnsOf(table, ['study_id', 'study_name']);
    const found = new Set<number>();
    const end = await database.scan(table, -Infinity, (row) => {
      const key = row.number(id!);
      found.add(key);
      const known = this.#studies.get(key);
      if (!known) this.#studies.set(key, new Study(key, row.text(name!) ?? ''));
    });
    if (end === 'done') this.#forgetOthers(this.#studies, found, sink);
    const directions = database.tables.get('study_directions')!;
    const [direction, study, objective] = columnsOf(directions, [
      ...['direction', 'study_id', 'objective'],
    ]);
    const more = await database.scan(directions, -Infinity, (row) => {
      const owner = this.#studies.get(row.number(study!));
      const at = row.number(objective!);
      if (owner && at >= 0 && at < mostObjectives)
        owner.directions[at] = row.text(direction!) ?? '';
    });
    return end === 'done' ? more : end;
  }

  async #scanTrials(database: Database, sink: CollectionSink): Promise<ScanEnd> {
    const table = database.tables.get('trials')!;
    const [id, study, ...rest] = columnsOf(table, [
      ...['trial_id', 'study_id', 'number', 'state', 'datetime_start', 'datetime_complete'],
    ]);
    const found = new Set<number>();
    const end = await database.scan(table, -Infinity, (row) => {
      const key = row.number(id!);
      const owner = this.#studies.get(row.number(study!));
      if (!owner) return;
      found.add(key);
      const told = trialRow(row, rest);
      const known = this.#trials.get(key);
      if (known) known.row = told;
      else this.#trials.set(key, new Trial(key, owner, told));
    });
    if (end === 'done') this.#forgetOthers(this.#trials, found, sink);
    return end;
  }

  #forgetOthers(
    known: Map<number, Study | Trial>,
    found: ReadonlySet<number>,
    sink: CollectionSink,
  ): void {
    for (const [id, { key }] of known) {
      if (found.has(id)) continue;
      known.delete(id);
      if (this.#told.delete(key)) sink.forget(key);
    }
  }

  #readParams(database: Database, table: Table): Promise<ReadEnd> {
    const [trial, name, value, distribution] = columnsOf(table, [
      ...['trial_id', 'param_name', 'param_value', 'distribution_json'],
    ]);
    return this.#params.read(database, table, (row) => {
      const param = paramOf(row.number(value!), row.text(distribution!));
      this.#trials.get(row.number(trial!))?.params.set(row.text(name!) ?? '', param);
    });
  }

  #scanAttributes(database: Database, table: Table): Promise<ScanEnd> {
    const [trial, key, value] = columnsOf(table, ['trial_id', 'key', 'value_json']);
    for (const each of this.#trials.values()) each.attributes = new Map();
    return database.scan(table, -Infinity, (row) => {
      const owner = this.#trials.get(row.number(trial!));
      if (!owner) return;
      const told = [row.text(key!) ?? '', jsonOf(row.text(value!))] as const;
      owner.attributes = new Map([...owner.attributes, told]);
    });
  }

  #readValues(
    database: Database,
    table: Table,
    points: MemberPoints,
    limit: number,
  ): Promise<ReadEnd> {
    const [trial, objective, value, type] = columnsOf(table, [
      ...['trial_id', 'objective', 'value', 'value_type'],
    ]);
    const take = (row: Row): void => {
      const owner = this.#trials.get(row.number(trial!));
      const at = row.number(objective!);
      if (!owner || !(at >= 0 && at < mostObjectives)) return;
      const { study } = owner;
      const told = valueOf(row.number(value!), row.text(type!));
      const tag = study.tagOf(at);
      owner.results.set(tag, told);
      const count = (study.counts[at] = (study.counts[at] ?? 0) + 1);
      const atSeconds = (owner.row.endedAtMs ?? NaN) / 1000;
      points.add(study, study.indexOf(tag), count, atSeconds, told);
      const best = study.takeBest(at, told);
      points.add(study, study.indexOf(`best_${tag}`), count, atSeconds, best);
    };
    return this.#values.read(database, table, take, () => points.drain(), limit);
  }

  #readSteps(
    database: Database,
    table: Table,
    points: MemberPoints,
    limit: number,
  ): Promise<ReadEnd> {
    const [trial, step, value, type] = columnsOf(table, [
      ...['trial_id', 'step', 'intermediate_value', 'intermediate_value_type'],
    ]);
    const take = (row: Row): void => {
      const owner = this.#trials.get(row.number(trial!));
      if (!owner) return;
      const told = valueOf(row.number(value!), row.text(type!));
      points.add(owner, owner.indexOf('intermediate_value'), row.number(step!), NaN, told);
    };
    return this.#steps.read(database, table, take, () => points.drain(), limit);
  }

  #tellAll(sink: CollectionSink): void {
    for (const one of [...this.#studies.values(), ...this.#trials.values()]) {
      const record: MemberRecord = one.record();
      const told = JSON.stringify(record);
      if (this.#told.get(record.key) === told) continue;
      this.#told.set(record.key, told);
      sink.tell(record);
    }
  }
}

/** More than anybody looks for the best of. */
const mostObjectives = 100;

/** Rows have ids of their own; what else never changes is the trial that they are of. */
function ownerMark(row: Row): string {
  return `${row.text(1)}`;
}

function trialRow(row: Row, columns: readonly number[]): TrialRow {
  const [number, state, start, complete] = columns as [number, number, number, number];
  return {
    number: row.number(number),
    state: row.text(state) ?? '',
    startedAtMs: localTime(row.text(start)),
    endedAtMs: localTime(row.text(complete)),
  };
}

/** Milliseconds since the Unix epoch of a time without a zone: Optuna writes the time of the machine. */
function localTime(text: string | null): number | null {
  const atMs = Date.parse((text ?? '').replace(' ', 'T'));
  return Number.isNaN(atMs) ? null : atMs;
}
