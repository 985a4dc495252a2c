// Every format Trackside can read: one line each, asked in order.
import type { LogFormat } from '../model/decoded';
import { consoleFormat } from './console/format';
import { delimitedFormat } from './delimited/format';
import { jsonLinesFormat, runFileFormat, trainerStateFormat } from './json/format';
import { tensorboardFormat } from './tensorboard/format';
import { swanlabFormat } from './swanlab/format';
import { wandbFormat } from './wandb/format';

export const formats: readonly LogFormat[] = [
  tensorboardFormat,
  wandbFormat,
  swanlabFormat,
  trainerStateFormat,
  runFileFormat,
  jsonLinesFormat,
  delimitedFormat,
  consoleFormat,
];

export function isLogFile(fileName: string): boolean {
  return formatOf(fileName) !== undefined;
}

/** The format that reads files of this name, or undefined. */
export function formatOf(fileName: string): LogFormat | undefined {
  return formats.find((format) => format.matches(fileName));
}
