// Every format Trackside can read: one line each, asked in order.
import type { LogFormat } from '../model/decoded';
import { aimDatabase } from './aim/database';
import { consoleFormat } from './console/format';
import { delimitedFormat } from './delimited/format';
import { jsonLinesFormat, runFileFormat, trainerStateFormat } from './json/format';
import { metaFile } from './mlflow/fileStore';
import { mlflowDatabase } from './mlflow/database';
import { optunaDatabase } from './optuna/database';
import { trackioDatabase } from './trackio/database';
import type { DatabaseFormat } from './sqlite/databaseFormat';
import type { Database } from './sqlite/database';
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

/** Whether a file of this name is looked at: a log, or what holds many runs. */
export function isSourceFile(fileName: string): boolean {
  return isLogFile(fileName) || isDatabaseFile(fileName) || fileName === metaFile;
}

/** The format that reads files of this name, or undefined. */
export function formatOf(fileName: string): LogFormat | undefined {
  return formats.find((format) => format.matches(fileName));
}

/** Every kind of database that holds runs; which one a file is its tables tell. */
export const databaseFormats: readonly DatabaseFormat[] = [
  mlflowDatabase,
  trackioDatabase,
  optunaDatabase,
  aimDatabase,
];

/** The tracker that a database is of, by its tables; null: nobody's. */
export function databaseFormatOf({ tables }: Database): DatabaseFormat | null {
  return databaseFormats.find((format) => format.tables.every((name) => tables.has(name))) ?? null;
}

/** Whether a tracker keeps its database in a folder of this name: the runs belong to the folder around it. */
export function isTrackerFolder(name: string): boolean {
  return databaseFormats.some(({ folder }) => folder?.name === name);
}

/** Whether a folder inside of one is a tracker's own, with nothing in it that can be read. */
export function isClosedFolder(name: string, parentName: string): boolean {
  return databaseFormats.some(
    ({ folder }) => folder?.name === parentName && folder.closed.includes(name),
  );
}

/** Whether a file of this name (without directory) may be a database. */
export function isDatabaseFile(fileName: string): boolean {
  return /\.(?:db|sqlite|sqlite3)$/i.test(fileName);
}
