// Recorded runs as their records: what stood in an event file at every moment of the training that wrote it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { projectRoot } from './projectRoot';

export interface RecordedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** End of each record in the file. */
  readonly ends: readonly number[];
  /** When each record was written, in seconds since the run's first one. */
  readonly times: readonly number[];
}

export interface RecordedRun {
  readonly name: string;
  /** One per start of the training's process, in order. */
  readonly files: readonly RecordedFile[];
  readonly seconds: number;
}

/** The real trainings that `record.py` beside them made. */
export const demoRecording = path.join(projectRoot, 'test/fixtures/demo');

/** Reads the compressed event files of every run folder in `folder`. */
export function readRecording(folder: string): RecordedRun[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readRun(path.join(folder, entry.name), entry.name))
    .filter((run) => run.files.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readRun(folder: string, name: string): RecordedRun {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.gz'))
    .sort()
    .map((file) =>
      splitRecords(file.slice(0, -3), gunzipSync(readFileSync(path.join(folder, file)))),
    );
  const first = files[0]?.times[0] ?? 0;
  const relative = files.map((file) => ({
    ...file,
    times: file.times.map((time) => time - first),
  }));
  return { name, files: relative, seconds: relative.at(-1)?.times.at(-1) ?? 0 };
}

/** TFRecords: 8 bytes of length, 4 of checksum, the event (whose first field is its wall time), 4 of checksum. */
function splitRecords(name: string, bytes: Uint8Array): RecordedFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  const times: number[] = [];
  for (let at = 0; at < bytes.length; at = ends.at(-1)!) {
    ends.push(at + 16 + Number(view.getBigUint64(at, true)));
    times.push(view.getFloat64(at + 13, true));
  }
  return { name, bytes, ends, times };
}
