// `trackside export`: every value of the asked kinds, in file order, superseded ones included.
import { exportRun } from '../core/engine/exportPoints';
import { itemWriter } from '../core/report/itemLines';
import {
  lineWriter,
  openDocument,
  pointFormats,
  type PointFormat,
} from '../core/report/pointLines';
import { seriesKinds, type RunSummary, type SeriesKind } from '../shared/vocabulary';
import { sha256 } from './digest';
import { checkRuns, findRuns } from './logFolders';
import { UsageError, warn, wasAnythingRead, write } from './terminal';

export interface ExportOptions {
  /** Empty: all. */
  readonly runs: readonly string[];
  readonly tags: readonly string[];
  readonly kinds: ReadonlySet<SeriesKind>;
  readonly format: PointFormat;
}

export function checkFormat(format: string): PointFormat {
  const known = pointFormats.find((each) => each === format);
  if (!known) throw new UsageError(`--format is one of ${pointFormats.join(', ')}`);
  return known;
}

/** Without names: scalars. */
export function checkKinds(names: readonly string[], format: PointFormat): Set<SeriesKind> {
  if (names.length === 0) return new Set(['scalar']);
  const kinds = new Set(names.includes('all') ? seriesKinds : names.map(checkKind));
  if (format === 'csv' && [...kinds].some((kind) => kind !== 'scalar')) {
    throw new UsageError('csv has room for scalars only; use --format jsonl');
  }
  return kinds;
}

function checkKind(name: string): SeriesKind {
  const known = seriesKinds.find((each) => each === name);
  if (!known) throw new UsageError(`--kind is one of all, ${seriesKinds.join(', ')}`);
  return known;
}

export async function exportFolder(folder: string, asked: ExportOptions): Promise<number> {
  const found = await findRuns(folder);
  checkRuns(found, asked.runs);
  const runs = found.filter((run) => asked.runs.length === 0 || asked.runs.includes(run.name));
  const tags = asked.tags.length > 0 ? new Set(asked.tags) : null;
  const document = openDocument(asked.format, write);
  await document.begin();
  const done: RunSummary[] = [];
  for (const run of runs) {
    const isAsked = (tag: string, kind: SeriesKind): boolean =>
      asked.kinds.has(kind) && tags?.has(tag) !== false;
    const problems = await exportRun(run, {
      lineFor: (tag) =>
        isAsked(tag, 'scalar') ? lineWriter(asked.format, { run: run.name, tag }) : null,
      itemLineFor: (tag, kind) =>
        isAsked(tag, kind) ? itemWriter({ run: run.name, tag, kind }, sha256) : null,
      write: (lines) => document.write(lines),
    });
    problems.push(...run.problems.filter((problem) => problem.file === '.'));
    const problemCount = problems.reduce((sum, { count }) => sum + count, 0);
    done.push({ ...run, problems, problemCount });
  }
  await document.end();
  warn(done);
  return wasAnythingRead(done);
}
