// Makes one table of what all sessions and experiments say: no column is lost because another run does not have it.
import type { HparamsContent, HparamValue } from '../../shared/content';
import type {
  HparamColumn,
  HparamsSession,
  HparamsTable,
  MetricColumn,
} from '../../shared/hparams';
import type { RunId } from '../../shared/vocabulary';

type Part<Name extends HparamsContent['part']> = Extract<HparamsContent, { part: Name }>;

/** All that one run says, in the order in which it said it. */
export interface LoggedHparams {
  readonly run: RunId;
  readonly parent: RunId | null;
  readonly parts: readonly HparamsContent[];
  /** Tags of scalars that are metrics of its sessions. */
  readonly metricTags: readonly string[];
  /** The newest value of a metric; null where there is none. */
  metricValue(metric: MetricColumn): number | null;
}

/** A start with the end that followed it. */
interface Session {
  readonly start: Part<'sessionStart'>;
  end: Part<'sessionEnd'> | null;
}

/** @param experiments what describes columns, by descending right to do so */
export function buildHparamsTable(
  logged: readonly LoggedHparams[],
  experiments: readonly Part<'experiment'>[],
  revision: number,
): HparamsTable {
  const runs = logged.map((one) => ({ ...one, sessions: pairSessions(one.parts) }));
  const starts = runs.flatMap(({ sessions }) => sessions.map(({ start }) => start));
  const hparams = hparamColumns(experiments, starts);
  const metrics = metricColumns(experiments, runs);
  const sessions = runs.flatMap((one) =>
    one.sessions.map(({ start, end }, at): HparamsSession => {
      const values = new Map(start.hparams.map(({ name, value }) => [name, value]));
      return {
        run: one.run,
        parent: one.parent,
        groupName: start.groupName,
        values: hparams.map(({ name, type }) => typed(values.get(name) ?? null, type)),
        metrics: metrics.map((metric) => one.metricValue(metric)),
        status: end?.status ?? null,
        startTime: start.startTime,
        endTime: end?.endTime ?? null,
        newest: at === one.sessions.length - 1,
      };
    }),
  );
  return { revision, hparams, metrics, sessions };
}

/** An end belongs to the start before it. */
function pairSessions(parts: readonly HparamsContent[]): Session[] {
  const sessions: Session[] = [];
  for (const part of parts) {
    if (part.part === 'sessionStart') sessions.push({ start: part, end: null });
    const last = sessions.at(-1);
    if (part.part === 'sessionEnd' && last) last.end = part;
  }
  return sessions;
}

/** First what experiments describe, in their order; then what sessions have beyond. */
function hparamColumns(
  experiments: readonly Part<'experiment'>[],
  starts: readonly Part<'sessionStart'>[],
): HparamColumn[] {
  const columns = new Map<string, HparamColumn>();
  for (const column of experiments.flatMap(({ hparams }) => hparams)) {
    const known = columns.get(column.name);
    if (!known || (known.type === 'unknown' && column.type !== 'unknown')) {
      columns.set(column.name, column);
    }
  }
  for (const { name } of starts.flatMap(({ hparams }) => hparams)) {
    const texts = { name, displayName: '', description: '' };
    if (!columns.has(name)) columns.set(name, { ...texts, type: 'unknown', domain: null });
  }
  return [...columns.values()];
}

function metricColumns(
  experiments: readonly Part<'experiment'>[],
  logged: readonly LoggedHparams[],
): MetricColumn[] {
  const columns = new Map<string, MetricColumn>();
  const add = (column: MetricColumn): void => {
    const key = `${column.group}\n${column.tag}`;
    if (!columns.has(key)) columns.set(key, column);
  };
  for (const { metrics } of experiments) metrics.forEach(add);
  for (const tag of logged.flatMap(({ metricTags }) => metricTags)) {
    add({ group: '', tag, displayName: '', description: '' });
  }
  return [...columns.values()];
}

/** PyTorch writes booleans as the numbers 0 and 1, and some versions say in the schema what they are. */
function typed(value: HparamValue, type: HparamColumn['type']): HparamValue {
  return type === 'bool' && (value === 0 || value === 1) ? value === 1 : value;
}
