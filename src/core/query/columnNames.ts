// Finds the column that a filter names: by its key, its name, the end of its name, or as a figure of a metric.
import { aggregates, type Aggregate } from '../../shared/filter';
import { columnOrigins, keyOfMetric, type TableColumn } from '../../shared/tableContract';

type NamedColumn = Pick<TableColumn, 'key' | 'name' | 'origin'>;

/** Words that people use for columns of runs. */
const synonyms: Readonly<Record<string, string>> = {
  state: 'run:status',
  created: 'run:started',
  runtime: 'run:duration',
  tag: 'note:tags',
  starred: 'note:star',
  hostname: 'run:host',
  steps: 'run:step',
};

/** Made anew when columns come or go. Of several columns with one name, the origin that stands first counts. */
export class ColumnNames {
  readonly #keys = new Set<string>();
  readonly #byName = new Map<string, string>();
  readonly #byLower = new Map<string, string>();
  /** By the last part of their names; null where several columns share it. */
  readonly #byEnd = new Map<string, string | null>();
  readonly #metrics = new Set<string>();

  constructor(columns: readonly NamedColumn[]) {
    const byRank = columns.toSorted(
      (a, b) => columnOrigins.indexOf(a.origin) - columnOrigins.indexOf(b.origin),
    );
    for (const { key, name, origin } of byRank) {
      this.#keys.add(key);
      if (origin === 'metric') this.#metrics.add(name);
      if (!this.#byName.has(name)) this.#byName.set(name, key);
      if (!this.#byLower.has(name.toLowerCase())) this.#byLower.set(name.toLowerCase(), key);
      const end = name.split(/[./]/).at(-1)!;
      if (end !== name) this.#noteEnd(end, key);
    }
  }

  /** The key of the column; null where there is none, or several would do. */
  find(name: string): string | null {
    return (
      this.#findOne(name) ??
      this.#findFigure(name) ??
      this.#byLower.get(name.toLowerCase()) ??
      this.#byEnd.get(name) ??
      null
    );
  }

  #findOne(name: string): string | undefined {
    if (this.#keys.has(name)) return name;
    const plain = this.#byName.get(name);
    if (plain !== undefined) return plain;
    // `config.lr` where `lr` alone is another column.
    const withOrigin = name.replace('.', ':');
    if (this.#keys.has(withOrigin)) return withOrigin;
    const synonym = synonyms[name.toLowerCase()];
    return synonym !== undefined && this.#keys.has(synonym) ? synonym : undefined;
  }

  /** `val/loss.min` */
  #findFigure(name: string): string | undefined {
    const at = name.lastIndexOf('.');
    const figure = aggregates.find((one) => one === name.slice(at + 1).toLowerCase());
    if (at <= 0 || !figure) return undefined;
    const metric = this.#metricNamed(name.slice(0, at));
    return metric === null ? undefined : keyOfMetric(metric, figure satisfies Aggregate);
  }

  #metricNamed(name: string): string | null {
    if (this.#metrics.has(name)) return name;
    const found = this.find(name);
    return found?.startsWith('metric:') ? found.slice('metric:'.length) : null;
  }

  #noteEnd(end: string, key: string): void {
    const known = this.#byEnd.get(end);
    if (known === undefined) this.#byEnd.set(end, key);
    else if (originOf(known) === originOf(key)) this.#byEnd.set(end, null);
  }
}

function originOf(key: string | null): string | undefined {
  return key?.split(':', 1)[0];
}
