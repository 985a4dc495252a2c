// Sees to it that a metric which several formats of a run tell is taken from one of them: the same curve is drawn once.
import type { MetricSources, RunSourceChoices } from '../../shared/sources';
import type { DecodedTag } from '../model/decoded';
import { metricName } from '../model/metricName';
import type { DecodedParts } from '../store/fileWriter';

/** Takes back what was read of a scalar tag from a file. */
type Forget = (file: string, tag: string) => void;

/** Better than every rank. */
const chosenRank = -1;

/** The scalar metrics of a run, with the best format that tells each. Files of one rank share a metric. */
export class TagClaims {
  readonly #best = new Map<string, number>();
  readonly #files = new Map<string, FileClaims>();
  readonly #forget: Forget;
  #choices: RunSourceChoices = {};

  constructor(forget: Forget) {
    this.#forget = forget;
  }

  /**
   * What a file claims, from its start on. What is read anew keeps what it had until `settle`: most likely it tells that
   * again, and nobody else needs to be read for it.
   * @param format its id; @param rank lower is better
   */
  open(file: string, format: string, rank: number): FileClaims {
    const claims = new FileClaims(this, format, rank, this.#files.get(file)?.held);
    this.#files.set(file, claims);
    return claims;
  }

  /**
   * A file that was read anew is read to its end: gives up what it does not tell any more.
   * @returns the files that were refused one of these metrics, which they may have now when they are read again
   */
  settle(file: string): readonly string[] {
    const lost = this.#files.get(file)?.giveUpUntold() ?? [];
    return lost.length > 0 ? this.#reopen(lost) : [];
  }

  /**
   * Gives up all that a file claims.
   * @returns the files that were refused one of its metrics, which they may have now when they are read again
   */
  close(file: string): readonly string[] {
    const closed = this.#files.get(file);
    this.#files.delete(file);
    return closed ? this.#reopen(closed.held) : [];
  }

  /** @returns the files that must be read again, because they were refused what is wanted from them now */
  choose(choices: RunSourceChoices): readonly string[] {
    const before = this.#choices;
    this.#choices = choices;
    const metrics = new Set([...Object.keys(before), ...Object.keys(choices)]);
    return this.#reopen([...metrics].filter((metric) => before[metric] !== choices[metric]));
  }

  /** The metrics that several formats tell. */
  collect(): MetricSources[] {
    const told = new Map<string, Map<string, { files: string[]; tags: Set<string> }>>();
    for (const [file, claims] of this.#files) {
      for (const [metric, tags] of claims.tagsByMetric()) {
        const formats =
          told.get(metric) ?? new Map<string, { files: string[]; tags: Set<string> }>();
        told.set(metric, formats);
        const source = formats.get(claims.format) ?? { files: [], tags: new Set<string>() };
        formats.set(claims.format, source);
        source.files.push(file);
        for (const tag of tags) source.tags.add(tag);
      }
    }
    const several = [...told].filter(([, formats]) => formats.size > 1);
    return several.map(([metric, formats]) => ({
      metric,
      isChosen: metric in this.#choices,
      sources: Array.from(formats, ([format, { files, tags }]) => ({
        ...{ format, files, tags: [...tags] },
        isUsed: files.some((file) => this.#files.get(file)!.holds(metric)),
      })),
    }));
  }

  /** Whether a file may have the metric. Files of lower formats lose it. */
  claim(metric: string, by: FileClaims): boolean {
    const rank = this.rankOf(metric, by);
    const best = this.#best.get(metric) ?? Infinity;
    if (rank < best) {
      this.#best.set(metric, rank);
      if (best < Infinity) this.#takeFromOthers(metric, rank);
    }
    return rank <= best;
  }

  rankOf(metric: string, { format, rank }: FileClaims): number {
    return this.#choices[metric] === format ? chosenRank : rank;
  }

  #takeFromOthers(metric: string, rank: number): void {
    for (const [file, claims] of this.#files) {
      if (this.rankOf(metric, claims) <= rank) continue;
      for (const tag of claims.refuse(metric)) this.#forget(file, tag);
    }
  }

  /** Decides anew who has the metrics; the files that get one they were refused. */
  #reopen(metrics: Iterable<string>): string[] {
    const winners = new Set<string>();
    for (const metric of metrics) {
      const tellers = [...this.#files].filter(([, claims]) => claims.tells(metric));
      const ranks = tellers.map(([, claims]) => this.rankOf(metric, claims));
      const best = Math.min(Infinity, ...ranks);
      if (best === Infinity) this.#best.delete(metric);
      else this.#best.set(metric, best);
      this.#takeFromOthers(metric, best);
      for (const [file, claims] of tellers) {
        if (this.rankOf(metric, claims) === best && !claims.holds(metric)) winners.add(file);
      }
    }
    return [...winners];
  }
}

export class FileClaims {
  readonly format: string;
  readonly rank: number;
  readonly #run: TagClaims;
  /** By metric: the places of its tags in the decoder's list, with their names. */
  readonly #tags = new Map<string, Map<number, string>>();
  readonly #held: Set<string>;
  readonly #refused = new Set<number>();
  #seen = 0;
  #isSettled: boolean;

