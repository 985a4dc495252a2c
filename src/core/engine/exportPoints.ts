// Streams every scalar point of a folder in file order, without keeping any.
import { FileTail, ReadBuffer } from '../ingest/tail';
import { formatOf } from '../formats/registry';
import type { DecodedMark, DecodedTag } from '../model/decoded';
import { FileStarts, newTagPlace, type TagPlace } from '../store/fileStarts';
import {
  isOddWallTime,
  oddityOf,
  secondsOf,
  wallTimeProblems,
  type OddWallTime,
} from '../store/wallTime';
import type { Problem, ProblemKind, RunSummary } from '../../shared/vocabulary';

/** Bytes read between two moments at which the consumer may catch up. */
const sliceBytes = 1 << 20;

const replacements: ReadonlySet<ProblemKind> = new Set(['fileReplaced', 'fileTruncated']);

/** A scalar point with the ordinal of the process start that wrote it, from 0. */
export interface ExportedPoint {
  readonly step: number;
  /** Seconds since the Unix epoch; NaN where the file had none. */
  readonly wallTime: number;
  readonly value: number;
  readonly segment: number;
}

type LineWriter = (point: ExportedPoint) => string;

/** Where a tag of the file stands, and how its points are printed. */
interface TagOutput {
  readonly place: TagPlace;
  readonly line: LineWriter | null;
}

export interface PointExport {
  /** How points of this tag are printed; null to leave the tag out. */
  lineFor(tag: string): LineWriter | null;
  /** Takes text; a promise is waited for before more is read. */
  write(text: string): Promise<void> | undefined;
}

/** Exports one run, its files in name order. Returns what was wrong with them. Rejects only when `write` does. */
export async function exportRun(run: RunSummary, target: PointExport): Promise<Problem[]> {
  const files = run.sources.map((source) => source.file).sort(compareCodeUnits);
  const problems: Problem[] = [];
  let earlierStarts = 0;
  for (const file of files) {
    const done = await exportFile(run, file, earlierStarts, target);
    earlierStarts += done.starts;
    problems.push(...done.problems);
  }
  return problems;
}

/** The order in which the store puts the files of a run. */
function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function exportFile(
  run: RunSummary,
  file: string,
  earlierStarts: number,
  target: PointExport,
): Promise<{ readonly starts: number; readonly problems: readonly Problem[] }> {
  const format = formatOf(file);
  if (!format) return { starts: 0, problems: [] };
  let starts = new FileStarts();
  let startsBefore = earlierStarts;
  const outputs: TagOutput[] = [];
  const oddWallTimes = new Set<OddWallTime>();
  let text = '';
  const tail = new FileTail(run.directory, file, format, {
    append: (tags, { points, marks }) => {
      addOutputs(outputs, tags, target);
      let nextMark = 0;
      for (let i = 0; i < points.count; i++) {
        while (marks[nextMark]?.at === i) noteMark(starts, marks[nextMark++]!);
        const { place, line } = outputs[points.tags[i]!]!;
        const step = points.steps[i]!;
        if (starts.enter(place, step) === 'drop') continue;
        place.lastStep = step;
        if (!line) continue;
        const segment = startsBefore + place.start;
        const wallTime = points.wallTimes[i]!;
        if (isOddWallTime(wallTime)) oddWallTimes.add(oddityOf(wallTime));
        text += line({ step, wallTime: secondsOf(wallTime), value: points.values[i]!, segment });
      }
      for (; nextMark < marks.length; nextMark++) noteMark(starts, marks[nextMark]!);
    },
    // What is printed cannot be taken back: the other content follows it as further starts, and a problem says so.
    reset: () => {
      startsBefore += starts.count;
      starts = new FileStarts();
      outputs.length = 0;
    },
  });
  const buffer = new ReadBuffer();
  for (let more = true; more;) {
    more = await readSlice(tail, buffer);
    const taken = target.write(text);
    text = '';
    if (taken) await taken;
  }
  const problems = [...tail.collectProblems(false), ...wallTimeProblems(file, oddWallTimes)];
  if (startsBefore > earlierStarts && !problems.some(({ kind }) => replacements.has(kind))) {
    problems.push({ kind: 'fileReplaced', file, offset: 0, bytes: 0, count: 1, detail: null });
  }
  return { starts: startsBefore + starts.count - earlierStarts, problems };
}

/** Reads one slice; a file that cannot be read (any more) ends with a problem. */
async function readSlice(tail: FileTail, buffer: ReadBuffer): Promise<boolean> {
  try {
    return await tail.read(buffer, sliceBytes);
  } catch (error) {
    const detail = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
    tail.problems.add({ kind: 'unreadable', offset: tail.bytesRead, bytes: 0, detail });
    return false;
  }
}

function noteMark(starts: FileStarts, mark: DecodedMark): void {
  if (mark.kind === 'start') starts.mark();
}

function addOutputs(outputs: TagOutput[], tags: readonly DecodedTag[], target: PointExport): void {
  for (let i = outputs.length; i < tags.length; i++) {
    const { tag, kind } = tags[i]!;
    outputs.push({ place: newTagPlace(), line: kind === 'scalar' ? target.lineFor(tag) : null });
  }
}
