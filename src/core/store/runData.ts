// One run: its files in order, and the series that were read from them.
import type { DecodedTag } from '../model/decoded';
import {
  seriesKinds,
  type RunId,
  type SeriesKind,
  type SeriesStatistics,
} from '../../shared/vocabulary';
import type { ChunkPager } from './chunkPager';
import { collectDowntimes } from './downtime';
import { FileData, type RunEnd, type TimeSpan } from './fileData';
import { FileWriter } from './fileWriter';
import type { ItemTable } from './itemTable';
import { RunFiles } from './runFiles';
import { skewSeconds } from './processChains';
import type { SegmentFile } from './segment';
import { Series } from './series';

export class RunData {
  readonly id: RunId;
  readonly #nextRevision: () => number;
  readonly #pager: ChunkPager;
  readonly #files = new RunFiles();
  readonly #series = new Map<string, Series>();
  /** Series of tensors that no file has said the kind of. */
  readonly #bare = new Set<Series>();
  #revision: number;
  #points = 0;
  #layoutRevision = 0;
  #downtimes: { readonly revision: number; readonly spans: readonly TimeSpan[] } | undefined;

  /** @param nextRevision moves the store's revision on and returns it */
  constructor(id: RunId, nextRevision: () => number, pager: ChunkPager) {
    this.id = id;
    this.#pager = pager;
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
    return this.#files.starts;
  }

