// Which axes a chart can be drawn over, by the metrics that its runs have logged.
import type { Axis } from './vocabulary';

/** `axis` and `xTags` of a line query. */
export interface XAxis {
  readonly axis: Axis;
  /** Empty but on the metric axis. */
  readonly xTags: readonly string[];
}

/** What trainers call how far they have come, by preference. Compared without case. */
const knownNames = {
  epoch: ['epoch', 'train/epoch', 'trainer/epoch', 'training/epoch', 'epochs', 'global_epoch'],
  tokens: [
    'tokens',
    'train/tokens',
    'tokens_seen',
    'train/tokens_seen',
    'num_tokens',
    'train/num_tokens',
    'total_tokens',
    'train/total_tokens',
    'num_input_tokens_seen',
    'train/num_input_tokens_seen',
    'consumed_tokens',
    'train/consumed_tokens',
  ],
  samples: [
    'samples',
    'train/samples',
    'samples_seen',
    'train/samples_seen',
    'num_samples',
    'consumed_samples',
    'consumed-samples',
    'train/consumed_samples',
    'examples',
    'num_examples',
    'images_seen',
  ],
} as const;

export type KnownX = keyof typeof knownNames;
export const knownXs = Object.keys(knownNames) as readonly KnownX[];

/** The tags of each of these that are among `tags`, by preference; what is not logged is left out. */
export function loggedXs(tags: Iterable<string>): ReadonlyMap<KnownX, readonly string[]> {
  const byName = new Map<string, string>();
  for (const tag of tags) byName.set(tag.toLowerCase(), tag);
  const found = new Map<KnownX, readonly string[]>();
  for (const known of knownXs) {
    const logged = knownNames[known].flatMap((name) => byName.get(name) ?? []);
    if (logged.length > 0) found.set(known, logged);
  }
  return found;
}
