// The columns of the table of runs as they come up: one for each thing that any run says.
import type { Aggregate } from '../../shared/filter';
import type { ColumnKind, ColumnOrigin, Goal, TableColumn } from '../../shared/tableContract';
import { ColumnNames } from '../query/columnNames';
import { TableCells } from '../query/tableCells';

/** More than anybody scrolls through; what is over it is left out. */
const mostColumns = 5_000;

export class LiveColumn {
  readonly key: string;
  readonly name: string;
  readonly origin: ColumnOrigin;
  readonly aggregate: Aggregate | null;
  readonly cells = new TableCells();
  goal: Goal | null;
  /** Texts as they were told, with what is shown of them: secrets are looked for once. */
  readonly shownTexts = new Map<string, number | boolean | string | null>();
  /** The row that was filled last: of several files the first counts. */
  lastRow = -1;
  /** The table's version up to which a figure of a metric was taken. */
  version = 0;
  readonly #kind: ColumnKind | null;

  /** @param kind null where the cells tell */
  constructor(
    key: string,
    name: string,
    origin: ColumnOrigin,
    kind: ColumnKind | null,
    aggregate: Aggregate | null,
    goal: Goal | null,
  ) {
    this.key = key;
    this.name = name;
    this.origin = origin;
    this.#kind = kind;
    this.aggregate = aggregate;
    this.goal = goal;
  }

  get kind(): ColumnKind {
    return this.#kind ?? this.cells.kind;
  }

  /** Whether its cells come from what the run's files tell of it, not from the run as it stands. */
  get isFact(): boolean {
    return this.origin !== 'run' && this.origin !== 'note' && this.origin !== 'metric';
  }

  set(row: number, value: number | boolean | string | null): void {
    if (value === null) return;
    if (typeof value === 'number') this.cells.setNumber(row, value);
    else if (typeof value === 'boolean') this.cells.setTruth(row, value);
    else this.cells.setText(row, value);
  }

  describe(rows: number): TableColumn {
    const { key, name, origin, kind, aggregate, goal } = this;
    return { key, name, origin, kind, aggregate, goal, ...this.cells.figures(rows) };
  }
}

export class TableColumns {
  readonly #byKey = new Map<string, LiveColumn>();
  readonly #bySection = new Map<string, Map<string, LiveColumn>>();
  #rows = 0;
  #names: ColumnNames | null = null;
  #directory: readonly TableColumn[] = [];
  #told = '';
  #version = 0;

  /** Increases when `describe` gives something else than before. */
  get version(): number {
    return this.#version;
  }

  get names(): ColumnNames {
    this.#names ??= new ColumnNames([...this.#byKey.values()].filter(isListed));
    return this.#names;
  }

  get(key: string): LiveColumn | undefined {
    return this.#byKey.get(key);
  }

  /** The columns of a section by name: millions of cells are filled, and keys need not be put together for them. */
  section(section: string): Map<string, LiveColumn> {
    let own = this.#bySection.get(section);
    if (!own) this.#bySection.set(section, (own = new Map<string, LiveColumn>()));
    return own;
  }

  all(): Iterable<LiveColumn> {
    return this.#byKey.values();
  }

  /** There will be so many rows. */
  expect(rows: number): void {
    this.#rows = rows;
    for (const { cells } of this.#byKey.values()) cells.expect(rows);
  }

  add(column: LiveColumn): LiveColumn | null {
    if (this.#byKey.size >= mostColumns) return null;
    column.cells.expect(this.#rows);
    this.#byKey.set(column.key, column);
    this.#names = null;
    return column;
  }

  clear(): void {
    this.#byKey.clear();
    this.#bySection.clear();
    this.#names = null;
  }

  /** In the order in which they came up. Columns that no run has a value in any more are left out. */
  describe(rows: number): readonly TableColumn[] {
    const directory = [...this.#byKey.values()]
      .map((column) => column.describe(rows))
      .filter(({ filled, origin }) => filled > 0 || origin === 'run' || origin === 'note');
    const told = JSON.stringify(directory);
    if (told !== this.#told) {
      this.#told = told;
      this.#directory = directory;
      this.#version++;
    }
    return this.#directory;
  }
}

/** Figures of a metric are found through the metric. */
function isListed({ aggregate }: LiveColumn): boolean {
  return aggregate === null || aggregate === 'last';
}