  /** How many processes wrote the same tag of the run at the same time, at most. */
  get writers(): number {
    let most = 1;
    if (this.#files.count < 2) return most;
    for (const series of this.#series.values()) most = Math.max(most, series.writers);
    return most;
  }

  /** Wall time of the run's first event: the earliest first one of a file, seconds since the Unix epoch; null before any. */
  get firstWallTime(): number | null {
    return this.#files.firstTime;
  }

  /** When none of the run's processes was at work, ascending; a process is from the first to the last event of its file. */
  get downtimes(): readonly TimeSpan[] {
    if (this.#downtimes?.revision !== this.#revision) {
      const spans = collectDowntimes(this.files());
      this.#downtimes = { revision: this.#revision, spans };
    }
    return this.#downtimes.spans;
  }

  /** The highest finite wall time. */
  get lastWallTime(): number | null {
    let last = -Infinity;
    for (const file of this.files()) last = Math.max(last, file.lastWallTime ?? -Infinity);
    return last === -Infinity ? null : last;
  }

  /** The highest step of any scalar point that is not superseded. */
  get lastStep(): number | null {
    let highest = -Infinity;
    for (const series of this.#series.values()) {
      if (series.kind !== 'scalar') continue;
      highest = Math.max(highest, series.highestStep);
    }
    return highest === -Infinity ? null : highest;
  }

  /**
   * The explicit end of the run, as the last file tells that has one: files of several formats tell of one process, and
   * not all know of ends. Data that came clearly later means that the run went on.
   */
  get ended(): (RunEnd & { readonly file: string }) | null {
    const { writers } = this.#files;
    // Of processes that wrote at the same time the first may have been the last one to end.
    const last = writers.findLast(({ file }) => file.ended && this.#isOverAfter(file, file.ended));
    return last?.file.ended ? { ...last.file.ended, file: last.file.key } : null;
  }

  #isOverAfter(ending: FileData, { wallTime }: RunEnd): boolean {
    const { writers } = this.#files;
    if (Number.isNaN(wallTime)) {
      // Without times only the order of files of one kind tells what came later.
      if (ending !== writers.findLast(({ file }) => file.ended)?.file) return false;
      const name = baseName(ending.key);
      const alike = writers.filter(({ file }) => file.hasContent && baseName(file.key) === name);
      return ending === alike.at(-1)?.file;
    }
    return writers.every(
      ({ file }) => file === ending || (file.lastWallTime ?? -Infinity) <= wallTime + skewSeconds,
    );
  }

  get bytes(): number {
    let sum = 0;
    for (const series of this.#series.values()) sum += series.bytes;
    for (const file of this.files()) sum += file.items.bytes;
    return sum;
  }

  /** High percentile of the recent gaps between points of the newest file that has any, in milliseconds. */
  usualGapMs(): number | null {
    const { writers } = this.#files;
    for (let i = writers.length - 1; i >= 0; i--) {
      const usual = writers[i]!.file.gaps.usualGapMs();
      if (usual !== null) return usual;
    }
    return null;
  }

  /** In the order of their keys. */
  *files(): Iterable<FileData> {
    for (const { file } of this.#files.writers) yield file;
  }

  /** In the order in which they were first seen. */
  series(): Iterable<Series> {
    return this.#series.values();
  }

  collectStatistics(): readonly SeriesStatistics[] {
    return [...this.#series.values()].map((series) => series.statistics());
  }

  get seriesCount(): number {
    return this.#series.size;
  }

  find(kind: SeriesKind, tag: string): Series | undefined {
    return this.#series.get(seriesKey(kind, tag));
  }

  /** Where the items of a file lie; undefined for a file that is not of this run. */
  itemsOf(key: string): ItemTable | undefined {
    return this.#files.find(key)?.file.items;
  }

  /** The writer of a file; files are ordered by `key` (`compareFileNames`), whenever they arrive. */
  addFile(key: string): FileWriter {
    const present = this.#files.find(key);
    if (present) return present;
    const writer = new FileWriter(
      {
        pager: this.#pager,
        series: (tag) => this.#findOrMake(tag),
        startsChanged: (file, purged) => this.#startsChanged(file, purged),
        timesChanged: (file, before) => this.#timesChanged(file, before),
        commit: (added) => this.#commit(added),
      },
      new FileData(key, this.#files),
    );
    this.#files.add(writer);
    return writer;
  }

  /** Forgets everything that was read from a file. Its writer goes dead; `addFile` gives a new one. */
  removeFile(key: string): void {
    const writer = this.#files.find(key);
    if (!writer) return;
    writer.close();
    const revision = this.#commit(-writer.file.points);
    for (const [name, series] of this.#series) {
      const removed = series.removeFile(writer.file);
      series.notePoints(-removed, revision);
      if (series.points > 0) continue;
      this.#series.delete(name);
      this.#bare.delete(series);
    }
    this.#files.remove(writer);
    if (writer.file.purges.length > 0) this.#layoutRevision = revision;
  }

  /** Forgets the points of a scalar tag that were read from a file; the writer gets no more of them. */
  removeTag(key: string, tag: string): void {
    const writer = this.#files.find(key);
    const series = this.find('scalar', tag);
    if (!writer || !series) return;
    const removed = series.removeFile(writer.file);
    writer.file.points -= removed;
    series.notePoints(-removed, this.#commit(-removed));
    if (series.points === 0) this.#series.delete(seriesKey('scalar', tag));
  }

  /** In the order of files; read by the series. */
  get purgingFiles(): readonly SegmentFile[] {
    return this.#files.purging;
  }

  /** The store's revision when start records, or which files were written at the same time, last changed. */
  get layoutRevision(): number {
    return this.#layoutRevision;
  }

  /** Writers say with a tag's first value only what its values are, which may stand in another file of the run. */
  #findOrMake({ kind, tag, isBare }: DecodedTag): Series {
    const key = seriesKey(kind, tag);
    const present = (isBare ? this.#findNamed(tag) : undefined) ?? this.#series.get(key);
    if (present) {
      if (!isBare) this.#bare.delete(present);
      return present;
    }
    const series = this.#takeBare(kind, tag) ?? new Series(this, kind, tag);
    if (isBare) this.#bare.add(series);
    this.#series.set(key, series);
    return series;
  }

  #findNamed(tag: string): Series | undefined {
    for (const kind of seriesKinds) {
      const series = kind === 'scalar' ? undefined : this.find(kind, tag);
      if (series && !this.#bare.has(series)) return series;
    }
    return undefined;
  }

  /** The series of bare tensors that now turns out to be of this kind. */
  #takeBare(kind: SeriesKind, tag: string): Series | undefined {
    const series = kind === 'scalar' ? undefined : this.find('tensor', tag);
    if (!series || !this.#bare.delete(series)) return undefined;
    this.#series.delete(seriesKey('tensor', tag));
    series.become(kind);
    return series;
  }

  #commit(addedPoints: number): number {
    this.#points += addedPoints;
    this.#revision = this.#nextRevision();
    return this.#revision;
  }

  #startsChanged(file: FileData, purged: boolean): void {
    this.#files.startsChanged(file);
    if (!purged) return;
    this.#files.notePurge(file);
    this.#layoutRevision = this.#commit(0);
  }

  #timesChanged(file: FileData, before: number): void {
    const isFirst = Number.isNaN(before);
    if (isFirst) this.#files.noteFirstTime(file);
    if (this.#files.count < 2) return;
    // Series that get their first points of the file are laid out anew anyway.
    const isKnown = file.points > 0 || file.purges.length > 0;
    const matters = isFirst ? isKnown : this.#files.mayTellApart(file, before);
    if (matters) this.#layoutRevision = this.#commit(0);
  }
}

function seriesKey(kind: SeriesKind, tag: string): string {
  return `${kind}\n${tag}`;
}

function baseName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
