// One run: its files in order, and the series that were read from them.
import type { DecodedTag } from '../model/decoded';
import type { RunId, SeriesKind } from '../../shared/vocabulary';
import { FileData } from './fileData';
import { FileWriter } from './fileWriter';
import type { ItemTable } from './itemTable';
import { Series, type Purge } from './series';

export class RunData {
  readonly id: RunId;
  readonly #nextRevision: () => number;
  readonly #writers: FileWriter[] = [];
  readonly #series = new Map<string, Series>();
  #revision: number;
  #points = 0;
  #purges: readonly Purge[] = [];
  #purgesRevision = 0;

  /** @param nextRevision moves the store's revision on and returns it */
  constructor(id: RunId, nextRevision: () => number) {
    this.id = id;
    this.#nextRevision = nextRevision;
    this.#revision = nextRevision();
  }

  /** The store's revision at the run's last change. */
  get revision(): number {
    return this.#revision;
  }

  /** Points of all scalar series, superseded ones included. */
  get points(): number {
    return this.#points;
  }

  /** How often the run's process was started, as far as files, start records and steps that go back tell. */
  get starts(): number {
    const last = this.#writers.at(-1)?.file;
    return last ? last.startsBefore + last.starts.count : 0;
  }

  /** Wall time of the first point in file order, seconds since the Unix epoch; null before there is a finite one. */
  get firstWallTime(): number | null {
    for (const { file } of this.#writers) {
      if (file.firstWallTime !== null) return file.firstWallTime;
    }
    return null;
  }

  /** The highest finite wall time. */
  get lastWallTime(): number | null {
    let last = -Infinity;
    for (const { file } of this.#writers) last = Math.max(last, file.lastWallTime ?? -Infinity);
    return last === -Infinity ? null : last;
  }

  /** The highest step of any scalar point that is not superseded. */
  get lastStep(): number | null {
    let highest = -Infinity;
    for (const series of this.#series.values()) {
      if (series.kind !== 'scalar') continue;
      highest = Math.max(highest, series.last()?.step ?? -Infinity);
    }
    return highest === -Infinity ? null : highest;
  }

  /** The explicit end of the run: its last file that holds anything ends with an end record. */
  get ended(): { readonly wallTime: number } | null {
    return this.#writers.findLast(({ file }) => file.hasContent)?.file.ended ?? null;
  }

  get bytes(): number {
    let sum = 0;
    for (const series of this.#series.values()) sum += series.bytes;
    for (const { file } of this.#writers) sum += file.items.bytes;
    return sum;
  }

  /** High percentile of the recent gaps between points of the newest file that has any, in milliseconds. */
  usualGapMs(): number | null {
    for (let i = this.#writers.length - 1; i >= 0; i--) {
      const usual = this.#writers[i]!.file.gaps.usualGapMs();
      if (usual !== null) return usual;
    }
    return null;
  }

  /** In the order in which they were first seen. */
  series(): Iterable<Series> {
    return this.#series.values();
  }

  find(kind: SeriesKind, tag: string): Series | undefined {
    return this.#series.get(seriesKey(kind, tag));
  }

  /** Where the items of a file lie; undefined for a file that is not of this run. */
  itemsOf(key: string): ItemTable | undefined {
    return this.#writers.find(({ file }) => file.key === key)?.file.items;
  }

  /** The writer of a file; files are ordered by `key`, by code units, whenever they arrive. */
  addFile(key: string): FileWriter {
    let at = this.#writers.length;
    while (at > 0 && this.#writers[at - 1]!.file.key > key) at--;
    const before = this.#writers[at - 1];
    if (before?.file.key === key) return before;
    const writer = new FileWriter(
      {
        series: (tag) => this.#findOrMake(tag),
        startsChanged: (file, purged) => this.#startsChanged(file, purged),
        commit: (added) => this.#commit(added),
      },
      new FileData(key),
    );
    this.#writers.splice(at, 0, writer);
    this.#renumber(at);
    return writer;
  }

  /** Forgets everything that was read from a file. Its writer goes dead; `addFile` gives a new one. */
  removeFile(key: string): void {
    const at = this.#writers.findIndex(({ file }) => file.key === key);
    if (at < 0) return;
    const [writer] = this.#writers.splice(at, 1);
    writer!.close();
    const revision = this.#commit(-writer!.file.points);
    for (const [name, series] of this.#series) {
      const removed = series.removeFile(writer!.file);
      series.notePoints(-removed, revision);
      if (series.points === 0) this.#series.delete(name);
    }
    this.#renumber(at);
    this.#collectPurges();
  }

  /** In the order of files and records; read by the series. */
  get purges(): readonly Purge[] {
    return this.#purges;
  }

  get purgesRevision(): number {
    return this.#purgesRevision;
  }

  #findOrMake({ kind, tag }: DecodedTag): Series {
    const key = seriesKey(kind, tag);
    let series = this.#series.get(key);
    if (!series) {
      series = new Series(this, kind, tag);
      this.#series.set(key, series);
    }
    return series;
  }

  #commit(addedPoints: number): number {
    this.#points += addedPoints;
    this.#revision = this.#nextRevision();
    return this.#revision;
  }

  #startsChanged(file: FileData, purged: boolean): void {
    this.#renumber(file.order);
    if (!purged) return;
    this.#collectPurges();
    const revision = this.#commit(0);
    for (const series of this.#series.values()) series.notePoints(0, revision);
  }

  /** Gives files from index `from` on their place and the number of starts before them. */
  #renumber(from: number): void {
    let before = this.#writers[from - 1]?.file;
    for (let i = from; i < this.#writers.length; i++) {
      const { file } = this.#writers[i]!;
      file.order = i;
      file.startsBefore = before ? before.startsBefore + before.starts.count : 0;
      before = file;
    }
  }

  #collectPurges(): void {
    this.#purges = this.#writers.flatMap(({ file }) => file.purges);
    this.#purgesRevision++;
  }
}

function seriesKey(kind: SeriesKind, tag: string): string {
  return `${kind}\n${tag}`;
}
