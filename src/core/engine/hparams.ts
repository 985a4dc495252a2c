// Collects what runs, and the runs that belong to them, say about hyperparameters.
import path from 'node:path';
import { compareNaturally } from '../../base/naturalOrder';
import type { HparamsContent } from '../../shared/content';
import type { HparamsTable, MetricColumn } from '../../shared/hparams';
import type { RunId } from '../../shared/vocabulary';
import { buildHparamsTable, type LoggedHparams } from '../query/hparamsTable';
import { collectItems } from '../query/items';
import type { RunStore } from '../store/store';
import type { ContentReader } from './contentReader';
import type { RunEntry } from './runEntry';

export interface HparamsSource {
  readonly runs: ReadonlyMap<RunId, RunEntry>;
  readonly store: RunStore;
  readonly contents: ContentReader;
  /** The run that the hyperparameters of a run are those of; null where they are its own. */
  parentOf(run: RunId): RunId | null;
}

/** The sessions of the asked runs and of their children. Unknown runs, and what cannot be read, are left out. */
export async function collectHparams(
  source: HparamsSource,
  asked: readonly RunId[],
): Promise<HparamsTable> {
  const telling = [...source.runs.values()]
    .filter((run) => tagsOf(run).length > 0)
    .sort((a, b) => compareNaturally(a.directory, b.directory));
  const askedRuns = [...new Set(asked)].flatMap((id) => source.runs.get(id) ?? []);
  const sessions = sessionsOf(source, telling);
  const chosen = new Set(askedRuns.flatMap(({ id }) => sessions.get(id) ?? []));
  const ownDirectories = [...source.runs.values()].filter((run) => !run.member);
  const directories = new Map(ownDirectories.map((run) => [run.directory, run]));
  const logged: LoggedHparams[] = [];
  for (const run of chosen) {
    const parentId = source.parentOf(run.id);
    const parent = parentId === null ? undefined : source.runs.get(parentId);
    logged.push({
      run: run.id,
      parent: parent?.id ?? null,
      parts: await readParts(source, run),
      metricTags: tagsOf(run, 'scalar'),
      metricValue: (metric) => metricValue(directories, [run, parent ?? run], metric),
    });
  }
  const experiments: HparamsContent[] = logged.flatMap(({ parts }) => parts);
  for (const run of describersOf(askedRuns, directories)) {
    experiments.push(...(await readParts(source, run)));
  }
  return buildHparamsTable(logged, experiments.filter(isExperiment), source.store.revision);
}

/** Nearest first. */
function* runsAbove(
  { directory, root }: RunEntry,
  directories: ReadonlyMap<string, RunEntry>,
): Generator<RunEntry, undefined> {
  for (let at = directory; at !== root && at !== path.dirname(at);) {
    at = path.dirname(at);
    const run = directories.get(at);
    if (run) yield run;
  }
}

/** By run: itself, if it tells of hyperparameters, and those that tell of its own. */
function sessionsOf(
  source: HparamsSource,
  telling: readonly RunEntry[],
): ReadonlyMap<RunId, readonly RunEntry[]> {
  const sessions = new Map<RunId, RunEntry[]>(telling.map((run) => [run.id, [run]]));
  for (const run of telling) {
    const parent = source.parentOf(run.id);
    if (parent === null) continue;
    const others = sessions.get(parent);
    if (others) others.push(run);
    else sessions.set(parent, [run]);
  }
  return sessions;
}

/** TensorFlow describes the columns of all runs in the folder above them. */
function describersOf(
  asked: readonly RunEntry[],
  directories: ReadonlyMap<string, RunEntry>,
): ReadonlySet<RunEntry> {
  return new Set(asked.flatMap((run) => [...runsAbove(run, directories)]));
}

function isExperiment(
  content: HparamsContent,
): content is Extract<HparamsContent, { part: 'experiment' }> {
  return content.part === 'experiment';
}

function tagsOf(run: RunEntry, asked: 'hparams' | 'scalar' = 'hparams'): string[] {
  const tags: string[] = [];
  for (const { kind, tag } of run.data.series()) if (kind === asked) tags.push(tag);
  return tags;
}

/** Of the first run that has it. The metric of a group is in the run below that is named as the group. */
function metricValue(
  directories: ReadonlyMap<string, RunEntry>,
  runs: readonly RunEntry[],
  { group, tag }: MetricColumn,
): number | null {
  for (const run of runs) {
    const holder = directories.get(path.join(run.directory, group));
    const last = holder?.data.find('scalar', tag)?.last();
    if (last) return last.value;
  }
  return null;
}

/** All that a run says, in the order of its files and records. */
async function readParts(source: HparamsSource, run: RunEntry): Promise<HparamsContent[]> {
  const places = tagsOf(run).flatMap((tag) => {
    const query = { run: run.id, kind: 'hparams' as const, tag };
    const { fileNames, files, numbers } = collectItems(source.store, query);
    return Array.from(numbers, (number, at) => ({
      ...query,
      file: fileNames[files[at]!]!,
      number,
    }));
  });
  places.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.number - b.number));
  const parts: HparamsContent[] = [];
  for (const place of places) {
    const content = await source.contents.read(run, place).catch(() => null);
    if (content?.kind === 'hparams') parts.push(content);
  }
  return parts;
}
