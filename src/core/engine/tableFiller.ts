// Fills the row of one run in the table: which runs have one, and what stands in its cells.
import type { FactSection, FactValue } from '../../shared/facts';
import type { RunNote } from '../../shared/tableContract';
import type { RunId } from '../../shared/vocabulary';
import type { FactSheet } from '../model/factSheet';
import { goalOf } from '../model/metricGoal';
import { maskSecrets } from '../model/secrets';
import type { Series } from '../store/series';
import type { RunEntry } from './runEntry';
import type { TableSource } from './runTable';
import { LiveColumn, type TableColumns } from './tableColumns';
import type { TableReader } from './tableReader';
import { cellOfFact, noteColumns, rowOfRun, sectionOrigins, toldSections } from './tableRow';

export class RowFiller {
  readonly #columns: TableColumns;
  readonly #source: TableSource;
  readonly #reader: TableReader;
  /** By row: the stamps of the sheets that its cells of facts are from. */
  readonly #filledFrom: string[] = [];
  /** By section and place in the sheet: the column of the last run, which mostly is that of the next one. */
  readonly #guesses = new Map<FactSection, (LiveColumn | null)[]>();

  constructor(columns: TableColumns, source: TableSource, reader: TableReader) {
    this.#columns = columns;
    this.#source = source;
    this.#reader = reader;
  }

  /** All rows are filled anew. */
  begin(): void {
    this.#filledFrom.length = 0;
    this.#guesses.clear();
  }

  /** Pieces stand in the row of the run they belong to: lines of a metric always, a session where it is the only one. */
  hasRow(id: RunId): boolean {
    const run = this.#source.runs.get(id);
    if (!run?.isListed) return false;
    const { partOf, hparamsOf } = this.#source.relationsOf(id);
    if (partOf && this.#isListed(partOf.run)) return false;
    return !hparamsOf || !this.#isListed(hparamsOf.run) || this.#sessionsOf(hparamsOf.run) > 1;
  }

  fill(row: number, id: RunId, isNew: boolean, note: RunNote | undefined): void {
    const run = this.#source.runs.get(id)!;
    const sheets = [...run.sheets.values(), ...this.#reader.sheetsOf(id)];
    const filledFrom = sheets.map(({ stamp }) => stamp).join();
    const hasNewFacts = this.#filledFrom[row] !== filledFrom;
    this.#filledFrom[row] = filledFrom;
    if (!isNew) this.#clear(row, hasNewFacts);
    const summary = run.summarize(this.#source.clock.now(), this.#source.reading);
    for (const [name, value] of Object.entries(rowOfRun(summary, { sheets }))) {
      this.#columns.get(`run:${name}`)!.set(row, value);
    }
    this.#fillNote(row, note, summary.title ?? summary.name);
    this.#fillMetrics(row, run);
    for (const session of this.#ownSessions(id)) this.#fillMetrics(row, session);
    // Of a log whose ends alone were looked at.
    for (const { tag, value } of summary.lastValues) this.#fillMetric(row, tag, value);
    // What sheets say of metrics finds their columns there.
    if (hasNewFacts) for (const sheet of sheets) this.#fillSheet(row, sheet);
  }

  /** The metric of a run, or of its only session. */
  seriesOf(id: RunId, tag: string): Series | undefined {
    const own = this.#source.runs.get(id)?.data.find('scalar', tag);
    if (own) return own;
    return this.#ownSessions(id)
      .map((session) => session.data.find('scalar', tag))
      .find((series) => series !== undefined);
  }

  #fillNote(row: number, note: RunNote | undefined, name: string): void {
    const [shown = name] = [note?.alias, note?.name].filter(Boolean);
    this.#columns.get('run:name')!.cells.setText(row, shown);
    if (!note) return;
    for (const key of Object.keys(noteColumns) as (keyof typeof noteColumns)[]) {
      const said = note[key];
      const value = typeof said === 'object' ? said.join(', ') : said;
      if (value !== '') this.#columns.get(`note:${key}`)!.set(row, value);
    }
  }

  #clear(row: number, withFacts: boolean): void {
    for (const column of this.#columns.all()) {
      if (column.isFact && !withFacts) continue;
      column.cells.clear(row);
      column.lastRow = -1;
    }
  }

  #fillSheet(row: number, sheet: FactSheet): void {
    sheet.visit('metrics', (path, value) => this.#noteGoal(path, value));
    for (const section of toldSections) {
      const guesses = this.#guessesOf(section);
      let place = 0;
      sheet.visit(section, (path, value) => {
        const name = path.length === 1 ? path[0]! : path.join('.');
        let column = guesses[place];
        if (column?.name !== name) column = guesses[place] = this.#factColumn(section, name);
        place++;
        if (!column || column.lastRow === row) return;
        column.lastRow = row;
        if (typeof value === 'number') column.cells.setNumber(row, value);
        else column.set(row, shownValue(column, section, path, value));
      });
    }
  }

  #guessesOf(section: FactSection): (LiveColumn | null)[] {
    let guesses = this.#guesses.get(section);
    if (!guesses) this.#guesses.set(section, (guesses = []));
    return guesses;
  }

  #factColumn(section: keyof typeof sectionOrigins, name: string): LiveColumn | null {
    const own = this.#columns.section(section);
    const known = own.get(name);
    if (known) return known;
    const key = `${section}:${name}`;
    const origin = sectionOrigins[section];
    const column = this.#columns.add(new LiveColumn(key, name, origin, null, null, null));
    if (column) own.set(name, column);
    return column;
  }

  /** What a log says itself of a metric counts more than its name. */
  #noteGoal(path: readonly string[], value: FactValue): void {
    if (path.at(-1) !== 'goal') return;
    const column = this.#columns.get(`metric:${path.slice(0, -1).join('.')}`);
    if (column && value === 'minimize') column.goal = 'min';
    if (column && value === 'maximize') column.goal = 'max';
  }

  #fillMetrics(row: number, run: RunEntry): void {
    for (const series of run.data.series()) {
      if (series.kind !== 'scalar') continue;
      const last = series.last();
      if (last) this.#fillMetric(row, series.tag, last.value);
    }
  }

  #fillMetric(row: number, tag: string, value: number): void {
    const key = `metric:${tag}`;
    const column =
      this.#columns.get(key) ??
      this.#columns.add(new LiveColumn(key, tag, 'metric', 'number', 'last', goalOf(tag)));
    if (!column || column.lastRow === row) return;
    column.lastRow = row;
    column.cells.setNumber(row, value);
  }

  /** The session that has no row of its own. */
  #ownSessions(id: RunId): readonly RunEntry[] {
    const sessions = this.#reader.sessionsOf(id);
    return sessions.length === 1 ? sessions.flatMap((one) => this.#source.runs.get(one) ?? []) : [];
  }

  #sessionsOf(id: RunId): number {
    return this.#reader.sessionsOf(id).length;
  }

  #isListed(id: RunId): boolean {
    return this.#source.runs.get(id)?.isListed ?? false;
  }
}

/** With secrets masked, which is decided once for each text of a column. */
function shownValue(
  column: LiveColumn,
  section: FactSection,
  path: readonly string[],
  value: FactValue,
): number | boolean | string | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  const told = typeof value === 'string' ? value : JSON.stringify(value);
  const known = column.shownTexts.get(told);
  if (known !== undefined) return known;
  const masked = maskSecrets(path, value);
  const shown = typeof masked === 'string' ? masked : JSON.stringify(masked);
  const cell = cellOfFact(section, shown);
  column.shownTexts.set(told, cell);
  return cell;
}
