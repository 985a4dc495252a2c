// `trackside prune`: what could go, and with --yes it goes.
import path from 'node:path';
import { discoverCheckpoints, type Discovery } from '../../core/checkpoints/discover';
import { directionOf, type MetricMode } from '../../core/checkpoints/metricDirection';
import { discard, moveAside } from '../../core/checkpoints/moveAside';
import { planRetention, type RetentionPolicy } from '../../core/checkpoints/retention';
import { collectRetentionItems } from '../../core/checkpoints/retentionFacts';
import { defaultExcludedDirectories } from '../../core/model/excludedDirectories';
import { planToJson, planToText } from '../../core/report/retentionListing';
import { printable } from '../../core/report/runListing';
import { countOf } from '../commandOptions';
import { startEngine } from '../logFolders';
import { exitCodes, UsageError, write } from '../terminal';

export interface PruneWords {
  readonly 'keep-best'?: string | undefined;
  readonly 'keep-last'?: string | undefined;
  readonly 'keep-every'?: string | undefined;
  readonly metric?: string | undefined;
  readonly mode?: string | undefined;
  readonly pin?: readonly string[] | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

export const pruneOptions = [
  ...['keep-best', 'keep-last', 'keep-every', 'metric', 'mode', 'pin', 'dry-run', 'yes'],
];

export async function prune(folder: string, words: PruneWords, asJson: boolean): Promise<number> {
  const policy = policyOf(words);
  if (words.yes && words['dry-run']) throw new UsageError('--yes and --dry-run exclude each other');
  const discovery = await discoverCheckpoints(folder, { excluded: defaultExcludedDirectories });
  const runningDirectories = await runningIn(folder);
  const items = await collectRetentionItems(discovery, { runningDirectories });
  const plan = planRetention(items, policy);
  const isDry = !words.yes;
  const shorten = (own: string): string => path.relative(folder, own) || '.';
  if (asJson) await write(`${JSON.stringify(planToJson(plan, isDry), null, 2)}\n`);
  else await write(planToText(plan, shorten));
  if (isDry) {
    if (!asJson && plan.remove.length > 0)
      await write('Nothing was removed. --yes removes them.\n');
    return exitCodes.done;
  }
  return remove(discovery, new Set(plan.remove.map((each) => each.path)));
}

function policyOf(words: PruneWords): RetentionPolicy {
  const keepBest = countOf('keep-best', words['keep-best']);
  const keepLast = countOf('keep-last', words['keep-last']);
  const everySteps = countOf('keep-every', words['keep-every']);
  if (keepBest === null && keepLast === null && everySteps === null) {
    throw new UsageError('say what to keep: --keep-best, --keep-last or --keep-every');
  }
  if (everySteps === 0) throw new UsageError('--keep-every takes a number from 1 up');
  const metric = words.metric ?? null;
  if (keepBest !== null && keepBest > 0 && metric === null) {
    throw new UsageError('--keep-best needs --metric');
  }
  return {
    keepBest: keepBest ?? 0,
    metric,
    mode: modeOf(metric, words.mode),
    keepLast: keepLast ?? 0,
    everySteps,
    pinned: new Set((words.pin ?? []).map((each) => path.resolve(each))),
  };
}

function modeOf(metric: string | null, asked: string | undefined): MetricMode {
  if (asked === 'min' || asked === 'max') return asked;
  if (asked !== undefined) throw new UsageError('--mode is min or max');
  if (metric === null) return 'min';
  const known = directionOf(metric);
  if (known) return known;
  throw new UsageError(`say with --mode whether min or max of ${printable(metric)} is best`);
}

/** Directories of runs that are being written, by what their logs say. */
async function runningIn(folder: string): Promise<readonly string[]> {
  const engine = startEngine([folder], true);
  try {
    await engine.settled();
    const { runs } = engine.listRuns();
    return runs.filter(({ state }) => state === 'running').map(({ directory }) => directory);
  } finally {
    engine.dispose();
  }
}

async function remove(discovery: Discovery, paths: ReadonlySet<string>): Promise<number> {
  const going = discovery.checkpoints.filter(({ summary }) => paths.has(summary.path));
  const moved = await moveAside(going);
  for (const { path: own, reason } of moved.failed) {
    console.error(`error: ${printable(own)} was not removed: ${printable(reason)}`);
  }
  await discard(moved);
  for (const { from } of moved.moves) console.error(`removed ${printable(from)}`);
  return moved.failed.length === 0 ? exitCodes.done : exitCodes.nothingRead;
}
