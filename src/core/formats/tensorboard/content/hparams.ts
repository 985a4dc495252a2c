// Hyperparameters, which are in the metadata of their values: the experiment, and the start and the end of a session.
// Source: tensorboard/plugins/hparams/plugin_data.proto and api.proto.
import type { Reader } from 'protobufjs/minimal';
import type { HparamsContent } from '../../../../shared/content';
import { maskSecret } from '../../../model/secrets';
import { readNested } from '../wire';
import { readExperiment } from './experiment';
import { readProtoValue, type HparamEntry } from './protoValue';
import { readText, walkMessage, wholeRange } from './message';
import type { StoredValue } from './storedValue';
import { Unreadable } from './unreadable';

type SessionStart = Extract<HparamsContent, { part: 'sessionStart' }>;
type SessionEnd = Extract<HparamsContent, { part: 'sessionEnd' }>;

/** Field keys of HParamsPluginData, SessionStartInfo, an entry of its map, and SessionEndInfo. */
const pluginKeys = { experiment: 0x12, start: 0x1a, end: 0x22 } as const;
const startKeys = { hparam: 0x0a, model: 0x12, monitor: 0x1a, group: 0x22, time: 0x29 } as const;
const entryKeys = { name: 0x0a, value: 0x12 } as const;
const endKeys = { status: 0x08, time: 0x11 } as const;

/** By the number of Status. */
const statuses = ['unknown', 'success', 'failure', 'running'] as const;

export function readHparams(value: StoredValue): HparamsContent {
  let content: HparamsContent | undefined;
  walkMessage(wholeRange(value.metadata), (reader, key) => {
    if (key === pluginKeys.experiment) content = readExperiment(reader);
    else if (key === pluginKeys.start) content = readSessionStart(reader);
    else if (key === pluginKeys.end) content = readSessionEnd(reader);
    else return false;
    return true;
  });
  if (!content) throw new Unreadable('It says nothing about hyperparameters.');
  return content;
}

function readSessionStart(reader: Reader): SessionStart {
  const hparams = new Map<string, HparamEntry>();
  const texts = { modelUri: '', monitorUrl: '', groupName: '' };
  let time = 0;
  readNested(reader, (key) => {
    if (key === startKeys.hparam) {
      const entry = readEntry(reader);
      hparams.set(entry.name, entry);
    } else if (key === startKeys.model) texts.modelUri = readText(reader);
    else if (key === startKeys.monitor) texts.monitorUrl = readText(reader);
    else if (key === startKeys.group) texts.groupName = readText(reader);
    else if (key === startKeys.time) time = reader.double();
    else return false;
    return true;
  });
  return {
    kind: 'hparams',
    part: 'sessionStart',
    // A map in the file: its order means nothing.
    hparams: [...hparams.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...texts,
    startTime: timeOf(time),
  };
}

function readEntry(reader: Reader): HparamEntry {
  let name = '';
  let value: HparamEntry['value'] = null;
  readNested(reader, (key) => {
    if (key === entryKeys.name) name = readText(reader);
    else if (key === entryKeys.value) value = readProtoValue(reader);
    else return false;
    return true;
  });
  return { name, value: typeof value === 'string' ? maskSecret([name], value) : value };
}

function readSessionEnd(reader: Reader): SessionEnd {
  let status = 0;
  let time = 0;
  readNested(reader, (key) => {
    if (key === endKeys.status) status = reader.int32();
    else if (key === endKeys.time) time = reader.double();
    else return false;
    return true;
  });
  return {
    kind: 'hparams',
    part: 'sessionEnd',
    status: statuses[status] ?? 'unknown',
    endTime: timeOf(time),
  };
}

/** Seconds since the Unix epoch; 0 is what nobody wrote. */
function timeOf(seconds: number): number | null {
  return seconds !== 0 && Number.isFinite(seconds) ? seconds : null;
}
