// Tables and JSON logs of real writers, with what their own readers make of them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatOf } from '../../src/core/formats/registry';
import type { LogFormat } from '../../src/core/model/decoded';
import { projectRoot } from './projectRoot';

const fixtures = path.join(projectRoot, 'test/fixtures/textLogs');
const formatIds: ReadonlySet<string> = new Set(['csv', 'jsonl', 'trainerState', 'runFile']);

/** Step, wall time in seconds since the Unix epoch or null, value; numbers that JSON cannot hold are strings. */
export type TextLogPoint = readonly [number, number | null, number | string];
/** By tag. */
export type TextLogSeries = Readonly<Record<string, readonly TextLogPoint[]>>;

export interface TextLogFile {
  /** The writer, and the file relative to what it was told to write to. */
  readonly name: string;
  readonly writer: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Makes decoders that know the file's name. */
  readonly format: LogFormat;
  /** Undefined where the library keeps no series in the file. */
  readonly golden: TextLogSeries | undefined;
}

/** Where the files of a writer lie. */
export function textLogFolder(writer: string): string {
  return path.join(fixtures, 'runs', writer);
}

/** Files that were made to look like logs and are none. */
export const ordinaryFolder = path.join(fixtures, 'ordinary');

export function textLogWriters(): string[] {
  return readdirSync(path.join(fixtures, 'runs')).sort();
}

/** All files of all writers that the formats for tables and JSON take, in order of their names. */
export function readTextLogs(): TextLogFile[] {
  return textLogWriters().flatMap((writer) => {
    const golden = readGolden(writer);
    const files = readdirSync(textLogFolder(writer), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(textLogFolder(writer), path.join(entry.parentPath, entry.name)))
      .sort();
    return files.flatMap((file) => {
      const format = formatOf(path.basename(file));
      if (!format || !formatIds.has(format.id)) return [];
      return [readTextLog(writer, file, format, golden[file])];
    });
  });
}

function readTextLog(
  writer: string,
  file: string,
  format: LogFormat,
  golden: TextLogSeries | undefined,
): TextLogFile {
  const bytes = new Uint8Array(readFileSync(path.join(textLogFolder(writer), file)));
  const named = { ...format, createDecoder: () => format.createDecoder('always', undefined, file) };
  return { name: `${writer}/${file}`, writer, file, bytes, format: named, golden };
}

function readGolden(writer: string): Readonly<Record<string, TextLogSeries>> {
  const text = readFileSync(path.join(fixtures, 'golden', `${writer}.json`), 'utf8');
  return JSON.parse(text) as Record<string, TextLogSeries>;
}
