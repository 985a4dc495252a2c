// Puts runs into groups by what is known of them. Pure.
import type { FactValue } from '../../shared/facts';
import type { GroupBy, GroupedRuns } from '../../shared/runGrouping';
import type { RunId } from '../../shared/vocabulary';

/** What grouping needs to know of a run. */
export interface GroupableRun {
  readonly id: RunId;
  /** Path of its directory below the log folder, with `/`; `.` for the folder itself. */
  readonly name: string;
  readonly tags: readonly string[];
  /** Leaves of its configuration. */
  readonly config: readonly { readonly path: readonly string[]; readonly value: FactValue }[];
}

/** A seed by any name: `seed`, `random_seed`, `seed_everything`, `dataSeed` … */
const seedName = /(?:^|[_.\-/])seeds?(?:$|[_.\-/])|^seed_everything$|[a-z]Seed$/;

/** Keys whose values are each run's own. Hugging Face's, Lightning's, Hydra's and argparse scripts' usual names. */
const ownNames: ReadonlySet<string> = new Set([
  'name',
  'run_name',
  'run_id',
  'exp_name',
  'experiment_name',
  'version',
  'output_dir',
  'out_dir',
  'log_dir',
  'logdir',
  'logging_dir',
  'save_dir',
  'save_path',
  'checkpoint_dir',
  'checkpoint_path',
  'ckpt_path',
  'resume_from_checkpoint',
  'default_root_dir',
  'timestamp',
  'start_time',
  'date',
  'hostname',
  'pid',
  'local_rank',
  'port',
]);

/**
 * Groups in the order of their first runs. Runs without the key (no such configuration, no tag, no match) are in none;
 * a pattern that is no regular expression makes none.
 */
export function groupRuns(runs: readonly GroupableRun[], by: GroupBy): readonly GroupedRuns[] {
  if (by.kind === 'configWithoutSeed') return groupByConfig(runs);
  const read = keyReader(by);
  const groups = new Map<string, { label: string; runs: RunId[] }>();
  for (const run of runs) {
    const key = read(run);
    if (key === null) continue;
    const present = groups.get(key.key);
    if (present) present.runs.push(run.id);
    else groups.set(key.key, { label: key.label, runs: [run.id] });
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

interface Key {
  readonly key: string;
  readonly label: string;
}

function keyReader(
  by: Exclude<GroupBy, { kind: 'configWithoutSeed' }>,
): (run: GroupableRun) => Key | null {
  switch (by.kind) {
    case 'config': {
      const wanted = JSON.stringify(by.path);
      const name = by.path.at(-1) ?? '';
      return ({ config }) => {
        const leaf = config.find(({ path }) => JSON.stringify(path) === wanted);
        return leaf
          ? { key: wordsOf(leaf.value), label: `${name} = ${wordsOf(leaf.value)}` }
          : null;
      };
    }
    case 'tag':
      return ({ tags }) => {
        if (tags.length === 0) return null;
        const sorted = [...new Set(tags)].sort();
        return { key: JSON.stringify(sorted), label: sorted.join(', ') };
      };
    case 'folder':
      return ({ name }) => {
        const cut = name.lastIndexOf('/');
        const folder = cut < 0 ? '.' : name.slice(0, cut);
        return { key: folder, label: folder };
      };
    case 'pattern':
      return patternReader(by.pattern);
  }
}

function patternReader(source: string): (run: GroupableRun) => Key | null {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source);
  } catch {
    return () => null;
  }
  return ({ name }) => {
    const match = pattern.exec(name);
    if (!match) return null;
    const caught = match.slice(1).map((part: string | undefined) => part ?? '');
    const label = caught.length > 0 ? caught.join(' · ') : source;
    return { key: JSON.stringify(caught), label };
  };
}

/** The label names what differs between the groups. */
function groupByConfig(runs: readonly GroupableRun[]): readonly GroupedRuns[] {
  const groups = new Map<string, { config: Map<string, string>; runs: RunId[] }>();
  for (const run of runs) {
    const config = telling(run);
    if (config.size === 0) continue;
    const key = JSON.stringify([...config]);
    const present = groups.get(key);
    if (present) present.runs.push(run.id);
    else groups.set(key, { config, runs: [run.id] });
  }
  const configs = [...groups.values()].map(({ config }) => config);
  const names = [...new Set(configs.flatMap((config) => [...config.keys()]))];
  const differing = names.filter((name) => new Set(configs.map((one) => one.get(name))).size > 1);
  return [...groups].map(([key, { config, runs: members }]) => ({
    key,
    label: labelOf(config, differing),
    runs: members,
  }));
}

/** By name, in the order of the names. */
function telling({ config }: GroupableRun): Map<string, string> {
  const leaves = config
    .filter(({ path }) => !path.some((name) => seedName.test(name)) && !ownNames.has(path.at(-1)!))
    .map(({ path, value }): [string, string] => [path.join('.'), wordsOf(value)])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new Map(leaves);
}

/** More would be longer than a legend is wide. */
const mostNamed = 4;

function labelOf(config: ReadonlyMap<string, string>, differing: readonly string[]): string {
  if (differing.length === 0) return 'same configuration';
  const named = differing.filter((name) => config.has(name)).slice(0, mostNamed);
  const words = named.map((name) => `${name} = ${config.get(name) ?? ''}`);
  return words.length > 0
    ? words.join(', ')
    : `without ${differing.slice(0, mostNamed).join(', ')}`;
}

/** Trackers write numbers as text as well. */
function wordsOf(value: FactValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
