// Tables of numbers with a header: CSV and TSV logs. Which of them are logs only their header tells.
import type { LogFormat } from '../../model/decoded';
import { LineLogDecoder } from '../lineLog';
import { TableReader } from './tableReader';

/**
 * Lightning, Ultralytics and YOLOv5, Stable-Baselines3 and Ray, timm, Keras, fastai and DeepSpeed write tables with a
 * word of these in their name; so do people who write their own.
 */
const tableName =
  /(?:metric|log|history|train|eval|result|progress|loss|scalar|summary|monitor|error)[^/]*\.csv$/i;

/** Keras users call what `CSVLogger` writes like this; CatBoost and DVCLive write `.tsv`. */
const otherName = /^training\.log$|\.tsv$/i;

export const delimitedFormat: LogFormat = {
  id: 'csv',
  matches: (fileName) => tableName.test(fileName) || otherName.test(fileName),
  rewritten: true,
  rank: 2,
  createDecoder: (_checks, _from, file = '') => new LineLogDecoder(new TableReader(file)),
  readContent: () => {
    throw new Error('a table holds numbers alone');
  },
};