  /** @param held before it was begun anew */
  constructor(run: TagClaims, format: string, rank: number, held?: ReadonlySet<string>) {
    this.#run = run;
    this.format = format;
    this.rank = rank;
    this.#held = new Set(held);
    this.#isSettled = this.#held.size === 0;
  }

  /** The metrics that are taken from the file, and those that were before it was begun anew. */
  get held(): ReadonlySet<string> {
    return this.#held;
  }

  holds(metric: string): boolean {
    return this.#held.has(metric);
  }

  /** Whether the file has points of the metric, taken or not, or had before it was begun anew. */
  tells(metric: string): boolean {
    return this.#tags.has(metric) || this.#held.has(metric);
  }

  /** The metrics of which nothing came since it was begun anew; they are given up. */
  giveUpUntold(): readonly string[] {
    if (this.#isSettled) return [];
    this.#isSettled = true;
    const untold = [...this.#held].filter((metric) => !this.#tags.has(metric));
    for (const metric of untold) this.#held.delete(metric);
    return untold;
  }

  *tagsByMetric(): Iterable<readonly [string, readonly string[]]> {
    for (const [metric, tags] of this.#tags) yield [metric, [...tags.values()]];
  }

  /** Without the points of tags that a better format has; they leave the block as well. */
  admit(tags: readonly DecodedTag[], decoded: DecodedParts): DecodedParts {
    for (; this.#seen < tags.length; this.#seen++) this.takes(tags[this.#seen]!);
    if (this.#refused.size === 0) return decoded;
    return this.#without(decoded);
  }

  /** Gives a metric up; the tags of which points may have been taken. */
  refuse(metric: string): readonly string[] {
    const tags = this.#tags.get(metric);
    if (!this.#held.delete(metric) || !tags) return [];
    for (const index of tags.keys()) this.#refused.add(index);
    return [...tags.values()];
  }

  /** Whether the points of a tag are taken from the file, as far as is known by now. */
  takes({ kind, tag, index }: DecodedTag): boolean {
    if (kind !== 'scalar') return true;
    const metric = metricName(tag);
    const tags = this.#tags.get(metric);
    if (tags) tags.set(index, tag);
    else this.#tags.set(metric, new Map([[index, tag]]));
    const isOurs = this.#run.claim(metric, this);
    if (isOurs) this.#held.add(metric);
    else this.#refused.add(index);
    return isOurs;
  }

  #without({ points, items, marks }: DecodedParts): DecodedParts {
    const moved: DecodedParts['marks'][number][] = [];
    let kept = 0;
    for (let at = 0; at < points.count; at++) {
      while (marks[moved.length]?.at === at) moved.push({ ...marks[moved.length]!, at: kept });
      if (this.#refused.has(points.tags[at]!)) continue;
      points.tags[kept] = points.tags[at]!;
      points.steps[kept] = points.steps[at]!;
      points.wallTimes[kept] = points.wallTimes[at]!;
      points.values[kept++] = points.values[at]!;
    }
    for (const mark of marks.slice(moved.length)) moved.push({ ...mark, at: kept });
    points.count = kept;
    return { points, items, marks: moved };
  }
}
