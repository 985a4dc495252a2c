// The command line's door: the same engine without the editor.
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { silentLog } from './base/log';
import { messageOf } from './base/result';
import { Engine } from './core/engine/engine';
import { exportRun } from './core/engine/exportPoints';
import { nodeClock } from './core/ingest/nodeClock';
import { defaultExcludedDirectories } from './core/model/excludedDirectories';
import { bytesPerMegabyte, defaultMemoryLimitMb } from './core/model/memoryLimit';
import { isFatal } from './core/model/severity';
import { headerOf, lineWriter, pointFormats, type PointFormat } from './core/report/pointLines';
import {
  countUnlisted,
  listingToJson,
  listingToText,
  printable,
  problemToText,
} from './core/report/runListing';
import type { RunSummary } from './shared/vocabulary';

const help = `trackside reads the logs of machine-learning training. It needs no Python and no server.

Usage
  trackside ls DIR… [--json]
      Runs under the folders with their sources, state and the evidence for it, and their tags with kind,
      points, segments, first, last, min, max, non-finite count and problems.

  trackside export DIR [--run RUN]… [--tag TAG]… [--format jsonl|csv]
      Every scalar point in file order, superseded ones included. RUN is a run's directory relative to DIR
      ('.' for DIR itself), TAG the exact tag; both may be repeated. Format: jsonl (default) or csv.

Options
  --json          ls: print JSON
  --run RUN       export: only this run
  --tag TAG       export: only this tag
  --format F      export: jsonl or csv
  -h, --help      this text
  -v, --version   the version

Exit codes
  0  done; damage in files is reported on standard error, the rest is printed
  1  nothing could be read
  2  the command line was not understood

Examples
  trackside ls runs
  trackside export runs --run lr0.1 --tag train/loss --format csv > loss.csv
`;

const exitCodes = { done: 0, nothingRead: 1, usage: 2 } as const;

class UsageError extends Error {}

/** A folder that is there and cannot be looked into. */
class ReadError extends Error {}

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseWords(words);
  if (values.help) return print(help);
  if (values.version) return print(`${process.env['TRACKSIDE_VERSION'] ?? 'development'}\n`);
  const [command, ...folders] = positionals;
  switch (command) {
    case 'ls':
      rejectOptions('ls', values, ['run', 'tag', 'format']);
      return list(checkFolders(folders), values.json ?? false);
    case 'export':
      rejectOptions('export', values, ['json']);
      if (folders.length > 1) throw new UsageError('export takes one folder');
      return exportFolder(checkFolders(folders)[0]!, {
        runs: values.run ?? [],
        tags: values.tag ?? [],
        format: checkFormat(values.format ?? 'jsonl'),
      });
    case undefined:
      throw new UsageError('no command given');
    default:
      throw new UsageError(`there is no command ${printable(command)}`);
  }
}

function parseWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        run: { type: 'string', multiple: true },
        tag: { type: 'string', multiple: true },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function rejectOptions(
  command: string,
  values: Readonly<Record<string, unknown>>,
  foreign: readonly string[],
): void {
  const found = foreign.find((name) => values[name] !== undefined);
  if (found) throw new UsageError(`${command} does not take --${found}`);
}

function checkFolders(folders: readonly string[]): string[] {
  if (folders.length === 0) throw new UsageError('no folder given');
  for (const folder of folders) {
    if (!isFolder(folder)) throw new UsageError(`${printable(folder)} is not a folder`);
  }
  return folders.map((folder) => path.resolve(folder));
}

function isFolder(name: string): boolean {
  try {
    return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw new ReadError(printable(messageOf(error)));
  }
}

function checkFormat(format: string): PointFormat {
  const known = pointFormats.find((each) => each === format);
  if (!known) throw new UsageError(`--format is one of ${pointFormats.join(', ')}`);
  return known;
}

