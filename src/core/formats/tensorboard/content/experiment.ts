// The experiment that sessions belong to: which hyperparameters and metrics there are.
// Source: tensorboard/plugins/hparams/api.proto.
import type { Reader } from 'protobufjs/minimal';
import type { HparamsContent } from '../../../../shared/content';
import { readNested } from '../wire';
import { readProtoList } from './protoValue';
import { readText } from './message';

type Experiment = Extract<HparamsContent, { part: 'experiment' }>;
type HparamInfo = Experiment['hparams'][number];
type MetricInfo = Experiment['metrics'][number];

/** Field keys of Experiment, HParamInfo, Interval, MetricInfo and MetricName. */
const experimentKeys = { description: 0x0a, hparam: 0x22, metric: 0x2a, name: 0x32 } as const;
const hparamKeys = {
  name: 0x0a,
  displayName: 0x12,
  description: 0x1a,
  type: 0x20,
  values: 0x2a,
  interval: 0x32,
} as const;
const intervalKeys = { min: 0x09, max: 0x11 } as const;
const metricKeys = { name: 0x0a, displayName: 0x1a, description: 0x22 } as const;
const metricNameKeys = { group: 0x0a, tag: 0x12 } as const;

/** By the number of DataType. */
const types = ['unknown', 'string', 'bool', 'number'] as const;

/** Reads the message that is preceded by its length. */
export function readExperiment(reader: Reader): Experiment {
  const hparams: HparamInfo[] = [];
  const metrics: MetricInfo[] = [];
  const texts = { name: '', description: '' };
  readNested(reader, (key) => {
    if (key === experimentKeys.name) texts.name = readText(reader);
    else if (key === experimentKeys.description) texts.description = readText(reader);
    else if (key === experimentKeys.hparam) hparams.push(readHparamInfo(reader));
    else if (key === experimentKeys.metric) metrics.push(readMetricInfo(reader));
    else return false;
    return true;
  });
  return { kind: 'hparams', part: 'experiment', ...texts, hparams, metrics };
}

function readHparamInfo(reader: Reader): HparamInfo {
  const texts = { name: '', displayName: '', description: '' };
  let type = 0;
  let domain: HparamInfo['domain'] = null;
  readNested(reader, (key) => {
    if (key === hparamKeys.name) texts.name = readText(reader);
    else if (key === hparamKeys.displayName) texts.displayName = readText(reader);
    else if (key === hparamKeys.description) texts.description = readText(reader);
    else if (key === hparamKeys.type) type = reader.int32();
    else if (key === hparamKeys.values) domain = { form: 'values', values: readProtoList(reader) };
    else if (key === hparamKeys.interval) domain = readInterval(reader);
    else return false;
    return true;
  });
  return { ...texts, type: types[type] ?? 'unknown', domain };
}

function readInterval(reader: Reader): HparamInfo['domain'] {
  const interval = { min: 0, max: 0 };
  readNested(reader, (key) => {
    if (key === intervalKeys.min) interval.min = reader.double();
    else if (key === intervalKeys.max) interval.max = reader.double();
    else return false;
    return true;
  });
  return { form: 'interval', ...interval };
}

function readMetricInfo(reader: Reader): MetricInfo {
  const texts = { group: '', tag: '', displayName: '', description: '' };
  readNested(reader, (key) => {
    if (key === metricKeys.displayName) texts.displayName = readText(reader);
    else if (key === metricKeys.description) texts.description = readText(reader);
    else if (key === metricKeys.name) {
      readNested(reader, (inner) => {
        if (inner === metricNameKeys.group) texts.group = readText(reader);
        else if (inner === metricNameKeys.tag) texts.tag = readText(reader);
        else return false;
        return true;
      });
    } else return false;
    return true;
  });
  return texts;
}
