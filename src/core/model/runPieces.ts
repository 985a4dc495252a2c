// Recognises runs that are only pieces of another run: lines of `add_scalars`, sessions of `add_hparams`. Pure.
import type { SeriesKind } from '../../shared/vocabulary';

/** A series as far as it tells what its run is. */
export interface PieceSeries {
  readonly kind: SeriesKind;
  readonly tag: string;
  readonly points: number;
}

/** A line of a metric; the run it belongs to is `depth` directories above. */
export interface FoundPart {
  readonly depth: number;
  readonly tag: string;
  readonly key: string;
}

/** The lines of `add_scalars` have one tag each; a few more may only differ in what a path cannot tell. */
const mostTags = 4;

/**
 * What a run is a line of: its directory begins with the name of its only metric. `add_scalars(main, {key: …})` of
 * torch and tensorboardX writes into `<run>/<main>_<key>/` with `/` of the metric as `_`; a `/` in the key nests deeper.
 * tensorboardX also replaces other characters in the tag, but not in the directory.
 * @param names the directories from the log folder to the run
 * @returns null for any other run; the nearest directory above where several would do
 */
export function findPart(
  names: readonly string[],
  series: Iterable<PieceSeries>,
): FoundPart | null {
  const tags: string[] = [];
  for (const { kind, tag } of series) {
    if (kind !== 'scalar' || tags.length === mostTags) return null;
    tags.push(tag);
  }
  const [tag] = tags;
  if (tag === undefined) return null;
  const prefix = `${slugOf(tag)}_`;
  if (tags.some((other) => `${slugOf(other)}_` !== prefix)) return null;
  for (let at = names.length - 1; at >= 0; at--) {
    if (!slugOf(names[at]!).startsWith(prefix)) continue;
    const key = [names[at]!.slice(prefix.length), ...names.slice(at + 1)].join('/');
    return { depth: names.length - at, tag, key };
  }
  return null;
}

/** Every character that a writer may have replaced as `_`, one for one, so that lengths stay. */
function slugOf(text: string): string {
  return text.replace(/[^-\w.]/g, '_');
}

/** The tag whose presence makes a run a session (tensorboard/plugins/hparams/metadata.py). */
export const sessionTag = '_hparams_/session_start_info';

/**
 * Whether a run holds nothing but what calls of `add_hparams` write: a session's records, and each metric at most once
 * a call. A training that logs its hyperparameters beside its curves is a run of its own.
 */
export function isSession(series: Iterable<PieceSeries>): boolean {
  let calls = 0;
  let most = 0;
  for (const { kind, tag, points } of series) {
    if (kind === 'scalar') most = Math.max(most, points);
    else if (kind !== 'hparams') return false;
    else if (tag === sessionTag) calls = points;
  }
  return calls > 0 && most <= calls;
}

/**
 * Torch's `add_hparams` names its directory by the time, `str(time.time())`, unless it is given a name.
 * @returns seconds since the Unix epoch; null for any other name
 */
export function sessionTimeOf(name: string): number | null {
  return /^1\d{9}\.\d{1,7}$/.test(name) ? Number(name) : null;
}
