// MLflow's file store (`mlflow/store/tracking/file_store.py`): a folder for each run with `meta.yaml`, and a file for each
// metric, parameter and tag, named by its key.
import type { FactValue } from '../../../shared/facts';
import { parseYaml } from '../config/parseConfig';
import type { MemberPoints, MemberTags } from '../memberPoints';
import type { MlflowRun } from './runRecord';

/** The file that tells a run, and one that tells an experiment. */
export const metaFile = 'meta.yaml';

/** `RunStatus` in `mlflow/protos/service.proto`. */
const statuses = ['', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];

const words: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, '-inf': -Infinity };

type Meta = Readonly<Record<string, FactValue>>;

/** What a `meta.yaml` says; an empty object where it cannot be read. */
export function readMeta(text: string): Meta {
  try {
    const meta = parseYaml(text);
    return typeof meta === 'object' && meta !== null && !Array.isArray(meta) ? (meta as Meta) : {};
  } catch {
    return {};
  }
}

/** Null where it is not that of a run, or of one that was deleted. */
export function runOf(
  meta: Meta,
  params: ReadonlyMap<string, string>,
  tags: ReadonlyMap<string, string>,
): MlflowRun | null {
  const id = textOf(meta['run_id'] ?? meta['run_uuid']);
  if (id === null || meta['lifecycle_stage'] === 'deleted') return null;
  return {
    id,
    name: textOf(meta['run_name'] ?? meta['name']),
    status: statuses[Number(meta['status'])] ?? null,
    startTime: timeOf(meta['start_time']),
    endTime: timeOf(meta['end_time']),
    user: textOf(meta['user_id']),
    artifactUri: textOf(meta['artifact_uri']),
    params,
    tags,
  };
}

/** What an experiment, or a run, is called by its `meta.yaml`. */
export function nameIn(meta: Meta): string | null {
  return textOf(meta['run_name'] ?? meta['name']);
}

/**
 * Adds the points of whole lines `<milliseconds> <value> <step>`; without a step it is 0, and what follows is left out.
 * @returns how many lines are no points
 */
export function addLines(
  lines: readonly string[],
  points: MemberPoints,
  owner: MemberTags,
  metric: string,
): number {
  const tag = owner.indexOf(metric);
  let bad = 0;
  for (const line of lines) {
    const [time, value = '', step = '0'] = line.trim().split(' ');
    const number = words[value] ?? (value === '' ? undefined : Number(value));
    const isPoint = number !== undefined && (Object.hasOwn(words, value) || !Number.isNaN(number));
    if (isPoint) points.add(owner, tag, Number(step), Number(time) / 1000, number);
    else if (line.trim() !== '') bad++;
  }
  return bad;
}

function textOf(value: FactValue | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function timeOf(value: FactValue | undefined): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}
