// What every command of the command line shares: its errors, its exit codes, and how it speaks.
import { countUnlisted, printable, problemToText } from '../core/report/runListing';
import { isFatal } from '../core/model/severity';
import type { RunSummary } from '../shared/vocabulary';

export const exitCodes = { done: 0, nothingRead: 1, usage: 2, failed: 3 } as const;

/** The command line was not understood. */
export class UsageError extends Error {}

/** What was asked for is not there, or cannot be read or written. */
export class ReadError extends Error {}

export function print(text: string): number {
  process.stdout.write(text);
  return exitCodes.done;
}

/** Writes to standard output and waits while the reader is slower. */
export function write(text: string): Promise<void> | undefined {
  if (text === '' || process.stdout.write(text)) return undefined;
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** Damage goes to standard error, one line each. */
export function warn(runs: readonly RunSummary[]): void {
  for (const run of runs) {
    for (const problem of run.problems) {
      console.error(`warning: ${printable(run.name)}: ${problemToText(problem)}`);
    }
    const unlisted = countUnlisted(run);
    if (unlisted > 0) console.error(`warning: ${printable(run.name)}: and ${unlisted} more`);
  }
}

export function wasAnythingRead(runs: readonly RunSummary[]): number {
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
