// What the documents of trackers say that keep a run in files of their own: Sacred, DVCLive, ClearML.
import type { DecodedMark, EndWord } from '../../model/decoded';
import type { DecodedFact } from '../../model/facts';
import type { FactSection, FactValue } from '../../../shared/facts';
import { readMoment } from '../moment';
import type { DocumentContent, DocumentSeries } from './documentDecoder';
import { listOf, numberOf, objectOf } from '../pythonJson';

type Document = Readonly<Record<string, FactValue>>;
/** What may be told, by the name it gets. */
type Entries = Readonly<Record<string, FactValue | undefined>>;

const empty: DocumentContent = { isLog: false, series: [], facts: [], marks: [] };

/** `metrics.json` of Sacred or DVCLive; what other programs call so is neither a run nor part of one. */
export function readMetrics(document: Document): DocumentContent | null {
  const series = sacredSeries(document);
  if (series) return { ...empty, isLog: true, series };
  // dvclive/live.py, make_summary: the newest value of every metric, nested by the parts of its name, and the step.
  if (numberOf(document['step']) === undefined) return null;
  return { ...empty, facts: factsOf('summary', document) };
}

/** sacred/observers/file_storage.py: `{"loss": {"steps": […], "timestamps": ["2026-…"], "values": […]}, …}` in UTC. */
function sacredSeries(document: Document): DocumentSeries[] | null {
  const series: DocumentSeries[] = [];
  for (const [tag, told] of Object.entries(document)) {
    const steps = listOf(objectOf(told)?.['steps']);
    const times = listOf(objectOf(told)?.['timestamps']);
    const values = listOf(objectOf(told)?.['values']);
    if (!steps || !times || !values) return null;
    series.push({
      tag,
      steps: steps.map((step) => numberOf(step) ?? NaN),
      wallTimes: times.map(sacredMoment),
      values: values.map((value) => numberOf(value) ?? NaN),
    });
  }
  return series.length > 0 ? series : null;
}

const sacredEnds: Readonly<Record<string, EndWord['state'] | undefined>> = {
  COMPLETED: 'finished',
  FAILED: 'failed',
  TIMEOUT: 'failed',
  INTERRUPTED: 'stopped',
};

/** Sacred's `run.json`: how the run stands, and where it ran. */
export function readRun(document: Document): DocumentContent | null {
  const experiment = objectOf(document['experiment']);
  const status = document['status'];
  if (!experiment || typeof status !== 'string' || !('heartbeat' in document)) return null;
  const { host, command, meta, result, fail_trace: trace } = document;
  const { name, mainfile, dependencies } = experiment;
  const trouble = listOf(trace)?.at(-1);
  const facts = [
    ...factsOf('about', { name, command, mainfile, status, comment: objectOf(meta)?.['comment'] }),
    ...factsOf('environment', { ...objectOf(host), dependencies }),
    ...factsOf('summary', { result }),
    ...factsOf('alerts', { failure: typeof trouble === 'string' ? trouble.trim() : null }),
  ];
  return { ...empty, isLog: true, facts, marks: endOf(document, status) };
}

function endOf(document: Document, word: string): DecodedMark[] {
  const state = sacredEnds[word];
  if (state === undefined) return [];
  const stopped = sacredMoment(document['stop_time']);
  const wallTime = Number.isNaN(stopped) ? sacredMoment(document['heartbeat']) : stopped;
  const said = { word, state };
  return Number.isNaN(wallTime) ? [] : [{ kind: 'end', at: 0, wallTime, exitCode: null, said }];
}

function sacredMoment(value: FactValue | undefined): number {
  return typeof value === 'string' ? readMoment(value, 'utc') : NaN;
}

/** ClearML's `task.json` of a task that ran without its server: what the task was started with. */
export function readTask(document: Document): DocumentContent | null {
  const hyperparameters = objectOf(document['hyperparams']);
  if (!hyperparameters || typeof document['offline_folder'] !== 'string') return null;
  const config = Object.fromEntries(
    Object.entries(hyperparameters).map(([section, told]) => [section, valuesOf(told)]),
  );
  const { name, type, project_name: project } = document;
  return {
    ...empty,
    facts: [...factsOf('about', { name, type, project }), ...factsOf('config', config)],
  };
}

/** ClearML describes each parameter: `{"lr": {"name": "lr", "section": "General", "type": "float", "value": "0.1"}}`. */
function valuesOf(section: FactValue): Document {
  const told = Object.entries(objectOf(section) ?? {});
  return Object.fromEntries(told.map(([name, one]) => [name, objectOf(one)?.['value'] ?? null]));
}

/** A fact for every entry that says something. */
function factsOf(section: FactSection, entries: Entries): DecodedFact[] {
  return Object.entries(entries)
    .filter((entry): entry is [string, FactValue] => isTold(entry[1]))
    .map(([key, value]) => ({ kind: 'set', section, path: [key], value }));
}

function isTold(value: FactValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  const object = objectOf(value);
  return !object || Object.keys(object).length > 0;
}
