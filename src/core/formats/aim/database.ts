// Aim's list of runs (`aim/storage/structured/sql_engine/models.py`). What they logged is not in it: Aim keeps that in RocksDB.
import type { CollectionSink } from '../../model/collection';
import type { Database, ScanEnd } from '../sqlite/database';
import type { DatabaseFormat, DatabaseReader, ReadEnd } from '../sqlite/databaseFormat';
import { columnsOf, type Table } from '../sqlite/schema';
import { recordOf, timeOf, type AimRun } from './runRecord';

export const aimDatabase: DatabaseFormat = {
  id: 'aim',
  tables: ['alembic_version', 'run', 'experiment', 'tag', 'run_tag', 'note'],
  // RocksDB's folders: two and more for each run, with logs of its own in each.
  folder: { name: '.aim', closed: ['meta', 'seqs', 'locks', 'progress', 'check_ins'] },
  createReader: () => new AimReader(),
};

/** Any row may change: all of them, which are few and short, are read each time. */
class AimReader implements DatabaseReader {
  /** What was told of each run. */
  readonly #told = new Map<string, string>();

  async read(database: Database, sink: CollectionSink): Promise<ReadEnd> {
    const experiments = new Map<number, string>();
    const tags = new Map<number, string[]>();
    const notes = new Map<number, string[]>();
    const runs = new Map<string, AimRun>();
    const ends = [
      await scanExperiments(database, experiments),
      await scanTags(database, tags),
      await scanNotes(database, notes),
      await scanRuns(database, (id, experiment, row) => {
        const own = { tags: tags.get(id) ?? [], notes: notes.get(id) ?? [] };
        runs.set(row.hash, { ...row, ...own, experiment: experiments.get(experiment) ?? null });
      }),
    ];
    if (ends.includes('busy')) return 'busy';
    this.#tell(runs, sink);
    return 'done';
  }

  #tell(runs: ReadonlyMap<string, AimRun>, sink: CollectionSink): void {
    for (const hash of [...this.#told.keys()].filter((one) => !runs.has(one))) {
      this.#told.delete(hash);
      sink.forget(hash);
    }
    for (const run of runs.values()) {
      const record = recordOf(run);
      const told = JSON.stringify(record);
      if (this.#told.get(run.hash) === told) continue;
      this.#told.set(run.hash, told);
      sink.tell(record);
    }
  }
}

function tableOf(database: Database, name: string): Table {
  return database.tables.get(name)!;
}

function scanExperiments(database: Database, names: Map<number, string>): Promise<ScanEnd> {
  const table = tableOf(database, 'experiment');
  const [id, name] = columnsOf(table, ['id', 'name']);
  return database.scan(table, -Infinity, (row) => {
    names.set(row.number(id!), row.text(name!) ?? '');
  });
}

/** By run, without those that were archived: Aim does not show them on runs either. */
async function scanTags(database: Database, tags: Map<number, string[]>): Promise<ScanEnd> {
  const names = new Map<number, string>();
  const table = tableOf(database, 'tag');
  const [id, name, archived] = columnsOf(table, ['id', 'name', 'is_archived']);
  const end = await database.scan(table, -Infinity, (row) => {
    if (row.number(archived!) !== 1) names.set(row.number(id!), row.text(name!) ?? '');
  });
  if (end === 'busy') return end;
  const links = tableOf(database, 'run_tag');
  const [run, tag] = columnsOf(links, ['run_id', 'tag_id']);
  return database.scan(links, -Infinity, (row) => {
    addTo(tags, row.number(run!), names.get(row.number(tag!)));
  });
}

function scanNotes(database: Database, notes: Map<number, string[]>): Promise<ScanEnd> {
  const table = tableOf(database, 'note');
  const [run, content] = columnsOf(table, ['run_id', 'content']);
  return database.scan(table, -Infinity, (row) => {
    addTo(notes, row.number(run!), row.text(content!) ?? undefined);
  });
}

function addTo(lists: Map<number, string[]>, key: number, text: string | undefined): void {
  if (text === undefined || Number.isNaN(key)) return;
  const known = lists.get(key);
  if (known) known.push(text);
  else lists.set(key, [text]);
}

/** @param onRun told the number of a run, that of its experiment, and what its row says */
function scanRuns(
  database: Database,
  onRun: (
    id: number,
    experiment: number,
    row: Omit<AimRun, 'tags' | 'notes' | 'experiment'>,
  ) => void,
): Promise<ScanEnd> {
  const table = tableOf(database, 'run');
  const [id, hash, name, description, archived, created, finalized, experiment] = columnsOf(table, [
    ...['id', 'hash', 'name', 'description', 'is_archived', 'created_at', 'finalized_at'],
    'experiment_id',
  ]);
  return database.scan(table, -Infinity, (row) => {
    const told = row.text(hash!);
    if (told === null) return;
    onRun(row.number(id!), row.number(experiment!), {
      hash: told,
      name: row.text(name!),
      description: row.text(description!),
      isArchived: row.number(archived!) === 1,
      createdAtMs: timeOf(row.text(created!)),
      finalizedAtMs: timeOf(row.text(finalized!)),
    });
  });
}