/** An engine that searches the folders once. */
function startEngine(folders: readonly string[]): Engine {
  const engine = new Engine(nodeClock, silentLog);
  engine.configure({
    folders,
    excludedDirectories: defaultExcludedDirectories,
    pollIntervalMs: 60_000,
    watch: false,
    memoryLimitBytes: defaultMemoryLimitMb * bytesPerMegabyte,
  });
  return engine;
}

async function list(folders: readonly string[], json: boolean): Promise<number> {
  const engine = startEngine(folders);
  await engine.settled();
  const runs = engine.listRuns().runs.map((summary) => ({
    summary,
    series: engine.getStatistics(summary.id),
  }));
  engine.dispose();
  warn(runs.map(({ summary }) => summary));
  if (json) await write(JSON.stringify(listingToJson(runs), null, 2) + '\n');
  else await write(listingToText(runs, Date.now()));
  return wasAnythingRead(runs.map(({ summary }) => summary));
}

async function exportFolder(
  folder: string,
  asked: {
    readonly runs: readonly string[];
    readonly tags: readonly string[];
    readonly format: PointFormat;
  },
): Promise<number> {
  const engine = startEngine([folder]);
  const found = await engine.findRuns();
  engine.dispose();
  const missing = asked.runs.find((name) => !found.some((run) => run.name === name));
  if (missing !== undefined) {
    const names = found.map((run) => printable(run.name)).join(', ');
    console.error(`error: there is no run ${printable(missing)}; there are: ${names || 'none'}`);
    return exitCodes.nothingRead;
  }
  const runs = found.filter((run) => asked.runs.length === 0 || asked.runs.includes(run.name));
  const tags = asked.tags.length > 0 ? new Set(asked.tags) : null;
  await write(headerOf(asked.format));
  const done: RunSummary[] = [];
  for (const run of runs) {
    const problems = await exportRun(run, {
      lineFor: (tag) =>
        tags?.has(tag) === false ? null : lineWriter(asked.format, { run: run.name, tag }),
      write,
    });
    problems.push(...run.problems.filter((problem) => problem.file === '.'));
    const problemCount = problems.reduce((sum, { count }) => sum + count, 0);
    done.push({ ...run, problems, problemCount });
  }
  warn(done);
  return wasAnythingRead(done);
}

/** Damage goes to standard error, one line each. */
function warn(runs: readonly RunSummary[]): void {
  for (const run of runs) {
    for (const problem of run.problems) {
      console.error(`warning: ${printable(run.name)}: ${problemToText(problem)}`);
    }
    const unlisted = countUnlisted(run);
    if (unlisted > 0) console.error(`warning: ${printable(run.name)}: and ${unlisted} more`);
  }
}

function wasAnythingRead(runs: readonly RunSummary[]): number {
  if (runs.some(isReadable)) return exitCodes.done;
  console.error('error: no log file that Trackside can read was found');
  return exitCodes.nothingRead;
}

/** Where not all problems are listed, only what was read tells. */
function isReadable(run: RunSummary): boolean {
  const fatal = new Set(run.problems.filter(isFatal).map(({ file }) => file));
  return (
    run.tags > 0 ||
    run.companions.length > 0 ||
    (countUnlisted(run) === 0 && run.sources.some(({ file }) => !fatal.has(file)))
  );
}

function print(text: string): number {
  process.stdout.write(text);
  return exitCodes.done;
}

/** Writes to standard output and waits while the reader is slower. */
function write(text: string): Promise<void> | undefined {
  if (text === '' || process.stdout.write(text)) return undefined;
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}

// A reader such as `head` that has seen enough closes the pipe: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done);
  console.error(`error: the output could not be written: ${error.message}`);
  process.exit(exitCodes.nothingRead);
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof ReadError)) throw error;
    console.error(`error: ${error.message}${isUsage ? '\nTry: trackside --help' : ''}`);
    process.exitCode = isUsage ? exitCodes.usage : exitCodes.nothingRead;
  },
);
