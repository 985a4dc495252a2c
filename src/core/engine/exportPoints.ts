// Streams every value of a run in file order, without keeping any.
import path from 'node:path';
import { ReadBuffer } from '../ingest/readBuffer';
import { compareFileNames } from '../model/fileOrder';
import { FileTail } from '../ingest/tail';
import { formatOf } from '../formats/registry';
import { readCopies } from './copies';
import { type FileClaims, TagClaims } from './tagClaims';
import type { DecodedMark, DecodedTag, ItemBlock, LogFormat } from '../model/decoded';
import { FileStarts, newTagPlace, type TagPlace } from '../store/fileStarts';
import {
  isOddWallTime,
  oddityOf,
  secondsOf,
  wallTimeProblems,
  type OddWallTime,
} from '../store/wallTime';
import type { Content } from '../../shared/content';
import type { ItemKind } from '../../shared/items';
import { OrderedOutput } from './orderedOutput';
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
/** Words in place of a content say why there is none. */
type ItemLineWriter = (item: Omit<ExportedPoint, 'value'>, content: Content | string) => string;

/** Prints a value. The value of a point that is no scalar numbers its item. */
type Printer = (point: ExportedPoint, items: ItemBlock) => void;

/** Where a tag of the file stands, and how its values are printed, if they are. */
interface TagOutput {
  readonly place: TagPlace;
  readonly print: Printer | null;
}

/** The file that is being exported. */
interface ExportedFile {
  readonly filePath: string;
  readonly format: LogFormat;
  readonly target: PointExport;
  readonly output: OrderedOutput;
  readonly claims: FileClaims;
}

export interface PointExport {
  /** How points of this tag are printed; null to leave the tag out. */
  lineFor(tag: string): LineWriter | null;
  /** How other values of this tag are printed; null to leave them out. Without it only points are exported. */
  itemLineFor?(tag: string, kind: ItemKind): ItemLineWriter | null;
  /** Takes text; a promise is waited for before more is read. */
  write(text: string): Promise<void> | undefined;
}

/** Exports one run, its files in name order. Returns what was wrong with them. Rejects only when `write` does. */
export async function exportRun(run: RunSummary, target: PointExport): Promise<Problem[]> {
  const found = run.sources.map((source) => source.file).sort(compareFileNames);
  const copies = await readCopies(run.directory, found);
  const files = found
    .filter((file) => !copies.has(file))
    .sort((a, b) => rankOf(a) - rankOf(b) || compareFileNames(a, b));
  const claims = new TagClaims(() => undefined);
  const problems: Problem[] = [...copies].map(([file, detail]) => ({
    kind: 'copiedFile',
    ...{ file, offset: null, bytes: 0, count: 1, detail },
  }));
  let earlierStarts = 0;
  for (const file of files) {
    const done = await exportFile(run, file, earlierStarts, target, claims);
    earlierStarts += done.starts;
    problems.push(...done.problems);
  }
  return problems;
}

/** Of a tag that several formats tell, the best one's values are printed; it must come first. */
function rankOf(file: string): number {
  return formatOf(path.posix.basename(file))?.rank ?? 0;
}

async function exportFile(
  run: RunSummary,
  file: string,
  earlierStarts: number,
  target: PointExport,
  claims: TagClaims,
): Promise<{ readonly starts: number; readonly problems: readonly Problem[] }> {
  const format = formatOf(path.posix.basename(file));
  if (!format) return { starts: 0, problems: [] };
  const own = claims.open(file, format.id, format.rank ?? 0);
  let starts = new FileStarts();
  let startsBefore = earlierStarts;
  const outputs: TagOutput[] = [];
  const oddWallTimes = new Set<OddWallTime>();
  const output = new OrderedOutput((text) => target.write(text));
  const filePath = path.join(run.directory, file);
  const tail = new FileTail(run.directory, file, format, {
    append: (tags, { points, items, marks }) => {
      addOutputs(outputs, tags, { filePath, format, target, output, claims: own });
      let nextMark = 0;
      for (let i = 0; i < points.count; i++) {
        while (marks[nextMark]?.at === i) noteMark(starts, marks[nextMark++]!);
        const { place, print } = outputs[points.tags[i]!]!;
        const step = points.steps[i]!;
        if (starts.enter(place, step) === 'drop') continue;
        place.lastStep = step;
        if (!print) continue;
        const segment = startsBefore + place.start;
        const wallTime = points.wallTimes[i]!;
        if (isOddWallTime(wallTime)) oddWallTimes.add(oddityOf(wallTime));
        const value = points.values[i]!;
        print({ step, wallTime: secondsOf(wallTime), value, segment }, items);
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
    await output.flush();
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

function addOutputs(outputs: TagOutput[], tags: readonly DecodedTag[], file: ExportedFile): void {
  for (const tag of tags.slice(outputs.length)) {
    outputs.push({ place: newTagPlace(), print: printerOf(tag, file) });
  }
}

function printerOf(series: DecodedTag, file: ExportedFile): Printer | null {
  const { tag, kind } = series;
  const { target, output, claims, ...source } = file;
  if (kind === 'scalar') {
    if (!claims.takes(series)) return null;
    const line = target.lineFor(tag);
    return line && ((point) => output.addLine(line(point)));
  }
  const line = target.itemLineFor?.(tag, kind);
  if (!line) return null;
  return (point, items) => {
    const at = point.value - items.first;
    output.addItem({
      ...source,
      item: { kind, tag, form: items.forms[at]!, metadata: series.metadata },
      offset: items.offsets[at]!,
      length: items.lengths[at]!,
      line: (content) => line(point, content),
    });
  };
}
