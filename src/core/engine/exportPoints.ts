// Streams every value of a run in file order, without keeping any.
import path from 'node:path';
import { ReadBuffer } from '../ingest/readBuffer';
import { compareFileNames } from '../model/fileOrder';
import { FileTail } from '../ingest/tail';
import { consoleFormat } from '../formats/console/format';
import { PrintedReader } from '../formats/console/printedReader';
import { formatOf } from '../formats/registry';
import { isCollectionFile } from '../ingest/collectionFollower';
import { readCopies } from './copies';
import { type FileClaims, TagClaims } from './tagClaims';
import type { DecodedTag, LogFormat } from '../model/decoded';
import type { Content } from '../../shared/content';
import type { ItemKind } from '../../shared/items';
import { exportMember } from './exportMember';
import { placeOf, readItemContent } from './itemBytes';
import { printedNameOf, printedSource } from './fileFeed';
import { OrderedOutput } from './orderedOutput';
import { PointPrinter, type ExportedPoint, type Printer } from './pointPrinter';
import type { Problem, ProblemKind, RunSummary } from '../../shared/vocabulary';

/** Bytes read between two moments at which the consumer may catch up. */
const sliceBytes = 1 << 20;

const replacements: ReadonlySet<ProblemKind> = new Set(['fileReplaced', 'fileTruncated']);

type LineWriter = (point: ExportedPoint) => string;
/** Words in place of a content say why there is none. */
type ItemLineWriter = (item: Omit<ExportedPoint, 'value'>, content: Content | string) => string;

/** The file that is being exported. */
interface ExportedFile {
  readonly filePath: string;
  readonly format: LogFormat;
  readonly target: PointExport;
  readonly output: OrderedOutput;
  readonly claims: FileClaims;
}

interface ExportedAll {
  readonly starts: number;
  readonly problems: readonly Problem[];
  /** Whether the log keeps console lines as well. */
  readonly hasPrinted: boolean;
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
  if (run.sources.some(({ file }) => isCollectionFile(path.posix.basename(file))))
    return exportMember(run, target);
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
  const printed = new Set<string>();
  let earlierStarts = 0;
  for (const file of files) {
    const done = await exportFile(run, file, earlierStarts, target, claims);
    earlierStarts += done.starts;
    problems.push(...done.problems);
    if (done.hasPrinted) printed.add(file);
  }
  // What nothing else tells.
  for (const file of printed) {
    earlierStarts += await exportPrinted(run, file, earlierStarts, target, claims);
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
): Promise<ExportedAll> {
  const format = formatOf(path.posix.basename(file));
  if (!format) return { starts: 0, problems: [], hasPrinted: false };
  const own = claims.open(file, format.id, format.rank ?? 0);
  const output = new OrderedOutput((text) => target.write(text));
  const filePath = path.join(run.directory, file);
  const printer = new PointPrinter(earlierStarts, (tag) =>
    printerOf(tag, { filePath, format, target, output, claims: own }),
  );
  let hasPrinted = false;
  const tail = new FileTail(run.directory, file, format, {
    append: (tags, decoded) => {
      hasPrinted ||= decoded.facts?.some(({ kind }) => kind === 'printed') ?? false;
      printer.append(tags, decoded);
    },
    reset: () => printer.reset(),
  });
  await readAll(tail, output);
  const problems = [...tail.collectProblems(false), ...printer.wallTimeProblems(file)];
  if (printer.hasRestarted && !problems.some(({ kind }) => replacements.has(kind))) {
    problems.push({ kind: 'fileReplaced', file, offset: 0, bytes: 0, count: 1, detail: null });
  }
  return { starts: printer.starts, problems, hasPrinted };
}

/** The console lines inside of a log, which was exported before. Returns how many starts there were in them. */
async function exportPrinted(
  run: RunSummary,
  file: string,
  earlierStarts: number,
  target: PointExport,
  claims: TagClaims,
): Promise<number> {
  const format = formatOf(path.posix.basename(file))!;
  const own = claims.open(printedNameOf(file), printedSource.format, printedSource.rank);
  const output = new OrderedOutput((text) => target.write(text));
  const filePath = path.join(run.directory, file);
  const printer = new PointPrinter(earlierStarts, (tag) =>
    printerOf(tag, { filePath, format, target, output, claims: own }),
  );
  let reader = new PrintedReader(consoleFormat);
  const tail = new FileTail(run.directory, file, format, {
    append: (_tags, { facts = [] }) => {
      for (const fact of facts) {
        if (fact.kind !== 'printed') continue;
        reader.read(fact, (decoded) => printer.append(reader.tags, decoded));
      }
    },
    reset: () => {
      reader = new PrintedReader(consoleFormat);
      printer.reset();
    },
  });
  await readAll(tail, output);
  return printer.starts;
}

async function readAll(tail: FileTail, output: OrderedOutput): Promise<void> {
  const buffer = new ReadBuffer();
  for (let more = true; more;) {
    more = await readSlice(tail, buffer);
    await output.flush();
  }
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

function printerOf(series: DecodedTag, file: ExportedFile): Printer | null {
  const { tag, kind } = series;
  const { target, output, claims, filePath, format } = file;
  if (kind === 'scalar') {
    if (!claims.takes(series)) return null;
    const line = target.lineFor(tag);
    return line && ((point) => output.addLine(line(point)));
  }
  const line = target.itemLineFor?.(tag, kind);
  if (!line) return null;
  const head = { kind, tag, metadata: series.metadata };
  return (point, items) => {
    const place = placeOf(items, point.value);
    output.addItem({
      read: () => readItemContent(filePath, format, head, place),
      line: (content) => line(point, content),
    });
  };
}
